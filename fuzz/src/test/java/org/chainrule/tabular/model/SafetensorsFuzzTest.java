package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.Seeds;
import org.junit.jupiter.params.provider.MethodSource;

/** Safetensors: whole files, and headers that always have the length that stands before them. */
class SafetensorsFuzzTest {
    private static final int PREFIX = 8;

    static Stream<byte[]> files() {
        return Seeds.shared("conformance/safetensors", ".safetensors");
    }

    /** The first byte says how many bytes of data follow the header. */
    static Stream<byte[]> headers() {
        return files().filter(file -> file.length >= PREFIX).map(file -> {
            byte[] header = new byte[file.length - PREFIX + 1];
            System.arraycopy(file, PREFIX, header, 1, file.length - PREFIX);
            return header;
        });
    }

    @MethodSource("files")
    @FuzzTest
    void safetensors(byte[] file) {
        Reading.timed(() -> check(file));
    }

    @MethodSource("headers")
    @FuzzTest
    void safetensorsHeader(byte[] input) {
        Reading.timed(() -> {
            int data = input.length == 0 ? 0 : input[0] & 0xff;
            byte[] header = java.util.Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.writeBytes(Safetensors.prefix(header));
            file.writeBytes(header);
            file.writeBytes(new byte[data]);
            check(file.toByteArray());
        });
    }

    /** What is read is written, and read as the same; written once more it has the same bytes. */
    private static void check(byte[] file) {
        Safetensors read = Reading.orRefused(() -> Safetensors.read(file, "the input"));
        if (read == null) {
            return;
        }
        byte[] written = bytes(read);
        Safetensors again = Safetensors.read(written, "what was written");
        assertEquals(read.metadata(), again.metadata());
        assertEquals(read.tensors().size(), again.tensors().size());
        for (Tensor tensor : read.tensors()) {
            Tensor same = Objects.requireNonNull(again.tensor(tensor.name()));
            assertEquals(tensor.dtype(), same.dtype());
            assertArrayEquals(tensor.shape(), same.shape());
            assertEquals(tensor.data(), same.data());
        }
        assertArrayEquals(written, bytes(again));
    }

    private static byte[] bytes(Safetensors contents) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            contents.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    private static final float[] SIX = {0, 1, 2, 3, 4, 5};

    @Test
    void followsTheManifest() throws IOException {
        Path folder = Shared.path("conformance/safetensors");
        List<?> cases = assertInstanceOf(List.class, Json.parse(Files.readAllBytes(folder.resolve("MANIFEST.json"))));
        List<Object> wrong = new ArrayList<>();
        for (Object each : cases) {
            Map<?, ?> entry = assertInstanceOf(Map.class, each);
            boolean accepted = accepts(folder.resolve(String.valueOf(entry.get("file"))));
            if (accepted != "accept".equals(entry.get("expect"))) {
                wrong.add(entry);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(cases.size() >= 23);
    }

    private static boolean accepts(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        boolean fromMemory = accepts(bytes);
        try {
            Safetensors.read(file);
            assertTrue(fromMemory, file.toString());
        } catch (UserException e) {
            assertTrue(!fromMemory, e.getMessage());
        }
        return fromMemory;
    }

    private static boolean accepts(byte[] bytes) {
        try {
            Safetensors.read(bytes, "x");
            return true;
        } catch (UserException e) {
            String message = String.valueOf(e.getMessage());
            assertEquals(1, message.lines().count(), message);
            assertTrue(message.startsWith("expected") && message.contains("found") && message.contains(";"), message);
            return false;
        }
    }

    @Test
    void writesTheReferenceBytes() throws IOException {
        assertArrayEquals(
                Files.readAllBytes(Shared.path("conformance/safetensors/ok_serialization_f32.safetensors")),
                bytes(new Safetensors(Map.of(), List.of(Tensor.of("attn.0", SIX, 0, 1, 2, 3)))));
        assertArrayEquals(
                Files.readAllBytes(Shared.path("conformance/safetensors/ok_forced_alignment.safetensors")),
                bytes(new Safetensors(Map.of(), List.of(Tensor.of("attn0", SIX, 0, 1, 1, 2, 3)))));
    }

    @Test
    void readsValuesAndMetadata() throws IOException {
        Path folder = Shared.path("conformance/safetensors");
        Safetensors mixed = Safetensors.read(folder.resolve("ok_bf16_f64.safetensors"));
        assertEquals(
                List.of("a", "b"), mixed.tensors().stream().map(Tensor::name).toList());
        double[] a = new double[1];
        mixed.tensors().get(0).copyTo(a, 0);
        assertEquals(1.5, a[0]);
        assertEquals(0xc000, mixed.tensors().get(1).data().getShort(2) & 0xffff);
        assertEquals(
                Map.of("framework", "pt"),
                Safetensors.read(folder.resolve("ok_metadata.safetensors")).metadata());
    }

    @Test
    void roundTripsEveryType() throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (DType dtype : DType.values()) {
            byte[] data = new byte[3 * dtype.bytes()];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (31 * i + dtype.ordinal());
            }
            tensors.add(new Tensor("t \"" + dtype + "\n😀", dtype, new long[] {1, 3}, ByteBuffer.wrap(data)));
        }
        tensors.add(new Tensor("none", DType.U8, new long[] {0, 7}, ByteBuffer.allocate(0)));
        Safetensors written = new Safetensors(Map.of("k\"", "v\u0000"), tensors);
        byte[] bytes = bytes(written);
        Safetensors read = Safetensors.read(bytes, "x");
        assertEquals(written.metadata(), read.metadata());
        for (Tensor tensor : tensors) {
            Tensor back = java.util.Objects.requireNonNull(read.tensor(tensor.name()));
            assertEquals(tensor.data(), back.data());
            assertArrayEquals(tensor.shape(), back.shape());
            assertEquals(tensor.dtype(), back.dtype());
        }
        assertArrayEquals(bytes, bytes(read));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}\n",
                " {\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1],\"x\":1}}",
                "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1.0],\"data_offsets\":[0,1]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1,-1],\"data_offsets\":[0,1]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1,1]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[1,0]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4611686018427387904,4,0],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]},\"__metadata__\":null}",
                "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"},\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}",
                "{\"__metadata__\":{},\"__metadata__\":{},\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}{}",
                "{\"a\":5}",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":{},\"data_offsets\":[0,1]}}"
            })
    void refusesHeaders(String header) {
        assertTrue(!accepts(file(header, 1)), header);
    }

    @Test
    void theJsonSuiteNeverBreaksTheHeaderParser() throws IOException {
        try (Stream<Path> files = Files.list(Shared.path("conformance/json"))) {
            for (Path file : files.sorted().toList()) {
                byte[] json = Files.readAllBytes(file);
                assertTrue(
                        !accepts(file(json, 0))
                                || java.util.Set.of("{}").contains(new String(json, StandardCharsets.UTF_8).trim()),
                        file.toString());
                byte[] metadata = ("{\"__metadata__\":" + new String(json, StandardCharsets.ISO_8859_1) + "}")
                        .getBytes(StandardCharsets.ISO_8859_1);
                boolean accepted = accepts(file(metadata, 0));
                assertTrue(!accepted || file.getFileName().toString().startsWith("y_object"), file.toString());
            }
        }
    }

    @Test
    void refusesLengthsBeforeAllocating() {
        byte[] huge = file("{}", 0);
        for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 100_000_001, 3, 1L << 32}) {
            ByteBuffer.wrap(huge).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(length);
            assertTrue(!accepts(huge));
        }
        assertTrue(!accepts(file(
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[9000000000000000000],\"data_offsets\":[0,9000000000000000000]}}",
                1)));
        assertTrue(
                !accepts(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[500000000],\"data_offsets\":[0,2000000000]}}", 1)));
    }

    @Test
    void writerRefusesEqualNames() {
        Tensor tensor = Tensor.of("a", SIX, 0, 6);
        assertThrows(IllegalArgumentException.class, () -> bytes(new Safetensors(Map.of(), List.of(tensor, tensor))));
        assertThrows(
                IllegalArgumentException.class,
                () -> bytes(new Safetensors(Map.of(), List.of(Tensor.of("__metadata__", SIX, 0, 6)))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Tensor("a", DType.F32, new long[] {2}, ByteBuffer.allocate(7)));
    }

    @Test
    void saysWhatIsNoFile(@org.junit.jupiter.api.io.TempDir Path directory) {
        for (Path path : List.of(directory, directory.resolve("missing"))) {
            String message = assertThrows(UserException.class, () -> Safetensors.read(path))
                    .getMessage();
            assertTrue(message != null && message.contains(path.toString()), message);
        }
    }

    private static byte[] file(String header, int data) {
        return file(header.getBytes(StandardCharsets.UTF_8), data);
    }

    private static byte[] file(byte[] header, int data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Safetensors.prefix(header));
        out.writeBytes(header);
        out.writeBytes(new byte[data]);
        return out.toByteArray();
    }

    private static byte[] bytes(Safetensors contents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        contents.write(out);
        return out.toByteArray();
    }
}

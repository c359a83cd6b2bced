package org.chainrule.interop.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/**
 * The bytes of a protocol buffer, read front to back, and the memory that may be taken for what they say: at most {@value #MEMORY_FACTOR} times the file
 * and 16 MiB.
 */
final class Wire {
    /** Memory in sizes of the file, the file itself among them. */
    static final int MEMORY_FACTOR = 4;

    private static final long MEMORY_FREE = 16L << 20;
    private static final int MOST_DEPTH = 64;
    private static final int TEXT_BYTES = 56;

    private final byte[] bytes;
    private final String where;
    private final CodedInputStream in;
    private final Memory memory;
    private final int begin;
    private int tag;

    /** What may still be taken. */
    private static final class Memory {
        private long left;

        Memory(long left) {
            this.left = left;
        }
    }

    /** What is done with a field: reads it whole, or calls {@link Wire#skip}. */
    interface Fields {
        void read(int number) throws IOException;
    }

    /** Reads something that protobuf may find malformed. */
    interface Reading<T> {
        T read(Wire wire) throws IOException;
    }

    private Wire(byte[] bytes, int begin, int length, String where, Memory memory) {
        this.bytes = bytes;
        this.where = where;
        this.begin = begin;
        this.memory = memory;
        in = CodedInputStream.newInstance(bytes, begin, length);
        in.setRecursionLimit(MOST_DEPTH);
    }

    /** Reads all bytes; whatever protobuf finds becomes one line. */
    static <T> T read(byte[] bytes, String where, Reading<T> reading) {
        Wire wire =
                new Wire(bytes, 0, bytes.length, where, new Memory((MEMORY_FACTOR - 1L) * bytes.length + MEMORY_FREE));
        try {
            return reading.read(wire);
        } catch (InvalidProtocolBufferException e) {
            throw wire.refused("an ONNX file", "bytes that are no protocol buffer at byte " + wire.position());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same bytes once more, from {@code from} on. */
    Wire again(int from, int length) {
        return new Wire(bytes, from, length, where, memory);
    }

    /** Where the next byte is in the file. */
    int position() {
        return begin + in.getTotalBytesRead();
    }

    /** All fields up to the end of the bytes or of the message that is being read. */
    void fields(Fields fields) throws IOException {
        for (tag = in.readTag(); tag != 0; tag = in.readTag()) {
            fields.read(WireFormat.getTagFieldNumber(tag));
        }
    }

    /** The fields of a message within the one that is being read. */
    void message(String what, Fields fields) throws IOException {
        int outer = in.pushLimit(length(what));
        fields(fields);
        in.popLimit(outer);
    }

    /** The length of the message, text or packed array that follows. */
    int length(String what) throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED, what);
        int length = in.readRawVarint32();
        int left = in.getBytesUntilLimit() >= 0 ? in.getBytesUntilLimit() : begin + bytes.length - position();
        if (length < 0 || length > left) {
            throw refused(what, Integer.toUnsignedString(length) + " bytes announced, " + left + " left");
        }
        return length;
    }

    boolean isPacked() {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    String text(String what) throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED, what);
        String text = in.readStringRequireUtf8();
        if (!text.isEmpty()) {
            take(TEXT_BYTES + 2L * text.length());
        }
        return text;
    }

    long number(String what) throws IOException {
        expect(WireFormat.WIRETYPE_VARINT, what);
        return in.readInt64();
    }

    float real(String what) throws IOException {
        expect(WireFormat.WIRETYPE_FIXED32, what);
        return in.readFloat();
    }

    void expect(int wireType, String what) {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw refused(what + " of wire type " + wireType, "wire type " + WireFormat.getTagWireType(tag));
        }
    }

    /** The elements of a repeated field of numbers, packed or one of them. */
    void elements(int wireType, String what, Element element) throws IOException {
        if (!isPacked()) {
            expect(wireType, what);
            element.read(in);
            return;
        }
        int outer = in.pushLimit(length(what));
        while (!in.isAtEnd()) {
            element.read(in);
        }
        in.popLimit(outer);
    }

    /** Takes one element from the bytes. */
    interface Element {
        void read(CodedInputStream in) throws IOException;
    }

    /** How many elements {@link #elements} would give; passes over them. */
    int count(int wireType, String what) throws IOException {
        if (!isPacked()) {
            expect(wireType, what);
            skip();
            return 1;
        }
        int length = length(what);
        int from = position();
        in.skipRawBytes(length);
        if (wireType == WireFormat.WIRETYPE_VARINT) {
            int count = 0;
            for (int i = from; i < from + length; i++) {
                count += bytes[i] >= 0 ? 1 : 0;
            }
            return count;
        }
        int size = wireType == WireFormat.WIRETYPE_FIXED32 ? Float.BYTES : Double.BYTES;
        if (length % size != 0) {
            throw refused("a multiple of " + size + " bytes of " + what, length + " bytes");
        }
        return length / size;
    }

    /** Passes over a field. */
    void skip() throws IOException {
        if (!in.skipField(tag)) {
            throw refused("a field", "the end of a group at byte " + position());
        }
    }

    /** Passes over bytes. */
    void skip(int length) throws IOException {
        in.skipRawBytes(length);
    }

    byte[] bytes() {
        return bytes;
    }

    /** Counts memory before it is taken. */
    void take(long wanted) {
        memory.left -= wanted;
        if (memory.left < 0) {
            throw refused(
                    "contents that fit in " + MEMORY_FACTOR + " times the file's " + bytes.length + " bytes and 16 MiB",
                    "more",
                    "write numbers as raw data of 32 bits, and fewer names");
        }
    }

    UserException refused(String expected, String found) {
        return refused(expected, found, "export the model again");
    }

    UserException refused(String expected, String found, String next) {
        return UserException.data("expected " + expected + ", found " + found + " in " + where + "; " + next);
    }

    static String quoted(String name) {
        return '"' + Display.text(name) + '"';
    }
}

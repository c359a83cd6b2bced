package org.chainrule.tabular.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.chainrule.tabular.schema.ColumnSchema;

/**
 * SHA-256 over the cells of one column in row order: first the name, the kind's name and whether it is text; then a number as the bits of its double (one NaN
 * for all missing ones), a text as its length in UTF-8 and those bytes (length -1 if missing); last the number of rows. Everything little-endian. The
 * fingerprint of a table is the SHA-256 over those of its columns. It depends on the cells alone, not on how they are stored.
 */
final class Fingerprint {
    private static final int BUFFER_BYTES = 1 << 10;
    private static final int BRIEF_BYTES = 8;

    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    Fingerprint(ColumnSchema column) {
        text(column.name().getBytes(StandardCharsets.UTF_8));
        text(column.kind().name().getBytes(StandardCharsets.UTF_8));
        count(column.text() ? 1 : 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The fingerprint of a table. */
    static String of(List<byte[]> columns) {
        MessageDigest digest = sha256();
        columns.forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The fingerprint of the first rows of a column that was loaded. */
    static byte[] of(ColumnSchema column, RawColumn cells, int rows) {
        Fingerprint fingerprint = new Fingerprint(column);
        if (cells instanceof RawColumn.Text texts) {
            List<byte[]> bytes = texts.dictionary().stream()
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toList();
            for (int row = 0; row < rows; row++) {
                int code = texts.code(row);
                if (code < 0) {
                    fingerprint.missingText();
                } else {
                    fingerprint.text(bytes.get(code));
                }
            }
        } else if (cells instanceof RawColumn.Numeric numbers) {
            for (int row = 0; row < rows; row++) {
                fingerprint.number(numbers.value(row));
            }
        }
        return fingerprint.finish(rows);
    }

    /** Enough digits to tell columns apart; the fingerprint of the table is whole. */
    static String brief(byte[] digest) {
        return HexFormat.of().formatHex(digest, 0, BRIEF_BYTES);
    }

    void number(double value) {
        room(Long.BYTES);
        buffer.putLong(Double.doubleToLongBits(value));
    }

    void text(byte[] utf8) {
        count(utf8.length);
        if (utf8.length > BUFFER_BYTES) {
            flush();
            digest.update(utf8);
        } else {
            room(utf8.length);
            buffer.put(utf8);
        }
    }

    void missingText() {
        count(-1);
    }

    private void count(int value) {
        room(Integer.BYTES);
        buffer.putInt(value);
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() {
        digest.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /** Ends it. */
    byte[] finish(int rows) {
        count(rows);
        flush();
        return digest.digest();
    }
}

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
 * SHA-256 over cells in row order: first the number of columns and of each the name, the kind's name and whether it is text; then row by row a number as the
 * bits of its double (one NaN for all missing ones), a text as its length in UTF-8 and those bytes (length -1 if missing); last the number of rows.
 * Everything little-endian. It depends on the cells alone, not on how they are stored.
 */
final class Fingerprint {
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest digest;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    Fingerprint(List<ColumnSchema> columns) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        count(columns.size());
        for (ColumnSchema column : columns) {
            text(column.name().getBytes(StandardCharsets.UTF_8));
            text(column.kind().name().getBytes(StandardCharsets.UTF_8));
            count(column.text() ? 1 : 0);
        }
    }

    void number(double value) {
        room(Long.BYTES);
        buffer.putLong(Double.doubleToLongBits(value));
    }

    void text(byte[] utf8) {
        count(utf8.length);
        if (utf8.length > BUFFER_BYTES) {
            room(BUFFER_BYTES);
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
            digest.update(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }

    /** Ends it: 64 hexadecimal digits. */
    String finish(int rows) {
        count(rows);
        digest.update(buffer.array(), 0, buffer.position());
        return HexFormat.of().formatHex(digest.digest());
    }
}

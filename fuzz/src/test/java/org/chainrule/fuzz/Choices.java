package org.chainrule.fuzz;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Turns bytes into choices; when they are at their end, every choice is the first one. */
public final class Choices {
    private final ByteBuffer bytes;

    /**
     * Choices of an input.
     *
     * @param input the bytes
     */
    public Choices(byte[] input) {
        bytes = ByteBuffer.wrap(input);
    }

    /**
     * A whole number.
     *
     * @param least the least that is possible
     * @param most  the most that is possible, less than 65,536 more
     * @return one of them
     */
    public int whole(int least, int most) {
        int width = most - least + 1;
        int drawn = width <= 256 ? part() : part() << 8 | part();
        return least + drawn % width;
    }

    /**
     * Any long.
     *
     * @return one of them
     */
    public long any() {
        return (long) part() << 56 | (long) whole(0, 65_535) << 40 | (long) whole(0, 65_535) << 24 | part();
    }

    /**
     * Text of Latin-1.
     *
     * @param most characters at most
     * @return the text
     */
    public String text(int most) {
        byte[] text = new byte[Math.min(bytes.remaining(), whole(0, most))];
        bytes.get(text, 0, Math.min(text.length, bytes.remaining()));
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private int part() {
        return bytes.hasRemaining() ? bytes.get() & 0xff : 0;
    }
}

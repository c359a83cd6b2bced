package org.chainrule.spark.data;

/**
 * 128 bits of a sequence of words: MurmurHash3_x64_128 of the sequence in which every word stands twice. Rows are ordered by it, so it is part of every result and never changes.
 * Source: Appleby 2011, "MurmurHash3".
 */
final class RowHash {
    /** What a missing cell counts as. */
    static final long MISSING = 0x7ff8dead00000000L;

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private long high;
    private long low;
    private long words;

    /** Begins a new sequence. */
    void begin() {
        high = 0;
        low = 0;
        words = 0;
    }

    /** Adds a word. */
    void add(long word) {
        high ^= Long.rotateLeft(word * C1, 31) * C2;
        high = (Long.rotateLeft(high, 27) + low) * 5 + 0x52dce729;
        low ^= Long.rotateLeft(word * C2, 33) * C1;
        low = (Long.rotateLeft(low, 31) + high) * 5 + 0x38495ab5;
        words++;
    }

    /** Adds a number; NaN is a missing value. */
    void add(double number) {
        add(Double.isNaN(number) ? MISSING : Double.doubleToRawLongBits(number));
    }

    /** Adds a text: its UTF-16 units, four a word, then their number. */
    void add(String text) {
        long word = 0;
        for (int i = 0; i < text.length(); i++) {
            word = word << 16 | text.charAt(i);
            if ((i & 3) == 3) {
                add(word);
                word = 0;
            }
        }
        add(word);
        add((long) text.length());
    }

    /** Ends the sequence. */
    void end() {
        long bytes = 16 * words;
        high ^= bytes;
        low ^= bytes;
        high += low;
        low += high;
        high = mix(high);
        low = mix(low);
        high += low;
        low += high;
    }

    /** The first half, once it has ended. */
    long high() {
        return high;
    }

    /** The other half. */
    long low() {
        return low;
    }

    private static long mix(long bits) {
        long k = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        k = (k ^ k >>> 33) * 0xc4ceb9fe1a85ec53L;
        return k ^ k >>> 33;
    }
}

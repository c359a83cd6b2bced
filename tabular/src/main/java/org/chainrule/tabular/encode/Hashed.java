package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * A text column of many levels as a fixed number of buckets. Every level, seen in training or not, adds +1 or -1 to
 * each of two buckets that its hash names, so that two levels rarely share both; one more number is the level's
 * frequency in training, on a logarithmic, standardised scale. A missing cell is all zeros, and has an indicator if
 * training rows lacked the value.
 *
 * <p>The hash: FNV-1a with 64 bits over the UTF-8 bytes, its start xored with the seed's bits mixed, finished by
 * SplitMix64's mixer; bits 0 and 1 are the two signs, the upper and the lower half of a second mix name the two
 * buckets. Sources: Weinberger et al. 2009, "Feature hashing for large scale multitask learning" (signs); Serra and
 * Karatzoglou 2017, "Getting deep recommenders fit: Bloom embeddings" (several buckets a level).
 *
 * @param column         the column that is read
 * @param buckets        how many buckets
 * @param seed           seed of the hash
 * @param levels         the most frequent levels of the training rows, for their frequency only
 * @param frequencies    the frequency number of each of them
 * @param otherFrequency the frequency number of all other levels
 * @param missing        whether there is an indicator for missing cells
 */
public record Hashed(
        String column,
        int buckets,
        int seed,
        List<String> levels,
        List<Double> frequencies,
        double otherFrequency,
        boolean missing)
        implements ColumnEncoding {
    private static final long FNV_START = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    /** Copies the lists and checks the numbers. */
    public Hashed {
        levels = Levels.distinct(column, levels);
        frequencies = List.copyOf(frequencies);
        if (buckets < 1 || levels.size() != frequencies.size()) {
            throw new IllegalArgumentException(
                    "column " + column + ": expected at least 1 bucket and a frequency a level, found " + buckets
                            + " buckets, " + levels.size() + " levels, " + frequencies.size() + " frequencies");
        }
    }

    @Override
    public int width() {
        return buckets + 1 + (missing ? 1 : 0);
    }

    @Override
    public List<String> featureNames() {
        List<String> names = new ArrayList<>(width());
        for (int bucket = 0; bucket < buckets; bucket++) {
            names.add(column + "#" + bucket);
        }
        names.add(column + " (frequency)");
        if (missing) {
            names.add(column + " (missing)");
        }
        return List.copyOf(names);
    }

    @Override
    public List<InputGroup> inputGroups(int first) {
        return List.of(InputGroup.passed(column, first, width()));
    }

    @Override
    public List<String> knownTexts() {
        return levels;
    }

    @Override
    public BoundEncoding bind(RawColumn column) {
        RawColumn.Text text = Columns.text(column);
        List<String> dictionary = text.dictionary();
        int[] positions = Levels.positions(dictionary, levels);
        long[] hashes = new long[dictionary.size()];
        float[] frequency = new float[hashes.length];
        for (int code = 0; code < hashes.length; code++) {
            hashes[code] = hash(dictionary.get(code), seed);
            frequency[code] = (float) (positions[code] < 0 ? otherFrequency : frequencies.get(positions[code]));
        }
        int width = width();
        RawColumn.Open open = text instanceof RawColumn.Open some ? some : null;
        return (row, out, offset) -> {
            Arrays.fill(out, offset, offset + width, 0);
            int code = text.code(row);
            if (code >= 0) {
                long hash = open != null && code == open.otherCode() ? hash(open.other(), seed) : hashes[code];
                long places = mix(hash);
                out[offset + place(places >>> 32)] += 1 - 2 * (hash & 1);
                out[offset + place(places & 0xFFFFFFFFL)] += 1 - (hash & 2);
                out[offset + buckets] = frequency[code];
            } else if (missing) {
                out[offset + buckets + 1] = 1;
            }
        };
    }

    private int place(long bits) {
        return (int) ((bits * buckets) >>> 32);
    }

    /** The 64 bits of a level. */
    static long hash(CharSequence level, int seed) {
        long hash = FNV_START ^ mix(seed);
        int length = level.length();
        for (int i = 0; i < length; i++) {
            char c = level.charAt(i);
            if (c < 0x80) {
                hash = add(hash, c);
            } else if (c < 0x800) {
                hash = add(add(hash, 0xC0 | c >> 6), trailing(c));
            } else if (!Character.isSurrogate(c)) {
                hash = add(add(add(hash, 0xE0 | c >> 12), trailing(c >> 6)), trailing(c));
            } else if (i + 1 < length && Character.isSurrogatePair(c, level.charAt(i + 1))) {
                int point = Character.toCodePoint(c, level.charAt(++i));
                hash = add(add(hash, 0xF0 | point >> 18), trailing(point >> 12));
                hash = add(add(hash, trailing(point >> 6)), trailing(point));
            } else {
                // Half a character, as String.getBytes writes it.
                hash = add(hash, '?');
            }
        }
        return mix(hash);
    }

    private static long add(long hash, int octet) {
        return (hash ^ octet) * FNV_PRIME;
    }

    private static int trailing(int bits) {
        return 0x80 | bits & 0x3F;
    }

    private static long mix(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

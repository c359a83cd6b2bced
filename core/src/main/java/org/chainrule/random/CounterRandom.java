package org.chainrule.random;

/**
 * Random numbers by counter: draw i of a stream is a pure function of (seed, stream, step, i), so any number can be drawn at any time, in any
 * order, on any thread, with the same result.
 *
 * <p>The function is SplitMix64 with random access: mix64(key + i golden), the key itself mixed from seed, stream and step.
 * Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", with Stafford's variant 13 of the finaliser.
 *
 * @param key the mixed (seed, stream, step)
 */
public record CounterRandom(long key) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double TO_UNIT = 0x1.0p-53;

    /** What the numbers are for: streams with different names never share a number. */
    public enum Stream {
        /** Initial weights; the step is the position of the parameter. */
        INITIALIZATION(1),
        /** The order of the rows; the step is the epoch. */
        SHUFFLE(2),
        /** Dropout masks; the step is the training step mixed with the layer. */
        DROPOUT(3),
        /** The split into training and validation rows. */
        SPLIT(4),
        /** Permutation importance and other resampling. */
        RESAMPLING(5),
        /** Rows drawn for checks, such as the gradient check. */
        SAMPLE(6),
        /** Noise and folds while encodings of columns are fitted. */
        ENCODING(11),
        /** Points of problems that are drawn, not read; the step is the problem. */
        POINTS(12),
        /** The seeds of the shards of a training; the step is the shard. */
        SHARDS(13);

        // Part of every draw: a stream keeps its number for ever.
        private final int number;

        Stream(int number) {
            this.number = number;
        }
    }

    /**
     * The generator of one stream at one step.
     *
     * @param seed   the user's seed
     * @param stream what the numbers are for
     * @param step   a counter within the stream
     * @return the generator
     */
    public static CounterRandom of(long seed, Stream stream, long step) {
        return new CounterRandom(key(seed, stream, step));
    }

    /**
     * The {@link #key} of {@link #of} without an object, for inner loops.
     *
     * @param seed   the user's seed
     * @param stream what the numbers are for
     * @param step   a counter within the stream
     * @return the key
     */
    public static long key(long seed, Stream stream, long step) {
        return mix(mix(seed + GOLDEN * stream.number) + GOLDEN * (step + 1));
    }

    /**
     * The 64 bits of draw {@code index}.
     *
     * @param index any number
     * @return 64 random bits
     */
    public long bits(long index) {
        return bits(key, index);
    }

    /**
     * {@link #bits(long)} without an object, for inner loops.
     *
     * @param key   the key of a generator
     * @param index the draw
     * @return 64 random bits
     */
    public static long bits(long key, long index) {
        return mix(key + GOLDEN * (index + 1));
    }

    /**
     * A uniform number in [0, 1), with 53 random bits.
     *
     * @param index the draw
     * @return the number
     */
    public double uniform(long index) {
        return (bits(index) >>> 11) * TO_UNIT;
    }

    /**
     * A uniform integer in [0, bound), by the upper bits of a product (Lemire 2019; the bias is below bound / 2^32 and accepted).
     *
     * @param index the draw
     * @param bound exclusive upper bound, at least 1
     * @return the integer
     */
    public int below(long index, int bound) {
        return (int) (((bits(index) >>> 32) * bound) >>> 32);
    }

    /**
     * A standard normal number by the Box-Muller transform, from draws 2 index and 2 index + 1.
     * StrictMath gives the same bits on every machine.
     *
     * @param index the draw
     * @return the number
     */
    public double normal(long index) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform(2 * index)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(2 * index + 1));
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

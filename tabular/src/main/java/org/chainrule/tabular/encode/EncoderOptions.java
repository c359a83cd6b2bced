package org.chainrule.tabular.encode;

/**
 * What a preset decides about the encoding.
 *
 * @param numeric           how quantities are scaled
 * @param clip              bound of the smooth clip of {@code STANDARD} and {@code ROBUST}; 0 for none
 * @param missingIndicators whether columns that lack values in training get a number that says so (else: filled, or
 *                          all zeros)
 * @param collapseTwoLevels whether text of two levels becomes one number of +-1 instead of two of 0 or 1
 * @param maxOneHotLevels   text of more levels is hashed; numbers of more levels lose theirs
 * @param hashBuckets       buckets of a hashed column
 * @param hashSeed          seed of the hash
 * @param maxQuantiles      most knots of {@code QUANTILE_NORMAL}; the recipe's max(min(n / 30, maximum), 10), at most
 *                          n, is used
 * @param bins              bins that a quantity fills beside its number, see {@link PiecewiseLinear}; 0 for none. Only
 *                          with {@code ROBUST}
 */
public record EncoderOptions(
        NumericTransform numeric,
        double clip,
        boolean missingIndicators,
        boolean collapseTwoLevels,
        int maxOneHotLevels,
        int hashBuckets,
        int hashSeed,
        int maxQuantiles,
        int bins) {
    /** Checks the numbers. */
    public EncoderOptions {
        if (!(clip == 0 || (clip >= 1e-3 && clip < 65536))
                || maxOneHotLevels < 2
                || hashBuckets < 1
                || maxQuantiles < 2
                || bins < 0) {
            throw new IllegalArgumentException(
                    "expected a clip of 0 or in [0.001, 65536), maxOneHotLevels >= 2, hashBuckets >= 1 maxQuantiles >= 2 and bins >= 0, found "
                            + clip + ", " + maxOneHotLevels + ", " + hashBuckets + ", " + maxQuantiles);
        }
    }

    /**
     * Standardised numbers without clip, indicators, two levels as one number, up to 255 levels one-hot, 128 buckets,
     * 1000 quantiles.
     *
     * @return the options
     */
    public static EncoderOptions defaults() {
        return new EncoderOptions(NumericTransform.STANDARD, 0, true, true, 255, 128, 0, 1000, 0);
    }

    /**
     * The same options with another scaling of quantities.
     *
     * @param transform how quantities are scaled
     * @param bound     bound of the smooth clip; 0 for none
     * @return new options
     */
    public EncoderOptions withNumeric(NumericTransform transform, double bound) {
        return new EncoderOptions(
                transform,
                bound,
                missingIndicators,
                collapseTwoLevels,
                maxOneHotLevels,
                hashBuckets,
                hashSeed,
                maxQuantiles,
                bins);
    }

    /**
     * The same options with another treatment of many levels.
     *
     * @param levels  text of more levels is hashed
     * @param buckets buckets of a hashed column
     * @return new options
     */
    public EncoderOptions withLevels(int levels, int buckets) {
        return new EncoderOptions(
                numeric, clip, missingIndicators, collapseTwoLevels, levels, buckets, hashSeed, maxQuantiles, bins);
    }

    /**
     * The same options with or without indicators.
     *
     * @param indicators whether missing values get a number of their own
     * @return new options
     */
    public EncoderOptions withMissingIndicators(boolean indicators) {
        return new EncoderOptions(
                numeric,
                clip,
                indicators,
                collapseTwoLevels,
                maxOneHotLevels,
                hashBuckets,
                hashSeed,
                maxQuantiles,
                bins);
    }

    /**
     * The same with bins beside each number.
     *
     * @param count bins of a quantity; 0 for none
     * @return changed options
     */
    public EncoderOptions withBins(int count) {
        return new EncoderOptions(
                numeric,
                clip,
                missingIndicators,
                collapseTwoLevels,
                maxOneHotLevels,
                hashBuckets,
                hashSeed,
                maxQuantiles,
                count);
    }
}

package org.chainrule.tabular.encode;

import java.io.Serializable;

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
 * @param noise             standard deviation of the noise that {@code QUANTILE_NORMAL} adds to the training rows while
 *                          its knots are fitted, at most a thousandth of the column's range; 0 for none
 * @param dropConstants     whether columns that never change in training are left out (else they are 0 for every row)
 * @param categories        what is decided about text columns and codes
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
        int bins,
        double noise,
        boolean dropConstants,
        CategoryOptions categories)
        implements Serializable {
    /** Checks the numbers. */
    public EncoderOptions {
        if (!(clip == 0 || (clip >= 1e-3 && clip < 65536))
                || maxOneHotLevels < 2
                || hashBuckets < 1
                || maxQuantiles < 2
                || bins < 0
                || !(noise >= 0 && noise <= 1)) {
            throw new IllegalArgumentException(
                    "expected a clip of 0 or in [0.001, 65536), maxOneHotLevels >= 2, hashBuckets >= 1, maxQuantiles >= 2, bins >= 0 and noise in [0, 1], found "
                            + clip + ", " + maxOneHotLevels + ", " + hashBuckets + ", " + maxQuantiles + ", " + bins
                            + ", " + noise);
        }
    }

    /**
     * Standardised numbers without clip, indicators, two levels as one number, up to 255 levels one-hot, 128 buckets,
     * 1000 quantiles.
     *
     * @return the options
     */
    public static EncoderOptions defaults() {
        return new EncoderOptions(
                NumericTransform.STANDARD, 0, true, true, 255, 128, 0, 1000, 0, 0, false, CategoryOptions.defaults());
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
                bins,
                noise,
                dropConstants,
                categories);
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
                numeric,
                clip,
                missingIndicators,
                collapseTwoLevels,
                levels,
                buckets,
                hashSeed,
                maxQuantiles,
                bins,
                noise,
                dropConstants,
                categories);
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
                bins,
                noise,
                dropConstants,
                categories);
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
                count,
                noise,
                dropConstants,
                categories);
    }

    /**
     * The same with one or two numbers for two levels.
     *
     * @param collapse whether two levels become one number of +-1
     * @return changed options
     */
    public EncoderOptions withCollapse(boolean collapse) {
        return new EncoderOptions(
                numeric,
                clip,
                missingIndicators,
                collapse,
                maxOneHotLevels,
                hashBuckets,
                hashSeed,
                maxQuantiles,
                bins,
                noise,
                dropConstants,
                categories);
    }

    /**
     * The same with other rules of fitting.
     *
     * @param deviation standard deviation of the noise while quantiles are fitted; 0 for none
     * @param drop      whether constant columns are left out
     * @return changed options
     */
    public EncoderOptions withFitting(double deviation, boolean drop) {
        return new EncoderOptions(
                numeric,
                clip,
                missingIndicators,
                collapseTwoLevels,
                maxOneHotLevels,
                hashBuckets,
                hashSeed,
                maxQuantiles,
                bins,
                deviation,
                drop,
                categories);
    }

    /**
     * The same with other rules for text columns and codes.
     *
     * @param others what is decided about them
     * @return changed options
     */
    public EncoderOptions withCategories(CategoryOptions others) {
        return new EncoderOptions(
                numeric,
                clip,
                missingIndicators,
                collapseTwoLevels,
                maxOneHotLevels,
                hashBuckets,
                hashSeed,
                maxQuantiles,
                bins,
                noise,
                dropConstants,
                others);
    }

    /**
     * The options as text, each spelt out, such as {@code robust(clip=3,missingIndicators=true,...)}.
     *
     * @return what {@link #parse} reads back to equal options
     */
    public String spec() {
        return EncoderSpec.write(this);
    }

    /**
     * Reads what {@link #spec} wrote. What earlier versions did not know has its default where it is absent.
     *
     * @param text the name of the transform and every option
     * @return the options
     * @throws IllegalArgumentException if a name is unknown, an option is absent, or a value is out of range
     */
    public static EncoderOptions parse(String text) {
        return EncoderSpec.read(text);
    }
}

package org.chainrule.tabular.encode;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chainrule.text.Call;
import org.chainrule.text.Numbers;

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

    /**
     * The options as text, each spelt out, such as {@code robust(clip=3,missingIndicators=true,...)}.
     *
     * @return what {@link #parse} reads back to equal options
     */
    public String spec() {
        return new Call(
                        numeric.name().toLowerCase(Locale.ROOT),
                        List.of(
                                "clip=" + Numbers.shortest(clip),
                                "missingIndicators=" + missingIndicators,
                                "collapseTwoLevels=" + collapseTwoLevels,
                                "maxOneHotLevels=" + maxOneHotLevels,
                                "hashBuckets=" + hashBuckets,
                                "hashSeed=" + hashSeed,
                                "maxQuantiles=" + maxQuantiles,
                                "bins=" + bins))
                .toString();
    }

    /**
     * Reads what {@link #spec} wrote.
     *
     * @param text the name of the transform and every option
     * @return the options
     * @throws IllegalArgumentException if a name is unknown, an option is absent, or a value is out of range
     */
    public static EncoderOptions parse(String text) {
        Call call = Call.parse(text);
        Map<String, String> values = new HashMap<>();
        for (String argument : call.arguments()) {
            int equals = Math.max(0, argument.indexOf('='));
            values.put(argument.substring(0, equals), argument.substring(Math.min(argument.length(), equals + 1)));
        }
        EncoderOptions options = new EncoderOptions(
                transform(call.name()),
                Call.number("clip", option(values, "clip", text)),
                flag(option(values, "missingIndicators", text)),
                flag(option(values, "collapseTwoLevels", text)),
                Integer.parseInt(option(values, "maxOneHotLevels", text)),
                Integer.parseInt(option(values, "hashBuckets", text)),
                Integer.parseInt(option(values, "hashSeed", text)),
                Integer.parseInt(option(values, "maxQuantiles", text)),
                Integer.parseInt(option(values, "bins", text)));
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("an encoding has no option " + values.keySet() + ", found " + text);
        }
        return options;
    }

    private static NumericTransform transform(String name) {
        for (NumericTransform transform : NumericTransform.values()) {
            if (transform.name().toLowerCase(Locale.ROOT).equals(name)) {
                return transform;
            }
        }
        throw new IllegalArgumentException("expected the name of a numeric transform, one of "
                + List.of(NumericTransform.values()) + ", found \"" + name + "\"");
    }

    private static String option(Map<String, String> values, String name, String text) {
        String value = values.remove(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "expected the option " + name + " of an encoding, found none in " + text);
        }
        return value;
    }

    private static boolean flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("expected true or false, found \"" + text + "\"");
    }
}

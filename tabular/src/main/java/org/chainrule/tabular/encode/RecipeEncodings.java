package org.chainrule.tabular.encode;

/**
 * The encodings of published recipes. Departures from them, all for tables that the recipes do not speak of: missing
 * numbers are filled with the median and have an indicator; dates are {@link DateParts}; more than {@link #MOST_ONE_HOT}
 * levels are hashed where a recipe would make one column of each.
 *
 * <p>Sources: Holzmueller, Grinsztajn and Steinwart 2024, "Better by default" (RealMLP); Gorishniy, Kotelnikov and
 * Babenko 2025 (TabM).
 */
public final class RecipeEncodings {
    /** Levels that become one column each in recipes without embeddings. */
    public static final int MOST_ONE_HOT = 1000;

    private static final int EMBEDDED_FROM = 8;
    private static final int BUCKETS = 128;
    private static final double CLIP = 3;
    private static final double NOISE = 1e-5;

    private RecipeEncodings() {}

    /**
     * RealMLP-TD: robust scale and smooth clip of numbers and one-hot columns, up to 8 levels one-hot, the codes of more
     * for an embedding.
     *
     * @return the options
     */
    public static EncoderOptions realMlp() {
        return robust(CategoryOptions.defaults().withManyLevels(ManyLevels.CODES, 4096))
                .withLevels(EMBEDDED_FROM, BUCKETS);
    }

    /**
     * RealMLP-TD-S: as {@link #realMlp} with all levels one-hot.
     *
     * @return the options
     */
    public static EncoderOptions realMlpSmall() {
        return robust(CategoryOptions.defaults()).withLevels(MOST_ONE_HOT, BUCKETS);
    }

    private static EncoderOptions robust(CategoryOptions categories) {
        return EncoderOptions.defaults()
                .withNumeric(NumericTransform.ROBUST, CLIP)
                .withCategories(categories.withCoding(LevelCoding.SCALED_ZEROS).withCodeLevels(false));
    }

    /**
     * TabM: numbers through their quantiles to a normal distribution, fitted with noise; all levels one-hot, two levels
     * as well, missing as a level; what is constant is left out.
     *
     * @return the options
     */
    public static EncoderOptions tabM() {
        return EncoderOptions.defaults()
                .withNumeric(NumericTransform.QUANTILE_NORMAL, 0)
                .withCollapse(false)
                .withLevels(MOST_ONE_HOT, BUCKETS)
                .withFitting(NOISE, true)
                .withCategories(CategoryOptions.defaults().withCodeLevels(false));
    }
}

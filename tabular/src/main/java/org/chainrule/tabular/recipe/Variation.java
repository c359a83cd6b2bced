package org.chainrule.tabular.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A preset with some settings changed: what an ensemble is made of, and what a search draws. What is null stays as the preset has it; what the user asked for
 * stays in any case.
 *
 * @param preset             name of a recipe
 * @param hiddenLayers       widths of the hidden layers
 * @param dropout            dropout rate
 * @param learningRateFactor times the preset's learning rate
 * @param weightDecay        decoupled weight decay
 * @param labelSmoothing     label smoothing of a categorical likelihood
 * @param batchSize          rows of a step
 */
public record Variation(
        String preset,
        @Nullable List<Integer> hiddenLayers,
        @Nullable Double dropout,
        double learningRateFactor,
        @Nullable Double weightDecay,
        @Nullable Double labelSmoothing,
        @Nullable Integer batchSize) {
    /** Copies the list. */
    public Variation {
        hiddenLayers = hiddenLayers == null ? null : List.copyOf(hiddenLayers);
    }

    /**
     * A preset as it is.
     *
     * @param preset name of a recipe
     * @return no changes
     */
    public static Variation of(String preset) {
        return new Variation(preset, null, null, 1, null, null, null);
    }

    /**
     * Other hidden layers.
     *
     * @param widths of the hidden layers
     * @return the variation
     */
    public Variation withHidden(Integer... widths) {
        return new Variation(
                preset, List.of(widths), dropout, learningRateFactor, weightDecay, labelSmoothing, batchSize);
    }

    /**
     * Another dropout rate.
     *
     * @param rate in [0, 1)
     * @return the variation
     */
    public Variation withDropout(double rate) {
        return new Variation(preset, hiddenLayers, rate, learningRateFactor, weightDecay, labelSmoothing, batchSize);
    }

    /**
     * Another learning rate.
     *
     * @param factor times the preset's
     * @return the variation
     */
    public Variation withLearningRate(double factor) {
        return new Variation(preset, hiddenLayers, dropout, factor, weightDecay, labelSmoothing, batchSize);
    }

    /**
     * Another weight decay.
     *
     * @param decay not negative
     * @return the variation
     */
    public Variation withWeightDecay(double decay) {
        return new Variation(preset, hiddenLayers, dropout, learningRateFactor, decay, labelSmoothing, batchSize);
    }

    /**
     * Another label smoothing.
     *
     * @param smoothing in [0, 1)
     * @return the variation
     */
    public Variation withLabelSmoothing(double smoothing) {
        return new Variation(preset, hiddenLayers, dropout, learningRateFactor, weightDecay, smoothing, batchSize);
    }

    /**
     * What is changed, by the names of the options.
     *
     * @return in a fixed order; empty for the preset as it is
     */
    public Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        put("hiddenLayers", hiddenLayers == null ? null : text(hiddenLayers), changes);
        put("dropout", dropout, changes);
        put("learningRateFactor", learningRateFactor == 1 ? null : learningRateFactor, changes);
        put("weightDecay", weightDecay, changes);
        put("labelSmoothing", labelSmoothing, changes);
        put("batchSize", batchSize, changes);
        return changes;
    }

    private static String text(List<Integer> widths) {
        return String.join("-", widths.stream().map(String::valueOf).toList());
    }

    private static void put(String name, @Nullable Object value, Map<String, String> changes) {
        if (value != null) {
            changes.put(name, String.valueOf(value));
        }
    }

    /**
     * The preset and what is changed, such as {@code realmlp dropout 0.3}.
     *
     * @return a few words
     */
    public String name() {
        return name(preset, changes());
    }

    /**
     * A preset and what is changed, such as {@code realmlp dropout 0.3}.
     *
     * @param preset  name of a recipe
     * @param changes by the names of the options
     * @return a few words
     */
    public static String name(String preset, Map<String, String> changes) {
        StringBuilder name = new StringBuilder(preset);
        changes.forEach(
                (setting, value) -> name.append(' ').append(setting).append(' ').append(value));
        return name.toString();
    }
}

package org.chainrule.tabular.model;

import org.chainrule.calibrate.ClassSets;
import org.chainrule.calibrate.ConformalScores;
import org.chainrule.calibrate.Intervals;
import org.chainrule.calibrate.ScoreKind;
import org.chainrule.calibrate.TemperatureScaling;
import org.chainrule.tabular.schema.Task;

/**
 * What a model knows about its own errors: the temperature that makes its probabilities come true, and conformal scores, which give intervals or sets of any
 * coverage. Found on rows that the weights were not fitted to.
 *
 * @param source      which rows these were
 * @param temperature T of {@link TemperatureScaling}; 1 for regression
 * @param scores      how wrong the model was on these rows
 */
public record Uncertainty(Source source, double temperature, ConformalScores scores) {
    /** Rows that the weights were not fitted to. The names are part of the model file. */
    public enum Source {
        /** The validation rows. They chose the epoch, and that is a weak reuse. */
        VALIDATION("validation"),
        /** All training rows, each predicted by networks that were not trained on it. */
        OUT_OF_FOLD("out of fold");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        /**
         * For a person.
         *
         * @return a few words
         */
        public String words() {
            return words;
        }
    }

    /** Checks the temperature. */
    public Uncertainty {
        if (scores.kind() != ScoreKind.OTHER_CLASSES && temperature != 1) {
            throw new IllegalArgumentException("expected the temperature 1 without classes, found " + temperature);
        }
        if (new TemperatureScaling(temperature).temperature() != temperature) {
            throw new IllegalArgumentException("expected a temperature, found " + temperature);
        }
    }

    /**
     * Finds both.
     *
     * @param source      which rows these are
     * @param predictions of the network for these rows, not scaled
     * @param targets     [rows] class indices, or values in the units of the target, read
     * @param weights     [rows] not negative, read: for the temperature; every row with a weight above 0 counts once in the scores
     * @return what was found
     * @throws IllegalArgumentException if the predictions are scaled already, or the lengths differ
     */
    public static Uncertainty of(Source source, Predictions predictions, double[] targets, double[] weights) {
        if (predictions.uncertainty() != null) {
            throw new IllegalArgumentException("expected predictions as the network gives them, found scaled ones");
        }
        if (predictions.task() == Task.CLASSIFICATION) {
            double[][] p = predictions.probabilities();
            return new Uncertainty(
                    source,
                    TemperatureScaling.fit(p, targets, weights).temperature(),
                    ClassSets.fit(p, targets, weights));
        }
        Intervals[] bands = new Intervals[predictions.rows()];
        for (int row = 0; row < bands.length; row++) {
            bands[row] = predictions.band(row);
        }
        return new Uncertainty(source, 1, Intervals.fit(bands, targets, weights));
    }
}

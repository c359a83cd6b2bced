package org.chainrule.tabular.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.calibrate.ConformalScores;
import org.jspecify.annotations.Nullable;

/** The prediction for one row: of a class, or of a value. Methods of the other kind throw {@code IllegalStateException}. */
public sealed interface Prediction {
    /**
     * The most probable class.
     *
     * @return its label
     * @throws IllegalStateException for a value
     */
    default String label() {
        throw new IllegalStateException(
                "a label needs a classification model, this is the value " + this + "; use value()");
    }

    /**
     * The probability of each class, in the order of the classes.
     *
     * @return an unmodifiable map
     * @throws IllegalStateException for a value
     */
    default Map<String, Double> probabilities() {
        throw new IllegalStateException(
                "probabilities need a classification model, this is the value " + this + "; use value()");
    }

    /**
     * The probability of one class.
     *
     * @param label the class
     * @return its probability
     * @throws IllegalArgumentException if there is no such class
     * @throws IllegalStateException    for a value
     */
    default double probability(String label) {
        Double probability = probabilities().get(label);
        if (probability == null) {
            throw new IllegalArgumentException(
                    "expected one of the classes " + probabilities().keySet() + ", found " + label);
        }
        return probability;
    }

    /**
     * The predicted value, in the units of the target.
     *
     * @return the value; of quantiles the median, or the level nearest to it
     * @throws IllegalStateException for a class
     */
    default double value() {
        throw new IllegalStateException(
                "a value needs a regression model, this is the class " + this + "; use label()");
    }

    /**
     * The predicted standard deviation, in the units of the target.
     *
     * @return NaN unless the likelihood is a Gaussian with variance
     */
    default double standardDeviation() {
        return Double.NaN;
    }

    /**
     * The predicted quantiles.
     *
     * @return the value of each level, rising levels; empty unless quantiles were predicted
     */
    default Map<Double, Double> quantiles() {
        return Map.of();
    }

    /**
     * The interval that holds the true value with a probability, whatever the distribution, if the row is like those that the model was calibrated on.
     *
     * @param coverage the probability, within (0, 1)
     * @return the interval; infinite if the model has too few calibration rows
     * @throws IllegalStateException    for a class, or if the model has no calibration
     * @throws IllegalArgumentException if the coverage is outside (0, 1)
     */
    default Interval interval(double coverage) {
        throw new IllegalStateException(
                "an interval needs a regression model, this is the class " + this + "; use set()");
    }

    /**
     * The classes of which one is the true one with a probability, whatever the distribution, if the row is like those that the model was calibrated on. It
     * may be empty: no class is probable enough, see {@link org.chainrule.calibrate.ClassSets}.
     *
     * @param coverage the probability, within (0, 1)
     * @return the set, most probable classes first; all classes if the model has too few calibration rows
     * @throws IllegalStateException    for a value, or if the model has no calibration
     * @throws IllegalArgumentException if the coverage is outside (0, 1)
     */
    default List<String> set(double coverage) {
        throw new IllegalStateException(
                "a set needs a classification model, this is the value " + this + "; use interval()");
    }

    /**
     * A class.
     *
     * @param label         the most probable class
     * @param probabilities the probability of each class
     * @param unscaled      the same before temperature scaling: what sets are made of
     * @param scores        how wrong the model was; null if it has no calibration
     */
    record OfClass(
            String label,
            Map<String, Double> probabilities,
            Map<String, Double> unscaled,
            @Nullable ConformalScores scores)
            implements Prediction {
        /** Copies the maps, whose order is kept. */
        public OfClass {
            probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
            unscaled = Collections.unmodifiableMap(new LinkedHashMap<>(unscaled));
        }

        @Override
        public List<String> set(double coverage) {
            double[] p =
                    unscaled.values().stream().mapToDouble(Double::doubleValue).toArray();
            return Conformal.set(List.copyOf(unscaled.keySet()), p, scores, coverage);
        }

        @Override
        public String toString() {
            return label + " " + probabilities;
        }
    }

    /**
     * A value.
     *
     * @param value             in the units of the target
     * @param standardDeviation NaN where there is none
     * @param quantiles         the value of each level, may be empty
     * @param scores            what intervals are made of; null if the model has no calibration
     */
    record OfValue(
            double value,
            double standardDeviation,
            Map<Double, Double> quantiles,
            @Nullable ConformalScores scores) implements Prediction {
        /** Copies the map, whose order is kept. */
        public OfValue {
            quantiles = Collections.unmodifiableMap(new LinkedHashMap<>(quantiles));
        }

        @Override
        public Interval interval(double coverage) {
            double[] band =
                    quantiles.values().stream().mapToDouble(Double::doubleValue).toArray();
            return Conformal.interval(Conformal.band(value, standardDeviation, band), scores, coverage);
        }

        @Override
        public String toString() {
            return value
                    + (Double.isNaN(standardDeviation) ? "" : " ± " + standardDeviation)
                    + (quantiles.isEmpty() ? "" : " " + quantiles);
        }
    }
}

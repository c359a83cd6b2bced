package org.chainrule.tabular.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
     * A class.
     *
     * @param label         the most probable class
     * @param probabilities the probability of each class
     */
    record OfClass(String label, Map<String, Double> probabilities) implements Prediction {
        /** Copies the map, whose order is kept. */
        public OfClass {
            probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
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
     */
    record OfValue(double value, double standardDeviation, Map<Double, Double> quantiles) implements Prediction {
        /** Copies the map, whose order is kept. */
        public OfValue {
            quantiles = Collections.unmodifiableMap(new LinkedHashMap<>(quantiles));
        }

        @Override
        public String toString() {
            return value
                    + (Double.isNaN(standardDeviation) ? "" : " ± " + standardDeviation)
                    + (quantiles.isEmpty() ? "" : " " + quantiles);
        }
    }
}

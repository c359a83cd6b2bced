package org.chainrule.spark.score;

import java.io.Serializable;
import org.chainrule.tabular.error.UserException;

/**
 * Which columns a scoring reads and adds. An empty name leaves the column out, and what it would take is not computed.
 *
 * @param features          a vector column that holds the inputs; empty if the columns of the table are read by their names
 * @param prediction        a double: the number of the class (its label where all labels are numbers, else its position), or the value
 * @param probability       a vector: the probability of each class, calibrated if the model is
 * @param rawPrediction     a vector: what the network gives, before calibration
 * @param predictedLabel    a text: the most probable class
 * @param standardDeviation a double: the predicted deviation of a value, of models that predict it
 * @param quantiles         a vector: the predicted quantiles in the order of their levels, of models that predict them
 * @param interval          a vector of two: the interval that holds the value with probability {@code coverage}, of models that know it
 * @param coverage          within (0, 1)
 * @param refuseUnseen      whether a text that training did not see is an error; otherwise it is what it is to the model
 */
public record ScoreColumns(
        String features,
        String prediction,
        String probability,
        String rawPrediction,
        String predictedLabel,
        String standardDeviation,
        String quantiles,
        String interval,
        double coverage,
        boolean refuseUnseen)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final double USUAL_COVERAGE = 0.9;

    /** Checks the coverage. */
    public ScoreColumns {
        if (!(coverage > 0 && coverage < 1)) {
            throw UserException.usage("coverage: expected a number between 0 and 1, found " + coverage
                    + "; the usual one is " + USUAL_COVERAGE);
        }
    }

    /**
     * Columns by their names, and a prediction alone.
     *
     * @param prediction the column that is added
     * @return the columns
     */
    public static ScoreColumns of(String prediction) {
        return new ScoreColumns("", prediction, "", "", "", "", "", "", USUAL_COVERAGE, false);
    }

    /**
     * The same with the inputs in a vector column.
     *
     * @param column its name; empty for columns by their names
     * @return the columns
     */
    public ScoreColumns withFeatures(String column) {
        return new ScoreColumns(
                column,
                prediction,
                probability,
                rawPrediction,
                predictedLabel,
                standardDeviation,
                quantiles,
                interval,
                coverage,
                refuseUnseen);
    }

    /**
     * The same with columns of classes.
     *
     * @param probabilities name of the calibrated probabilities
     * @param raw           name of what the network gives
     * @param label         name of the label
     * @return the columns
     */
    public ScoreColumns withClasses(String probabilities, String raw, String label) {
        return new ScoreColumns(
                features,
                prediction,
                probabilities,
                raw,
                label,
                standardDeviation,
                quantiles,
                interval,
                coverage,
                refuseUnseen);
    }

    /**
     * The same with columns of values.
     *
     * @param deviation         name of the predicted standard deviation
     * @param levels            name of the quantiles
     * @param band              name of the interval
     * @param probabilityToHold how often the interval is to hold the true value
     * @return the columns
     */
    public ScoreColumns withValues(String deviation, String levels, String band, double probabilityToHold) {
        return new ScoreColumns(
                features,
                prediction,
                probability,
                rawPrediction,
                predictedLabel,
                deviation,
                levels,
                band,
                probabilityToHold,
                refuseUnseen);
    }

    /**
     * The same, with texts that training did not see refused or not.
     *
     * @param refuse whether they are an error
     * @return the columns
     */
    public ScoreColumns withRefuseUnseen(boolean refuse) {
        return new ScoreColumns(
                features,
                prediction,
                probability,
                rawPrediction,
                predictedLabel,
                standardDeviation,
                quantiles,
                interval,
                coverage,
                refuse);
    }
}

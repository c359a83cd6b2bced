package org.chainrule.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.doctor.GradientFlow;
import org.chainrule.tabular.run.PartialDependence;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What a report shows, as plain values. Numbers that are not known are NaN and are left out or shown as a dash.
 *
 * @param title         headline of the page, such as "penguins.csv: species"
 * @param task          what was asked of the model
 * @param target        the column that is predicted
 * @param createdAt     when the training ended; shown in UTC
 * @param version       the version of Chainrule
 * @param command       the command line that trains this model again
 * @param configuration settings in the order to be shown, name to value
 * @param seed          the seed of all random numbers
 * @param weightsSha256 SHA-256 of the weights in hexadecimal
 * @param data          the table
 * @param run           the training
 * @param metric        name of the metric of the headline, of the history and of the permutation importance, such as
 *                      {@code accuracy}
 * @param history       one entry an epoch, in order; empty if there is none
 * @param metrics       metrics by split, in the order to be shown
 * @param outcome       the predictions on rows held out of the training; null if there are none
 * @param features      every column of the table and what became of it
 * @param importance    permutation importance in any order; empty if it was not measured
 * @param warnings      what the reader should know first, one sentence each
 * @param trials        what a search tried, in this order; empty without
 * @param findings      what the doctor found, in the order to be shown
 * @param inside        what the network looks like from inside; null without a network
 */
public record ReportData(
        String title,
        Task task,
        String target,
        Instant createdAt,
        String version,
        String command,
        Map<String, String> configuration,
        long seed,
        String weightsSha256,
        Data data,
        Run run,
        String metric,
        List<Epoch> history,
        List<SplitMetrics> metrics,
        @Nullable Outcome outcome,
        List<Feature> features,
        List<Importance> importance,
        List<String> warnings,
        List<Trial> trials,
        List<Finding> findings,
        @Nullable Inside inside) {
    /** Copies the collections; the order of the configuration stays. */
    public ReportData {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        history = List.copyOf(history);
        metrics = List.copyOf(metrics);
        features = List.copyOf(features);
        importance = List.copyOf(importance);
        warnings = List.copyOf(warnings);
        trials = List.copyOf(trials);
        findings = List.copyOf(findings);
    }

    /**
     * The table.
     *
     * @param description    file name or query
     * @param fingerprint    SHA-256 of the cells that were read, in hexadecimal
     * @param rows           all rows
     * @param trainingRows   rows that the weights were fitted to
     * @param validationRows rows that early stopping watched, 0 for none
     * @param testRows       rows that nothing looked at, 0 for none
     */
    public record Data(
            String description, String fingerprint, long rows, long trainingRows, long validationRows, long testRows) {}

    /**
     * The training.
     *
     * @param preset        name of the preset that the defaults came from
     * @param parameters    trainable parameters
     * @param kernel        name of the kernels that ran
     * @param threads       threads that worked on a step
     * @param elapsed       wall-clock time
     * @param rowsPerSecond training rows through complete steps
     * @param epochs        epochs run
     * @param bestEpoch     the epoch whose weights were kept, from 1; 0 if there is none
     * @param stopReason    why it ended, in words
     * @param folds         of an ensemble: how many folds were trained, on how many rows, in words; else empty
     */
    public record Run(
            String preset,
            long parameters,
            String kernel,
            int threads,
            Duration elapsed,
            double rowsPerSecond,
            int epochs,
            int bestEpoch,
            String stopReason,
            String folds) {}

    /**
     * An epoch.
     *
     * @param epoch          from 1
     * @param trainingLoss   mean cost over the epoch's batches
     * @param validationLoss mean cost on the validation rows, NaN without
     * @param metric         {@link ReportData#metric()} on the validation rows, NaN without
     * @param learningRate   mu of the last step
     */
    public record Epoch(int epoch, double trainingLoss, double validationLoss, double metric, double learningRate) {}

    /**
     * The metrics of a split.
     *
     * @param split  such as {@code validation} or {@code test}
     * @param rows   its rows
     * @param values metric name to value, in the order to be shown
     */
    public record SplitMetrics(String split, long rows, Map<String, Double> values) {
        /** Copies the values, keeping their order. */
        public SplitMetrics {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * A column of the table.
     *
     * @param column    its name
     * @param kind      what it was taken for
     * @param treatment what was done to it, such as "standardised: mean 43.9, standard deviation 5.5"
     * @param missing   missing values
     * @param inputs    inputs of the network that it became, 0 if it was dropped
     * @param note      a remark, may be empty
     */
    public record Feature(String column, String kind, String treatment, long missing, int inputs, String note) {}

    /**
     * Permutation importance: how much worse the metric gets when the column is shuffled (Breiman, "Random Forests",
     * Machine Learning 45, 2001).
     *
     * @param column            its name
     * @param meanDrop          mean loss of quality over the repetitions, positive if the column helps, in units of
     *                          {@link ReportData#metric()}
     * @param standardDeviation over the repetitions
     */
    public record Importance(String column, double meanDrop, double standardDeviation) {}

    /**
     * A configuration that a search tried.
     *
     * @param number   from 1; 0 for one that only stands in
     * @param preset   name of the recipe that it varies
     * @param settings what differs from the preset, name to value
     * @param metric   name of the metric of the score
     * @param score    on rows that were not trained on; NaN if there is none
     * @param trained  networks that were trained: one a fold
     * @param networks networks that it takes
     * @param rung     of successive halving, from 1; 0 without
     * @param rank     by the score, from 1; 0 without a score
     * @param epochs   epochs run, over all its networks
     * @param seconds  wall-clock time
     * @param weight   its weight in the model, 0 if it is not part of it
     * @param note     a remark, may be empty
     */
    public record Trial(
            int number,
            String preset,
            Map<String, String> settings,
            String metric,
            double score,
            int trained,
            int networks,
            int rung,
            int rank,
            int epochs,
            double seconds,
            double weight,
            String note) {
        /** Copies the settings, keeping their order. */
        public Trial {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }
    }

    /**
     * Something that hurts the training, or may.
     *
     * @param warning whether figures may not be what they seem; otherwise it is a note
     * @param subject the column, layer or part of the data
     * @param message what was found
     * @param remedy  what to do
     */
    public record Finding(boolean warning, String subject, String message, String remedy) {}

    /**
     * The network from inside.
     *
     * @param picture    the network as trained
     * @param flow       its deltas and gradients; null if no row has a target
     * @param microscopes the strongest weights of its layers; null if no row has a target
     * @param split      which rows were looked at, such as {@code validation}
     * @param dependence how the prediction moves with the most important columns; null without rows
     */
    public record Inside(
            NetworkPicture picture,
            @Nullable GradientFlow flow,
            @Nullable Microscopes microscopes,
            String split,
            @Nullable PartialDependence dependence) {}

    /**
     * The split that the headline number is from: test, else validation, else the first that knows the metric.
     *
     * @return the split, or null if none knows the metric
     */
    public @Nullable SplitMetrics headline() {
        SplitMetrics found = null;
        for (SplitMetrics split : metrics) {
            if (split.values().containsKey(metric)
                    && rank(split.split()) > (found == null ? -1 : rank(found.split()))) {
                found = split;
            }
        }
        return found;
    }

    private static int rank(String split) {
        return switch (split) {
            case "test" -> 2;
            case "validation" -> 1;
            default -> 0;
        };
    }
}

package org.chainrule.tabular.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.metric.Metrics;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RowSample;
import org.chainrule.tabular.recipe.Variation;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * All that a training from a table leaves: the model, and what a report shows about it.
 *
 * @param model        the model, with its metrics and provenance
 * @param whyTask      how the task was found, in words
 * @param history      one entry an epoch
 * @param result       the core's account of the training; null if it diverged
 * @param validation   how the model does on the validation rows; null without
 * @param test         how the model does on the test rows; null without
 * @param importance   permutation importance of each column on the validation rows, most important first; empty without
 * @param featureNotes what was done to each column
 * @param watched      name of the metric that early stopping watched
 * @param rowsPerSecond rows through complete training steps, median over the epochs
 * @param warnings     what a person should know
 * @param trials       configurations that were tried by a preset that trains many networks, in this order; empty for others
 * @param findings     what the doctor found in the data, then what it found in the training; empty without it
 * @param sample       some rows to look at the model with, held out of the training where there are such; null without
 * @param divergence   what went wrong if training diverged, the model then has the last good weights; null if all is well
 */
public record TrainingRun(
        Model model,
        String whyTask,
        List<EpochFinished> history,
        @Nullable TrainingResult result,
        @Nullable Evaluation validation,
        @Nullable Evaluation test,
        List<Importance> importance,
        List<FeatureNote> featureNotes,
        String watched,
        double rowsPerSecond,
        List<String> warnings,
        List<Trial> trials,
        List<Finding> findings,
        @Nullable RowSample sample,
        @Nullable String divergence) {
    /** Rows of {@link #sample}, at most. */
    static final int SAMPLE_ROWS = 1_000;

    /** Copies the lists. */
    public TrainingRun {
        history = List.copyOf(history);
        importance = List.copyOf(importance);
        featureNotes = List.copyOf(featureNotes);
        warnings = List.copyOf(warnings);
        trials = List.copyOf(trials);
        findings = List.copyOf(findings);
    }

    /**
     * A configuration that was tried.
     *
     * @param number   from 1
     * @param preset   name of the recipe that it varies
     * @param settings what differs from the preset, as it was used: what the user asked for stands
     * @param metric   what it was judged by
     * @param score    the metric on rows that were not trained on: out of fold where there are folds; NaN if it could not be trained
     * @param share    of the epochs that its preset has, in (0, 1]
     * @param trained  networks that learned something: one a fold
     * @param networks networks that it takes: the folds, or 1
     * @param rung     of the bracket that it was trained in, from 1; 0 where there are none
     * @param epochs   epochs that were run, over all its networks
     * @param seconds  wall-clock time
     * @param weight   its weight in the model, 0 if it is not part of it
     * @param note     what a person should know, may be empty
     */
    public record Trial(
            int number,
            String preset,
            Map<String, String> settings,
            String metric,
            double score,
            double share,
            int trained,
            int networks,
            int rung,
            int epochs,
            double seconds,
            double weight,
            String note) {
        /** Copies the settings, whose order is kept. */
        public Trial {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }

        /**
         * The preset and what differs, such as {@code realmlp dropout 0.3}.
         *
         * @return a few words
         */
        public String name() {
            return Variation.name(preset, settings);
        }

        /**
         * The same with a score.
         *
         * @param value of the metric
         * @return the trial
         */
        public Trial withScore(double value) {
            return new Trial(
                    number, preset, settings, metric, value, share, trained, networks, rung, epochs, seconds, weight,
                    note);
        }

        /**
         * The same with a weight.
         *
         * @param value in [0, 1]
         * @return the trial
         */
        public Trial withWeight(double value) {
            return new Trial(
                    number, preset, settings, metric, score, share, trained, networks, rung, epochs, seconds, value,
                    note);
        }
    }

    /**
     * The place of a trial among all by its score.
     *
     * @param trial one of the trials
     * @return from 1, the same for equals; 0 if it has no score
     */
    public int rank(Trial trial) {
        if (Double.isNaN(trial.score())) {
            return 0;
        }
        double sign = Metrics.parse(trial.metric()).higherIsBetter() ? -1 : 1;
        return 1
                + (int) trials.stream()
                        .filter(other -> sign * other.score() < sign * trial.score())
                        .count();
    }

    /**
     * What was done to a column.
     *
     * @param column  its name
     * @param kind    what it was taken for
     * @param note    why
     * @param done    what was done to it, in words
     * @param missing training rows without a value
     * @param inputs  numbers that the network sees of it, 0 if it was dropped
     */
    public record FeatureNote(String column, String kind, String note, String done, int missing, int inputs) {}

    /**
     * How much worse the watched metric gets when a column is shuffled.
     *
     * @param column    its name
     * @param drop      mean over the shuffles, positive if the column helps
     * @param deviation standard deviation over the shuffles
     */
    public record Importance(String column, double drop, double deviation) {}

    /**
     * The columns of the table and what they were taken for.
     *
     * @return the schema
     */
    public Schema schema() {
        return model.schema();
    }
}

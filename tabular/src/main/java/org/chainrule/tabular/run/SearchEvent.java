package org.chainrule.tabular.run;

import java.time.Duration;
import org.chainrule.tabular.run.TrainingRun.Trial;

/** What happens while many networks are trained. */
public sealed interface SearchEvent {
    /**
     * The time that is left.
     *
     * @return not negative
     */
    Duration left();

    /**
     * A configuration is about to be trained.
     *
     * @param number    from 1
     * @param name      the preset and what is changed
     * @param trainings networks that are trained of it: one a fold
     * @param share     of the epochs that its preset has, in (0, 1]
     * @param left      the time that is left
     */
    record TrialStarted(int number, String name, int trainings, double share, Duration left) implements SearchEvent {}

    /**
     * One network of it was trained.
     *
     * @param number    of the configuration, from 1
     * @param fold      from 1
     * @param trainings networks that are trained of it
     * @param epochs    epochs that were run
     * @param metric    name of the metric
     * @param score     the metric on the rows that it was not trained on
     * @param left      the time that is left
     */
    record FoldFinished(int number, int fold, int trainings, int epochs, String metric, double score, Duration left)
            implements SearchEvent {}

    /**
     * All networks of it were trained.
     *
     * @param trial the configuration and its score
     * @param best  score of the best model so far: of the ensemble, or of the best configuration
     * @param part  configurations that this model is made of
     * @param left  the time that is left
     */
    record TrialFinished(Trial trial, double best, int part, Duration left) implements SearchEvent {}

    /**
     * Something went wrong that does not end the search.
     *
     * @param message what, and what follows from it
     * @param left    the time that is left
     */
    record Warned(String message, Duration left) implements SearchEvent {}
}

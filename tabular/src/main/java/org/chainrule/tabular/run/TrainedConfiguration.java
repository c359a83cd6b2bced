package org.chainrule.tabular.run;

import java.util.List;
import java.util.stream.Stream;
import org.chainrule.tabular.ensemble.EnsembleSelection.Candidate;
import org.chainrule.tabular.ensemble.EnsembleSelection.Judge;
import org.chainrule.tabular.recipe.Variation;
import org.chainrule.tabular.run.TrainingRun.Trial;

/**
 * A configuration, trained once a fold: in the ensemble it counts as one.
 *
 * @param trial     what it is and how good
 * @param folds     its networks
 * @param candidate what they predict for the rows that judge, each for those that it was not trained on
 */
record TrainedConfiguration(Trial trial, List<TrainedFold> folds, Candidate candidate) {
    /** The folds that it was trained on: all, or those that were ready when the search was ended. */
    List<Integer> foldNumbers() {
        return folds.stream().map(TrainedFold::fold).toList();
    }

    /** Puts the predictions of the folds together and judges them. */
    static TrainedConfiguration of(Trial trial, List<TrainedFold> folds, Judge judge) {
        float[] values =
                new float[folds.stream().mapToInt(fold -> fold.values().length).sum()];
        int at = 0;
        for (TrainedFold fold : folds) {
            System.arraycopy(fold.values(), 0, values, at, fold.values().length);
            at += fold.values().length;
        }
        Candidate candidate = new Candidate(values);
        Trial judged = trial.withScore(judge.score(candidate));
        return new TrainedConfiguration(judged, folds, candidate);
    }

    /** The account of a configuration before it is judged. */
    static Trial trial(
            SearchData data, int number, Variation variation, double share, List<TrainedFold> trained, double seconds) {
        return new Trial(
                number,
                variation.preset(),
                VariedOptions.changes(data.options(), variation),
                data.metric().name(),
                Double.NaN,
                share,
                (int) trained.stream().filter(TrainedFold::usable).count(),
                data.folds().size(),
                0,
                trained.stream().mapToInt(TrainedFold::epochs).sum(),
                seconds,
                0,
                TrainedFold.note(trained));
    }

    /** What its networks took, one after the other, those of another search included. */
    static double seconds(List<TrainedFold> trained) {
        return trained.stream()
                .map(fold -> fold.fit().result())
                .flatMap(Stream::ofNullable)
                .mapToDouble(result -> result.elapsed().toNanos() / 1e9)
                .sum();
    }
}

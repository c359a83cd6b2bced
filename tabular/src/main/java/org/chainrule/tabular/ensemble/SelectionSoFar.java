package org.chainrule.tabular.ensemble;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.ensemble.EnsembleSelection.Candidate;
import org.chainrule.tabular.ensemble.EnsembleSelection.Judge;

/**
 * The best ensemble of the candidates that there are so far. A later one replaces it only if its score on the same rows is better, and the score after
 * calibration, which is that of the finished model, is not worse: so a search that goes on never makes the model worse on the rows that judge.
 */
public final class SelectionSoFar {
    private final Judge judge;
    private final List<Candidate> candidates = new ArrayList<>();
    private EnsembleSelection best = new EnsembleSelection(new int[0], Double.NaN);
    private double calibrated = Double.NaN;

    /**
     * Nothing is selected yet.
     *
     * @param judge knows the true values
     */
    public SelectionSoFar(Judge judge) {
        this.judge = judge;
    }

    /**
     * Selects anew, with one more to select from.
     *
     * @param candidate its predictions, not copied
     * @return whether the ensemble is another now
     */
    public boolean add(Candidate candidate) {
        candidates.add(candidate);
        EnsembleSelection found = EnsembleSelection.greedy(candidates, judge);
        if (!judge.better(found.score(), best.score())) {
            return false;
        }
        double then = judge.calibratedScore(found.mean(candidates));
        if (judge.better(calibrated, then)) {
            return false;
        }
        best = found;
        calibrated = then;
        return true;
    }

    /**
     * The selection; its counts are those of the candidates that there were when it was made.
     *
     * @return nothing is chosen as long as no candidate has a defined score
     */
    public EnsembleSelection best() {
        return best;
    }

    /**
     * The metric of the mean of the chosen, after its probabilities were calibrated on the rows that judge.
     *
     * @return NaN if nothing is chosen
     */
    public double calibratedScore() {
        return calibrated;
    }
}

package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Brackets of configurations: all are trained with a ninth of their epochs, the best third of them with a third, the best third of these with all. The first
 * configuration of all, the preset as it is, goes the whole way in any case. Source: Jamieson and Talwalkar 2016, "Non-stochastic best arm identification and
 * hyperparameter optimization", with eta = 3.
 */
final class SuccessiveHalving {
    /** Configurations of a bracket. */
    static final int BRACKET = 9;

    /** Rungs of a bracket. */
    static final int RUNGS = 3;

    private static final int ETA = 3;

    private SuccessiveHalving() {}

    /** The trials of a bracket, of so many in all. */
    static List<Integer> bracket(int bracket, int trials) {
        return IntStream.range(bracket * BRACKET, Math.min(trials, (bracket + 1) * BRACKET))
                .boxed()
                .toList();
    }

    /** The share of their epochs that configurations are trained with on a rung, from 0. */
    static double share(int rung) {
        return switch (rung) {
            case 0 -> 1.0 / (ETA * ETA);
            case 1 -> 1.0 / ETA;
            default -> 1;
        };
    }

    /** Those that are trained on the next rung: the best third, rounded up, equals in order; of scores, less is better, NaN is worst. */
    static List<Integer> promoted(List<Integer> trials, IntToDoubleFunction score) {
        List<Integer> sorted = new ArrayList<>(trials);
        sorted.sort((a, b) -> {
            int byScore = Double.compare(score.applyAsDouble(a), score.applyAsDouble(b));
            return byScore != 0 ? byScore : Integer.compare(a, b);
        });
        List<Integer> promoted = new ArrayList<>(sorted.subList(0, (sorted.size() + ETA - 1) / ETA));
        if (trials.contains(0) && !promoted.contains(0)) {
            promoted.add(0);
        }
        promoted.removeIf(trial -> Double.isNaN(score.applyAsDouble(trial)));
        return promoted;
    }
}

package org.chainrule.tabular.model;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.calibrate.ClassSets;
import org.chainrule.calibrate.ConformalScores;
import org.chainrule.calibrate.Intervals;
import org.jspecify.annotations.Nullable;

/** Intervals and sets of one row, for {@link Prediction} and {@link Predictions} alike. */
final class Conformal {
    private Conformal() {}

    /** The scores, or a refusal. */
    static ConformalScores required(@Nullable ConformalScores scores) {
        if (scores == null) {
            throw new IllegalStateException("intervals and sets need a calibrated model, this one was trained without"
                    + " validation rows or by an earlier version; train it again with validation rows");
        }
        return scores;
    }

    /** What an interval is made of: quantiles if there are several, a standard deviation if there is one, else the value. */
    static Intervals band(double value, double deviation, double[] quantiles) {
        if (quantiles.length > 1) {
            return Intervals.band(quantiles[0], quantiles[quantiles.length - 1]);
        }
        return Double.isNaN(deviation) ? Intervals.around(value) : Intervals.scaled(value, deviation);
    }

    static Interval interval(Intervals band, @Nullable ConformalScores scores, double coverage) {
        double[] ends = band.interval(required(scores).threshold(coverage));
        return new Interval(ends[0], ends[1]);
    }

    /** Probabilities by class, in the order of the classes. */
    static Map<String, Double> byClass(List<String> classes, double[] p) {
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (int k = 0; k < p.length; k++) {
            byClass.put(classes.get(k), p[k]);
        }
        return byClass;
    }

    /** The classes of a set, most probable first. */
    static List<String> set(List<String> classes, double[] p, @Nullable ConformalScores scores, double coverage) {
        boolean[] in = ClassSets.set(p, required(scores).threshold(coverage));
        return IntStream.range(0, p.length)
                .filter(k -> in[k])
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -p[k]))
                .map(classes::get)
                .toList();
    }
}

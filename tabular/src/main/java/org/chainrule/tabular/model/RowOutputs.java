package org.chainrule.tabular.model;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetEncoding;

/**
 * What the outputs o(z(L)) of a network mean: a single Bernoulli output is the probabilities of both classes, values return to the units of the target, a
 * predicted log variance v becomes the standard deviation scale exp(v / 2). Immutable; allocates nothing.
 */
final class RowOutputs {
    private final boolean classes;
    private final boolean binary;
    private final boolean variance;
    private final TargetEncoding.Decoder decoder;
    private final int width;

    /**
     * Prepares.
     *
     * @param likelihood what the outputs mean
     * @param target     the target's encoding
     * @param raw        n(L), the outputs of the network
     */
    RowOutputs(Likelihood likelihood, TargetEncoding target, int raw) {
        this.classes = target instanceof ClassTarget;
        this.binary = classes && raw == 1;
        this.variance = !classes && likelihood instanceof GaussianWithVariance;
        this.decoder = target.decoder();
        this.width = binary ? 2 : raw;
    }

    /** How many numbers a prediction is: a probability a class; or the value, or a value a level, or the value and its standard deviation. */
    int width() {
        return width;
    }

    /** Whether a prediction is the outputs as they stand. */
    boolean areOutputs() {
        return classes && !binary;
    }

    /** Number k of the prediction whose outputs begin at {@code from}. */
    double at(int k, double[] o, int from) {
        if (binary) {
            return k == 0 ? 1 - o[from] : o[from];
        }
        if (classes) {
            return o[from + k];
        }
        return variance && k == 1
                ? decoder.deviation(o[from], StrictMath.exp(o[from + 1] / 2))
                : decoder.decode(o[from + k]);
    }

    /** All numbers of a prediction. */
    void decode(double[] o, int from, double[] out, int to) {
        if (areOutputs()) {
            System.arraycopy(o, from, out, to, width);
            return;
        }
        for (int k = 0; k < width; k++) {
            out[to + k] = at(k, o, from);
        }
    }

    /** What the numbers of a prediction are called. */
    static List<String> names(Member first) {
        Likelihood likelihood = first.network().likelihood();
        if (first.target() instanceof ClassTarget classes) {
            return classes.classes();
        }
        if (likelihood instanceof Quantile quantile) {
            List<String> names = new ArrayList<>();
            quantile.levels().forEach(level -> names.add("quantile_" + level));
            return List.copyOf(names);
        }
        return likelihood instanceof GaussianWithVariance ? List.of("value", "standard_deviation") : List.of("value");
    }
}

package org.chainrule.tabular.run;

import org.chainrule.likelihood.Likelihood;
import org.chainrule.metric.Metric;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.model.Predictions;

/**
 * A metric of values in the units of the target: what the network gives and what it was taught are decoded first.
 *
 * @param metric     judges decoded numbers
 * @param likelihood what the outputs mean
 * @param target     the target's encoding
 */
record DecodedMetric(Metric metric, Likelihood likelihood, TargetEncoding target) implements Metric {
    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public boolean higherIsBetter() {
        return metric.higherIsBetter();
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        Predictions predictions = Predictions.of(likelihood, target, outputs);
        double[] decoded = new double[targets.length];
        TargetEncoding.Decoder decoder = target.decoder();
        for (int n = 0; n < decoded.length; n++) {
            decoded[n] = decoder.exact(targets[n]);
        }
        double[][] values = new double[predictions.rows()][1];
        for (int n = 0; n < values.length; n++) {
            values[n][0] = predictions.value(n);
        }
        return metric.value(values, decoded, weights);
    }
}

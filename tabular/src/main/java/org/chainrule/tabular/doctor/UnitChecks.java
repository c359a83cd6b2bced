package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Hidden units that no longer learn: phi'(z) is 0, or nearly so beside its largest value, on the training rows, so no delta gets through [9]. A unit that is flat on
 * all rows is dead if its activation has one flat side (ReLU and its relatives), else saturated; a bounded unit counts from {@value #ROWS} of the rows on.
 * Source for saturation: Glorot and Bengio 2010; for dead units: Lu, Shin, Su and Karniadakis 2020.
 */
final class UnitChecks {
    /** Multiply-adds that the look may cost: about a tenth of a second. */
    private static final long WORK = 200_000_000;

    private static final int MOST_ROWS = 1_000;
    private static final int FEWEST_ROWS = 64;

    /** Of the largest slope. */
    private static final double FLAT = 0.02;

    private static final double ROWS = 0.99;

    /** Of the units of a layer: fewer are usual and harmless. */
    private static final double NOTABLE = 0.1;

    private UnitChecks() {}

    static List<Finding> of(Trained trained) {
        TrainedNetwork network = trained.network();
        ReferenceEngine engine = new ReferenceEngine(network.network(), network.likelihood());
        int work = new ParameterLayout(network.network()).size();
        int most = (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, WORK / Math.max(1, work)));
        int[] rows = Cells.spread(trained.rows(), most);
        int width = trained.encoder().width();
        float[] x = new float[rows.length * width];
        trained.encoder().bind(trained.table()).encode(rows, 0, rows.length, x, 0, width);
        ReferencePass pass = engine.forward(
                doubles(network.floatParameters(), network.doubleParameters()),
                doubles(network.floatStatistics(), network.doubleStatistics()),
                doubles(x, null),
                rows.length,
                Mode.PREDICTION);
        List<Finding> findings = new ArrayList<>();
        String name = "the inputs";
        for (Node node : engine.plan().nodes()) {
            if (node.kind() == NetworkPlan.Kind.DENSE) {
                name = node.displayName();
            }
            if (node.layer() instanceof Activate layer) {
                look(name, layer.activation(), pass.values(node.index()), node.outputs(), findings);
            }
        }
        return findings;
    }

    private static double[] doubles(float @Nullable [] single, double @Nullable [] twice) {
        if (single == null) {
            return twice == null ? new double[0] : twice;
        }
        double[] copy = new double[single.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = single[i];
        }
        return copy;
    }

    private static void look(String layer, Activation activation, double[] z, int units, List<Finding> findings) {
        if (activation.kind() == Activation.Kind.IDENTITY || activation.kind() == Activation.Kind.LEAKY_RELU) {
            return; // nowhere flat
        }
        boolean oneSided =
                switch (activation.kind()) {
                    case RELU, ELU, SELU, GELU, SILU, MISH, SOFTPLUS -> true;
                    case TANH, LOGISTIC -> false;
                    case IDENTITY, LEAKY_RELU -> false;
                };
        double flat = FLAT * (activation.kind() == Activation.Kind.LOGISTIC ? 0.25 : 1);
        int rows = z.length / units;
        int still = 0;
        for (int unit = 0; unit < units; unit++) {
            int count = 0;
            for (int n = 0; n < rows; n++) {
                double at = z[n * units + unit];
                count += Math.abs(activation.derivative(at, activation.value(at))) <= flat ? 1 : 0;
            }
            still += count >= (oneSided ? rows : ROWS * rows) ? 1 : 0;
        }
        if (still >= NOTABLE * units && still > 0) {
            findings.add(
                    oneSided
                            ? dead(layer, activation, still, units, rows)
                            : saturated(layer, activation, still, units, rows));
        }
    }

    private static String counted(String layer, Activation activation, int still, int units) {
        return still + " of the " + units + " " + activation.name() + " units after " + layer;
    }

    private static Finding dead(String layer, Activation activation, int still, int units, int rows) {
        return Finding.warning(
                "dead-units",
                layer,
                counted(layer, activation, still, units) + " are flat on all of " + Words.rows(rows)
                        + " trained on: they no longer learn",
                "a lower --learning-rate, --clip-norm 1"
                        + (activation.kind() == Activation.Kind.RELU ? ", --activation silu or leaky_relu" : ""));
    }

    private static Finding saturated(String layer, Activation activation, int still, int units, int rows) {
        return Finding.warning(
                "saturated-units",
                layer,
                counted(layer, activation, still, units) + " are at their limits on 99 % of " + Words.rows(rows)
                        + " trained on: they hardly learn",
                "a lower --learning-rate, a higher --weight-decay, or --activation silu");
    }
}

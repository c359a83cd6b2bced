package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.Activation;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.train.TrainedNetwork;

/**
 * Hidden units that no longer learn: they are flat on the training rows, so no delta gets through [9]. A unit that is flat on all rows is dead if its activation has
 * one flat side (ReLU and its relatives), else saturated; a bounded unit counts from {@value FlatUnits#ROWS} of the rows on. A unit of an ensemble learns as long as
 * it does in one member: its weights are shared. Source for saturation: Glorot and Bengio 2010; for dead units: Lu, Shin, Su and Karniadakis 2020.
 */
final class UnitChecks {
    /** Multiply-adds that the look may cost: about a tenth of a second. */
    private static final long WORK = 200_000_000;

    private static final int MOST_ROWS = 1_000;
    private static final int FEWEST_ROWS = 64;

    /** Rows of all members that are in memory at once. */
    private static final int AT_ONCE = 256;

    /** Of the units of a layer: fewer are usual and harmless. */
    private static final double NOTABLE = 0.1;

    /** Of the units of a layer, over all members: behind few inputs a fifth is usual, and the other members learn. */
    private static final double NOTABLE_OF_MEMBERS = 0.5;

    private UnitChecks() {}

    static List<Finding> of(Trained trained) {
        TrainedNetwork network = trained.network();
        ReferenceEngine engine = new ReferenceEngine(network.network(), network.likelihood());
        NetworkPlan plan = engine.plan();
        double[] parameters = network.wideParameters();
        double[] statistics = network.wideStatistics();
        List<FlatUnits> layers = layers(plan, parameters);
        int members = plan.members(plan.nodes().size());
        long work = Math.max(1, (long) plan.layout().size() * members);
        int[] rows = Cells.spread(trained.rows(), (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, WORK / work)));
        BoundEncoder encoder = trained.encoder().bind(trained.table());
        int width = trained.encoder().width();
        int most = Math.max(1, AT_ONCE / members);
        for (int from = 0; from < rows.length && !layers.isEmpty(); from += most) {
            int count = Math.min(most, rows.length - from);
            float[] x = new float[count * width];
            encoder.encode(rows, from, count, x, 0, width);
            ReferencePass pass = engine.forward(parameters, statistics, widen(x), count, Mode.PREDICTION);
            layers.forEach(layer -> layer.add(pass));
        }
        List<Finding> findings = new ArrayList<>();
        layers.forEach(layer -> judge(layer, findings));
        return findings;
    }

    private static List<FlatUnits> layers(NetworkPlan plan, double[] parameters) {
        List<FlatUnits> layers = new ArrayList<>();
        String name = "the inputs";
        for (Node node : plan.nodes()) {
            if (node.kind() == NetworkPlan.Kind.DENSE) {
                name = node.displayName();
            }
            FlatUnits layer = FlatUnits.of(name, node, parameters);
            if (layer != null) {
                layers.add(layer);
            }
        }
        return layers;
    }

    static double[] widen(float[] single) {
        double[] wide = new double[single.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = single[i];
        }
        return wide;
    }

    private static void judge(FlatUnits layer, List<Finding> findings) {
        int whole = 0;
        int part = 0;
        int flatMembers = 0;
        for (int unit = 0; unit < layer.units(); unit++) {
            int flat = layer.members(unit);
            whole += flat == layer.members() ? 1 : 0;
            part += flat > 0 && flat < layer.members() ? 1 : 0;
            flatMembers += flat < layer.members() ? flat : 0;
        }
        String partly = part == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "in some of the %d members (%.1f on average)",
                        layer.members(),
                        (double) flatMembers / part);
        if (whole > 0 && whole >= NOTABLE * layer.units()) {
            String where = layer.members() == 1 ? "" : "in all " + layer.members() + " members";
            findings.add(Finding.warning(
                    code(layer),
                    layer.layer(),
                    whole + " of the " + layer.named() + state(layer, where) + ": they "
                            + (layer.oneSided() ? "no longer learn" : "hardly learn")
                            + (part == 0 ? "" : "; so are " + part + " more " + partly),
                    remedy(layer)));
        } else if (part > 0 && flatMembers >= NOTABLE_OF_MEMBERS * layer.units() * layer.members()) {
            findings.add(Finding.note(
                    code(layer),
                    layer.layer(),
                    part + " of the " + layer.named() + state(layer, partly)
                            + ": they learn from the other members only",
                    remedy(layer)));
        }
    }

    private static String code(FlatUnits layer) {
        return layer.oneSided() ? "dead-units" : "saturated-units";
    }

    private static String state(FlatUnits layer, String where) {
        return (layer.oneSided() ? " are flat " : " are at their limits ")
                + (where.isEmpty() ? "" : where + ", ")
                + (layer.oneSided() ? "on all of " : "on 99 % of ")
                + Words.rows(layer.rows()) + " trained on";
    }

    private static String remedy(FlatUnits layer) {
        if (!layer.oneSided()) {
            return "a lower --learning-rate, a higher --weight-decay, or --activation silu";
        }
        return "a lower --learning-rate, --clip-norm 1"
                + (layer.activation().kind() == Activation.Kind.RELU ? ", --activation silu or leaky_relu" : "");
    }
}

package org.chainrule.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.explain.ExplainOptions;
import org.chainrule.explain.Microscope;
import org.chainrule.explain.ParameterAddress;
import org.chainrule.explain.UnitNames;
import org.chainrule.explain.WeightExplanation;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.gradient.Mode;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.tabular.doctor.EncodedRows;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.read.RowSample;
import org.jspecify.annotations.Nullable;

/**
 * The weight of each layer with the largest |gradient| over a few rows, some of them under the microscope.
 *
 * @param rows   how many rows
 * @param names  what units are called
 * @param layers layers with a weight matrix, in the order of the forward pass
 */
public record Microscopes(int rows, UnitNames names, List<Strongest> layers) {
    /** So many are drawn: of the first layer, one in the middle, and the last. */
    static final int MOST = 3;

    private static final int MOST_ROWS = 16;

    /** Edges of the graph that is searched for paths: some tenths of a second for each picture. */
    private static final double WORK = 2_000_000;

    /** Copies the list. */
    public Microscopes {
        layers = List.copyOf(layers);
    }

    /**
     * A layer's strongest weight.
     *
     * @param address     which
     * @param value       the weight
     * @param gradient    dJ/dw of the mean cost of the rows
     * @param explanation null if it is not drawn
     */
    public record Strongest(
            ParameterAddress address,
            double value,
            double gradient,
            @Nullable WeightExplanation explanation) {}

    /**
     * Looks at one network.
     *
     * @param member the network with its encoder
     * @param sample rows with the columns of the encoder and the target
     * @return null if no row has a target, or the gradients are not finite
     */
    static @Nullable Microscopes of(Member member, RowSample sample) {
        NetworkPlan plan = new NetworkPlan(member.network().network());
        double work = Math.max(
                1, (double) plan.layout().size() * plan.members(plan.nodes().size()));
        GradientCheck.Rows rows = EncodedRows.of(member, sample, (int) Math.max(1, Math.min(MOST_ROWS, WORK / work)));
        if (rows == null) {
            return null;
        }
        Microscope microscope = Microscope.of(member.network());
        double[] parameters = microscope.parameters();
        double[] gradient = microscope.gradient(rows, Mode.PREDICTION);
        if (!Arrays.stream(gradient).allMatch(Double::isFinite)) {
            return null;
        }
        List<Slice> slices = plan.nodes().stream()
                .filter(node -> node.kind() == Kind.DENSE || node.kind() == Kind.HEADS)
                .map(Node::requireWeight)
                .toList();
        List<Strongest> layers = new ArrayList<>();
        for (int l = 0; l < slices.size(); l++) {
            int index = strongest(gradient, slices.get(l));
            Slice slice = slices.get(l);
            ParameterAddress address = new ParameterAddress(
                    slice.name(),
                    (index - slice.offset()) / slice.columns(),
                    (index - slice.offset()) % slice.columns());
            WeightExplanation explanation = drawn(l, slices.size())
                    ? microscope.explain(rows, Mode.PREDICTION, address, ExplainOptions.DEFAULT)
                    : null;
            layers.add(new Strongest(address, parameters[index], gradient[index], explanation));
        }
        List<Integer> numbers = IntStream.rangeClosed(1, rows.rows()).boxed().toList();
        return new Microscopes(rows.rows(), NetworkNames.of(member).withRows(numbers), layers);
    }

    private static boolean drawn(int layer, int layers) {
        return layer == 0 || layer == layers - 1 || layer == (layers - 1) / 2;
    }

    private static int strongest(double[] gradient, Slice slice) {
        int strongest = slice.offset();
        for (int e = slice.offset(); e < slice.offset() + slice.size(); e++) {
            if (Math.abs(gradient[e]) > Math.abs(gradient[strongest])) {
                strongest = e;
            }
        }
        return strongest;
    }

    /**
     * Those that are drawn, in the order in which the page shows them.
     *
     * @return at most {@value #MOST}
     */
    List<WeightExplanation> explanations() {
        List<WeightExplanation> drawn = new ArrayList<>();
        for (Strongest layer : layers) {
            if (layer.explanation() != null) {
                drawn.add(layer.explanation());
            }
        }
        return drawn;
    }
}

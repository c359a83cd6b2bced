package org.chainrule.report;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.chainrule.explain.Chain;
import org.chainrule.explain.ChainPicture;
import org.chainrule.explain.OutputDelta;
import org.chainrule.explain.PathContribution;
import org.chainrule.explain.PathContribution.Way;
import org.chainrule.explain.WeightExplanation;

/** The lecture's equations 9 and 10 with the numbers of one chain: the recursion, and where it starts. */
final class StartEquations {
    /** So many summands are written out. */
    private static final int SUMMANDS = 4;

    private final Markup out;
    private final WeightExplanation explanation;
    private final Chain chain;

    private StartEquations(Markup out, WeightExplanation explanation) {
        this.out = out;
        this.explanation = explanation;
        this.chain = explanation.chains().get(0);
    }

    /**
     * Writes both.
     *
     * @param out         appended to
     * @param explanation has a chain
     */
    static void write(Markup out, WeightExplanation explanation) {
        StartEquations equations = new StartEquations(out, explanation);
        equations.recursion();
        equations.start();
    }

    /** The deltas along the strongest path, from the output back. */
    private void recursion() {
        List<ChainPicture.Unit> back = explanation.paths().isEmpty()
                ? List.of()
                : deltas(explanation.paths().get(0));
        if (back.size() < 2) {
            return;
        }
        MathMarkup.equation(
                out, "9", "The recursion: the deltas along the strongest path, from the output back", List.of(math -> {
                    for (int u = back.size() - 1; u >= 0; u--) {
                        ChainPicture.Unit unit = back.get(u);
                        String symbol = Objects.requireNonNullElse(unit.before(), unit.label());
                        if (symbol.startsWith("z_")) {
                            math.symbol("δ" + symbol.substring(1));
                        } else {
                            math.derivative("J", symbol);
                        }
                        math.operator("=").number(unit.delta());
                        if (u > 0) {
                            math.operator(",");
                        }
                    }
                }));
    }

    /** The drawn units of a path whose deltas are known. */
    private List<ChainPicture.Unit> deltas(PathContribution path) {
        ChainPicture picture = explanation.picture();
        return path.steps().stream()
                .filter(step -> step.way() != Way.ELEMENTWISE && step.unit().row() == picture.row())
                .flatMap(step -> picture.columns().stream()
                        .flatMap(column -> column.units().stream())
                        .filter(unit -> unit.member() == step.unit().member()
                                && step.unit().symbol().equals(Objects.requireNonNullElse(unit.before(), unit.label())))
                        .limit(1))
                .toList();
    }

    /** Where backpropagation starts, at the output with the largest delta. */
    private void start() {
        OutputDelta output = explanation.outputs().stream()
                .filter(candidate -> candidate.unit().row() == chain.unit().row())
                .max(Comparator.comparingDouble((OutputDelta candidate) -> Math.abs(candidate.delta())))
                .orElse(null);
        if (output == null) {
            return;
        }
        int k = output.unit().index();
        boolean coupled = output.terms().size() > 1;
        MathMarkup.equation(
                out,
                "10",
                "Where it starts: at the output with the largest delta, and at the inputs h(0) = x",
                List.of(
                        math -> {
                            math.delta(output.unit()).operator("=");
                            String o = coupled ? "o_m" : "o_" + k;
                            if (coupled) {
                                math.sum("m");
                            }
                            math.derivative("J", o)
                                    .space()
                                    .derivative(o, output.unit().symbol());
                        },
                        math -> {
                            general(math.operator("="), output);
                            math.operator("=").number(output.delta());
                        }));
    }

    /** The sum over m, times the row's share of the batch. */
    private static void general(MathMarkup math, OutputDelta output) {
        List<OutputDelta.OutputTerm> largest = output.terms().stream()
                .sorted(Comparator.comparingDouble((OutputDelta.OutputTerm term) -> -Math.abs(term.product())))
                .limit(SUMMANDS)
                .toList();
        boolean shared = output.share() != 1;
        if (shared) {
            math.number(output.share()).operator("·").operator("(");
        }
        for (int m = 0; m < largest.size(); m++) {
            if (m > 0) {
                math.operator("+");
            }
            math.factor(largest.get(m).costDerivative())
                    .operator("·")
                    .factor(largest.get(m).jacobian());
        }
        if (output.terms().size() > SUMMANDS) {
            math.operator("+").operator("…");
        }
        if (shared) {
            math.operator(")");
        }
    }
}

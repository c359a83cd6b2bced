package org.chainrule.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.chainrule.explain.Chain;
import org.chainrule.explain.DeltaTerm;
import org.chainrule.explain.Factor;
import org.chainrule.explain.ParameterAddress;
import org.chainrule.explain.UpdateSteps;
import org.chainrule.explain.WeightExplanation;
import org.chainrule.network.NetworkPlan.Kind;
import org.jspecify.annotations.Nullable;

/** The lecture's equations 1 to 8 with the numbers of one chain filled in, as MathML. */
final class ChainEquations {
    /** So many summands are written out. */
    private static final int SUMMANDS = 4;

    private final Markup out;
    private final WeightExplanation explanation;
    private final ParameterAddress address;
    private final Chain chain;

    private ChainEquations(Markup out, WeightExplanation explanation) {
        this.out = out;
        this.explanation = explanation;
        this.address = explanation.address();
        this.chain = explanation.chains().get(0);
    }

    /**
     * Writes the equations of the largest chain.
     *
     * @param out         appended to
     * @param explanation has a chain
     */
    static void write(Markup out, WeightExplanation explanation) {
        ChainEquations equations = new ChainEquations(out, explanation);
        out.open("div", "class", "equations");
        equations.wanted();
        equations.forward();
        equations.chainRule();
        equations.product();
        equations.delta();
        equations.matrix();
        equations.update();
        StartEquations.write(out, explanation);
        out.close();
    }

    private void wanted() {
        MathMarkup.equation(out, "1", "What is wanted", List.of(math -> gradient(math)
                .operator("=")
                .number(explanation.gradient())));
    }

    private MathMarkup gradient(MathMarkup math) {
        return math.derivative("J", address.symbol());
    }

    /** h_i, 1, or d unit/d parameter. */
    private MathMarkup input(MathMarkup math) {
        String symbol = chain.inputSymbol();
        if (symbol.equals("dy/dw")) {
            return math.derivative(chain.unit().symbol(), address.symbol());
        }
        if (symbol.startsWith("c ")) {
            return math.identifier("c").symbol(symbol.substring(2));
        }
        return symbol.equals("1") ? math.number(1) : math.symbol(symbol);
    }

    private void forward() {
        MathMarkup.equation(out, "2", "What lies on the way there: forward", List.of(math -> {
            input(math).operator("=").number(chain.input()).operator(",").unit(chain.unit());
            math.operator("=").number(chain.value());
            for (Factor factor : chain.factors()) {
                slope(math.operator(","), factor).operator("=").number(factor.value());
            }
        }));
    }

    private static MathMarkup slope(MathMarkup math, Factor factor) {
        if (factor.kind() == Kind.ACTIVATE) {
            return math.slope(factor.unit());
        }
        String name =
                switch (factor.kind()) {
                    case DROPOUT -> "mask";
                    case SCALE -> "scale";
                    default -> "slope";
                };
        return math.text(name).operator("(").unit(factor.unit()).operator(")");
    }

    private void slopes(MathMarkup math) {
        chain.factors().forEach(factor -> slope(math, factor).space());
    }

    private boolean toOutputs() {
        return chain.terms().stream().allMatch(term -> explanation.outputs().stream()
                .anyMatch(output -> output.unit().equals(term.target())));
    }

    private void chainRule() {
        boolean last = chain.terms().isEmpty();
        MathMarkup.equation(
                out,
                "3",
                toOutputs() ? "The chain, through every output k" : "The chain, through every unit k of the next layer",
                List.of(
                        math -> {
                            gradient(math).operator("=");
                            if (last) {
                                math.delta(chain.unit());
                            } else {
                                math.sum("k");
                                if (toOutputs() && !coupled()) {
                                    math.derivative("J", "o_k").space().derivative("o_k", "z_k(L)");
                                } else {
                                    deltaOfNext(math);
                                }
                                local(math.space());
                            }
                            slopes(math.space());
                            input(math);
                        },
                        math -> numbers(math.operator("="), input -> input.operator("·")
                                        .factor(chain.input()))
                                .operator("=")
                                .number(chain.product())));
    }

    /** Whether an output depends on more than its own z, as with softmax. */
    private boolean coupled() {
        return explanation.outputs().stream().anyMatch(output -> output.terms().size() > 1);
    }

    /** What terms lead to. */
    private String next() {
        return chain.terms().get(0).target().value();
    }

    private void deltaOfNext(MathMarkup math) {
        if (next().startsWith("z(")) {
            math.indexed("δ", "k", next().substring(1));
        } else {
            math.derivative("J", "v_k");
        }
    }

    /** w_jk, or the derivative of the next unit. */
    private void local(MathMarkup math) {
        if (next().startsWith("z(") && chain.unit().value().startsWith("z(")) {
            math.indexed("w", chain.unit().index() + ",k", next().substring(1));
        } else {
            math.derivative("v_k", chain.unit().symbol());
        }
    }

    /** (w delta + ...) slope, and what is to follow. */
    private MathMarkup numbers(MathMarkup math, Consumer<MathMarkup> behind) {
        if (chain.terms().isEmpty()) {
            math.factor(chain.delta());
        } else {
            summands(math);
            math.operator("·").factor(chain.slope());
        }
        behind.accept(math);
        return math;
    }

    private void summands(MathMarkup math) {
        List<DeltaTerm> largest = chain.terms().stream()
                .sorted(Comparator.comparingDouble((DeltaTerm term) -> -Math.abs(term.product())))
                .limit(SUMMANDS)
                .toList();
        math.operator("(");
        for (int t = 0; t < largest.size(); t++) {
            if (t > 0) {
                math.operator("+");
            }
            math.factor(largest.get(t).factor())
                    .operator("·")
                    .factor(largest.get(t).delta());
        }
        if (largest.size() < chain.terms().size()) {
            math.operator("+").operator("…");
        }
        math.operator(")");
    }

    private void product() {
        MathMarkup.equation(
                out, "4", explanation.chainCount() > 1 ? "Grouped, for this row" : "Grouped", List.of(math -> input(
                                explanation.chainCount() > 1
                                        ? math
                                        : gradient(math).operator("="))
                        .delta(chain.unit())
                        .operator("=")
                        .factor(chain.input())
                        .operator("·")
                        .factor(chain.delta())
                        .operator("=")
                        .number(chain.product())));
    }

    private void delta() {
        if (chain.terms().isEmpty()) {
            return;
        }
        MathMarkup.equation(
                out,
                toOutputs() ? "5" : "5, 9",
                toOutputs() ? "Delta, from the outputs" : "Delta, from the deltas of the next layer",
                List.of(
                        math -> {
                            math.delta(chain.unit()).operator("=");
                            slopes(math);
                            math.sum("k");
                            local(math);
                            deltaOfNext(math.space());
                        },
                        math -> {
                            math.operator("=").factor(chain.slope()).operator("·");
                            summands(math);
                            math.operator("=").number(chain.delta());
                        }));
    }

    private void matrix() {
        if (!address.isDenseWeight()) {
            return;
        }
        String layer = "(" + address.layer() + ")";
        String before = "(" + (address.layer() - 1) + ")";
        MathMarkup.equation(
                out,
                "6",
                "The whole matrix: an outer product, of which this is row " + address.row() + ", column "
                        + address.column(),
                List.of(math -> {
                    math.derivative("J", "W" + layer).operator("=").indexed("h", "", before);
                    math.indexed("δ", "", layer + "ᵀ");
                }));
    }

    private void update() {
        UpdateSteps update = explanation.update();
        MathMarkup.equation(
                out,
                "7, 8",
                title(update),
                update == null
                        ? List.of(this::plainUpdate)
                        : List.of(math -> symbolicUpdate(math, update), math -> {
                            math.symbol(address.symbol())
                                    .operator(":")
                                    .number(update.weight())
                                    .operator("→");
                            math.number(update.newWeight());
                        }));
    }

    private static boolean plain(UpdateSteps update) {
        return name(update).equals("sgd");
    }

    private static String name(UpdateSteps update) {
        return update.optimizer().split("\\(", 2)[0];
    }

    private static String title(@Nullable UpdateSteps update) {
        if (update == null) {
            return "The update";
        }
        return "The update, by " + update.optimizer()
                + (plain(update)
                        ? ""
                        : ": " + name(update) + " makes its step of the gradient and of what it remembers, see below");
    }

    /** mu dJ/dw is the step of plain gradient descent alone; decoupled decay is no part of a step. */
    private void symbolicUpdate(MathMarkup math, UpdateSteps update) {
        if (plain(update)) {
            plainUpdate(math);
            return;
        }
        math.symbol(address.symbol()).operator("←").symbol(address.symbol());
        if (update.decay() != 0) {
            math.operator("−").identifier("decay");
        }
        math.operator("−").identifier("step");
    }

    private void plainUpdate(MathMarkup math) {
        math.symbol(address.symbol())
                .operator("←")
                .symbol(address.symbol())
                .operator("−")
                .identifier("μ");
        gradient(math);
    }
}

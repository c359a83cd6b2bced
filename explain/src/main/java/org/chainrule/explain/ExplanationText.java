package org.chainrule.explain;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.explain.OutputDelta.OutputTerm;
import org.chainrule.explain.PathContribution.PathStep;
import org.chainrule.explain.PathContribution.Way;
import org.jspecify.annotations.Nullable;

/** An explanation for a terminal: the chain in the lecture's notation and order, aligned, with the numbers of the equations in brackets. */
public final class ExplanationText {
    private static final int LISTED = 12;

    private final StringBuilder text = new StringBuilder();

    private final UnitNames names;

    private ExplanationText(UnitNames names) {
        this.names = names;
    }

    /**
     * Writes an explanation.
     *
     * @param explanation what to write
     * @return lines of text
     */
    public static String of(WeightExplanation explanation) {
        return of(explanation, UnitNames.NONE);
    }

    /**
     * Writes an explanation.
     *
     * @param explanation what to write
     * @param names       what units and rows are called, fit for a terminal
     * @return lines of text
     */
    public static String of(WeightExplanation explanation, UnitNames names) {
        ExplanationText page = new ExplanationText(names);
        page.head(explanation);
        boolean several = explanation.chainCount() > 1;
        boolean members = explanation.chainCount() > explanation.rows();
        explanation.chains().forEach(chain -> page.chain(chain, several, members));
        page.outputs(explanation.outputs());
        page.paths(explanation);
        page.causes(CauseText.list(explanation, names));
        if (explanation.update() != null) {
            page.update(explanation.update());
        }
        return page.text.toString();
    }

    /**
     * Writes a comparison of rows.
     *
     * @param gradients what to write
     * @return lines of text
     */
    public static String of(RowGradients gradients) {
        return of(gradients, UnitNames.NONE);
    }

    /**
     * Writes a comparison of rows.
     *
     * @param gradients what to write
     * @param names     what rows are called
     * @return lines of text
     */
    public static String of(RowGradients gradients, UnitNames names) {
        ExplanationText page = new ExplanationText(names);
        page.line("dJ/d" + gradients.address().symbol() + " of " + gradients.rows() + " rows", gradients.mean(), "");
        page.pushes("rows that push it up", gradients.up());
        page.pushes("rows that push it down", gradients.down());
        return page.text.toString();
    }

    private void pushes(String title, List<RowGradients.RowPush> pushes) {
        text.append(title).append('\n');
        for (RowGradients.RowPush push : pushes) {
            format(
                    "  row %-8d weight %10s  gradient %13s  share %13s%n",
                    names.row(push.row()), number(push.weight()), number(push.gradient()), number(push.share()));
        }
    }

    private void format(String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern.replace("%n", "\n"), values));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value + 0.0); // -0 is 0
    }

    private void line(String label, double value, String equation) {
        format("%-34s %14s%s%n", label, number(value), equation.isEmpty() ? "" : "  " + equation);
    }

    private void head(WeightExplanation explanation) {
        ParameterAddress address = explanation.address();
        String place = address.layer() == 0 // the symbol is the place
                ? ""
                : String.format(Locale.ROOT, "  (%s[%d, %d])", address.block(), address.row(), address.column());
        String rows = explanation.rows() == 1
                ? names.rows().isEmpty() ? "1 row" : "row " + names.row(0)
                : explanation.rows() + " rows";
        format("%s%s, %s%n", address.symbol(), place, rows);
        line("value", explanation.value(), "");
        line("cost J", explanation.cost(), "");
        line("dJ/d" + address.symbol(), explanation.gradient(), "[1]");
        line(
                "central difference",
                explanation.difference().value(),
                explanation.difference().kinked() ? "a step crosses a kink: means nothing" : "");
        if (explanation.chainCount() > 1) {
            format(
                    "%n%d %s share it; the %d largest of their chains:%n",
                    explanation.chainCount(),
                    explanation.chainCount() > explanation.rows() ? "rows and members" : "rows",
                    explanation.chains().size());
        }
    }

    static String delta(Unit unit) {
        return unit.value().startsWith("z(") ? "delta" + unit.symbol().substring(1) : "dJ/d" + unit.symbol();
    }

    private void chain(Chain chain, boolean several, boolean members) {
        if (several) {
            format(
                    "%nchain of row %d%s%n",
                    names.row(chain.unit().row()),
                    members ? ", member " + chain.unit().member() : "");
        } else {
            format("%nchain%n");
        }
        String delta = delta(chain.unit());
        line(
                chain.inputSymbol(),
                chain.input(),
                chain.inputSymbol().endsWith("(0)") ? "[10] h(0) = x" + called(chain.source()) : "[2]");
        line(chain.unit().symbol(), chain.value(), "[2]");
        for (Factor factor : chain.factors()) {
            String what = factor.activation().isEmpty() ? "" : " " + factor.activation();
            line(factor.symbol(), factor.value(), "[5, 9]" + what + " at " + number(factor.at()));
        }
        if (!chain.terms().isEmpty()) {
            line("sum_k w_jk delta_k", chain.termSum(), "[3, 5, 9]");
            terms(chain.terms());
        }
        line(delta, chain.delta(), chain.terms().isEmpty() ? "[10]" : "[5, 9] = factors x sum");
        line(chain.inputSymbol() + " x " + delta, chain.product(), "[4, 6]");
    }

    private String called(@Nullable Unit unit) {
        return unit == null || names.input(unit).isEmpty() ? "" : ", " + names.input(unit);
    }

    private void terms(List<DeltaTerm> terms) {
        List<DeltaTerm> largest = terms.stream()
                .sorted(Comparator.comparingDouble((DeltaTerm term) -> -Math.abs(term.product())))
                .limit(LISTED)
                .toList();
        for (DeltaTerm term : largest) {
            format(
                    "  k = %-5d %13s x %13s = %14s  %s%n",
                    term.target().index(),
                    number(term.factor()),
                    number(term.delta()),
                    number(term.product()),
                    delta(term.target()) + (term.skip() ? " around" : ""));
        }
        if (terms.size() > largest.size()) {
            double rest = terms.stream().mapToDouble(DeltaTerm::product).sum()
                    - largest.stream().mapToDouble(DeltaTerm::product).sum();
            format("  %d more %37s = %14s%n", terms.size() - largest.size(), "", number(rest));
        }
    }

    private void outputs(List<OutputDelta> outputs) {
        format("%ndelta(L) = sum_m dJ/do_m do_m/dz_k  [10]%n");
        for (OutputDelta output : outputs.subList(0, Math.min(LISTED, outputs.size()))) {
            List<OutputTerm> largest = output.terms().stream()
                    .filter(term -> term.product() != 0)
                    .sorted(Comparator.comparingDouble((OutputTerm term) -> -Math.abs(term.product())))
                    .limit(3)
                    .toList();
            String sum = largest.stream()
                    .map(term -> number(term.costDerivative()) + " x " + number(term.jacobian()))
                    .collect(Collectors.joining(" + "));
            boolean more =
                    output.terms().stream().filter(term -> term.product() != 0).count() > largest.size();
            format(
                    "  k = %-5d z %13s  o %13s  delta %14s = %s%s%s%n",
                    output.unit().index(),
                    number(output.z()),
                    number(output.o()),
                    number(output.delta()),
                    sum.isEmpty() ? "0" : sum,
                    more ? " + ..." : "",
                    names.output(output.unit().index()).isEmpty()
                            ? ""
                            : "  " + names.output(output.unit().index()));
        }
        if (outputs.size() > LISTED) {
            format("  %d more%n", outputs.size() - LISTED);
        }
    }

    private void paths(WeightExplanation explanation) {
        PathSummary summary = explanation.summary();
        format(
                "%npaths: %.0f, of which %.0f carry something, +%s and %s  [2, 3]%n",
                summary.count(), summary.carrying(), number(summary.positive()), number(-summary.negative()));
        for (PathContribution path : explanation.paths()) {
            String way = path.steps().stream()
                    .filter(step -> step.way() != Way.ELEMENTWISE)
                    .map(PathStep::unit)
                    .map(Unit::symbol)
                    .collect(Collectors.joining(" -> "));
            format("  %14s  %s%n", number(path.contribution()), way);
        }
        format("  %14s  all others%n", number(explanation.remainder()));
    }

    private void causes(List<CauseText> causes) {
        if (!causes.isEmpty()) {
            format("%ncauses%n");
            causes.forEach(cause -> format("  %s%n", cause.text()));
        }
    }

    private void update(UpdateSteps update) {
        format(
                "%nstep %d of %s, from %s  [7, 8]%n",
                update.step(),
                update.optimizer(),
                update.storedState() ? "the stored state" : "the state before the first step");
        line("gradient", update.gradient(), "");
        line("with penalties", update.penalised(), "");
        line("clipped", update.clipped(), "");
        for (UpdateSteps.Moment moment : update.moments()) {
            String corrected = moment.correction() == 1 ? "" : "bias-corrected " + number(moment.corrected());
            line(moment.name() + " (was " + number(moment.before()) + ")", moment.after(), corrected);
        }
        line("learning rate", update.learningRate(), "times " + number(update.learningRateFactor()));
        line("w", update.weight(), "");
        line("- decay", update.decay(), "");
        line("- step", update.change(), "");
        line("new w", update.newWeight(), "");
    }
}

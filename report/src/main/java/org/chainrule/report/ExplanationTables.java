package org.chainrule.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.explain.Chain;
import org.chainrule.explain.DeltaTerm;
import org.chainrule.explain.OutputDelta;
import org.chainrule.explain.PathContribution;
import org.chainrule.explain.PathContribution.PathStep;
import org.chainrule.explain.PathContribution.Way;
import org.chainrule.explain.RowGradients;
import org.chainrule.explain.Unit;
import org.chainrule.explain.UnitNames;
import org.chainrule.explain.UpdateSteps;
import org.chainrule.explain.WeightExplanation;

/** The tables of a page about a weight. */
final class ExplanationTables {
    /** So many summands of a delta, and so many outputs, are listed. */
    private static final int LISTED = 12;

    private ExplanationTables() {}

    private static String number(double value) {
        return Numbers.plain(value, 5);
    }

    private static void head(Markup out, String caption, String... columns) {
        Parts.table(out, caption);
        out.open("thead").open("tr");
        for (String column : columns) {
            boolean number = !column.startsWith("!");
            out.element("th", number ? column : column.substring(1), "scope", "col", "class", number ? "number" : "");
        }
        out.close().close().open("tbody");
    }

    private static void end(Markup out) {
        out.close();
        Parts.endTable(out);
    }

    private static void symbol(Markup out, String symbol) {
        out.open("th", "scope", "row");
        Symbols.write(out, symbol);
        out.close();
    }

    private static void numbers(Markup out, double... values) {
        for (double value : values) {
            out.element("td", number(value), "class", "number");
        }
    }

    private static String delta(Unit unit) {
        return unit.value().startsWith("z(") ? "δ" + unit.symbol().substring(1) : "∂J/∂" + unit.symbol();
    }

    /**
     * Writes the summands of delta_j and of delta(L).
     *
     * @param out         appended to
     * @param explanation has a chain
     * @param names       what units are called
     */
    static void deltas(Markup out, WeightExplanation explanation, UnitNames names) {
        Chain chain = explanation.chains().get(0);
        Parts.section(out, "deltas", "The deltas, term by term");
        if (!chain.terms().isEmpty()) {
            terms(out, chain);
        }
        List<OutputDelta> outputs = explanation.outputs().stream()
                .filter(output -> output.unit().row() == chain.unit().row())
                .sorted(Comparator.comparingDouble((OutputDelta output) -> -Math.abs(output.delta())))
                .toList();
        boolean members = outputs.stream().anyMatch(output -> output.unit().member() != 0);
        head(
                out,
                "Where backpropagation starts [10]" + cut(outputs.size()),
                "!output k",
                "z",
                "o",
                "Σ ∂J/∂o · ∂o/∂z",
                "delta");
        for (OutputDelta output : outputs.subList(0, Math.min(LISTED, outputs.size()))) {
            int k = output.unit().index();
            out.open("tr").open("th", "scope", "row").text(k + " ");
            if (!names.output(k).isEmpty()) {
                out.name(names.output(k));
            }
            out.text(members ? " (member " + output.unit().member() + ")" : "").close();
            numbers(out, output.z(), output.o(), output.general(), output.delta());
            out.close();
        }
        end(out);
        out.close();
    }

    private static String cut(int size) {
        return size > LISTED ? ", the " + LISTED + " largest of " + Numbers.count(size) : "";
    }

    private static void terms(Markup out, Chain chain) {
        List<DeltaTerm> largest = chain.terms().stream()
                .sorted(Comparator.comparingDouble((DeltaTerm term) -> -Math.abs(term.product())))
                .limit(LISTED)
                .toList();
        head(
                out,
                "The sum over k in " + delta(chain.unit()) + " [3, 5, 9]"
                        + cut(chain.terms().size()),
                "!to unit k",
                "weight",
                "its delta",
                "product");
        boolean members = largest.stream()
                .anyMatch(term -> term.target().member() != chain.unit().member());
        for (DeltaTerm term : largest) {
            out.open("tr");
            String member = members ? ", member " + term.target().member() : "";
            symbol(out, term.target().symbol() + member + (term.skip() ? " (around the block)" : ""));
            numbers(out, term.factor(), term.delta(), term.product());
            out.close();
        }
        double listed = largest.stream().mapToDouble(DeltaTerm::product).sum();
        if (largest.size() < chain.terms().size()) {
            last(out, "all others", "", chain.termSum() - listed);
        }
        last(out, "sum", "", chain.termSum());
        chain.factors()
                .forEach(factor -> last(
                        out,
                        factor.symbol().replace("phi'", "φ′"),
                        factor.activation().isEmpty() ? "" : factor.activation() + " at " + number(factor.at()),
                        factor.value()));
        last(out, delta(chain.unit()), "factors times sum", chain.delta());
        end(out);
    }

    private static void last(Markup out, String label, String remark, double value) {
        out.open("tr", "class", "total");
        symbol(out, label);
        out.element("td", remark, "colspan", "2");
        numbers(out, value);
        out.close();
    }

    /**
     * Writes the chains of a parameter that rows or members share.
     *
     * @param out         appended to
     * @param explanation has several chains
     * @param names       what rows are called
     */
    static void chains(Markup out, WeightExplanation explanation, UnitNames names) {
        int count = explanation.chainCount();
        Parts.section(out, "chains", "Row by row");
        String largest = count > explanation.chains().size()
                ? "the " + explanation.chains().size() + " largest of " + Numbers.count(count)
                : "all " + count;
        head(out, "h times delta [4], " + largest, "!row", "!member", "h", "delta", "product");
        double listed = 0;
        for (Chain chain : explanation.chains()) {
            out.open("tr").element("th", String.valueOf(names.row(chain.unit().row())), "scope", "row");
            out.element("td", String.valueOf(chain.unit().member()));
            numbers(out, chain.input(), chain.delta(), chain.product());
            out.close();
            listed += chain.product();
        }
        if (count > explanation.chains().size()) {
            sum(out, "all others", explanation.gradient() - listed);
        }
        sum(out, "the gradient", explanation.gradient());
        end(out);
        out.close();
    }

    private static void sum(Markup out, String label, double value) {
        out.open("tr", "class", "total").element("th", label, "scope", "row").element("td", "", "colspan", "3");
        numbers(out, value);
        out.close();
    }

    /**
     * Writes the strongest paths and what is left.
     *
     * @param out         appended to
     * @param explanation what is shown
     */
    static void paths(Markup out, WeightExplanation explanation) {
        Parts.section(out, "paths", "The strongest paths");
        head(
                out,
                "Products of all factors from the weight to the cost [2, 3]",
                "!path",
                "contribution",
                "share of the gradient");
        for (PathContribution path : explanation.paths()) {
            String way = path.steps().stream()
                    .filter(step -> step.way() != Way.ELEMENTWISE)
                    .map(PathStep::unit)
                    .map(Unit::symbol)
                    .collect(Collectors.joining(" → "));
            row(out, way, path.contribution(), explanation.gradient());
        }
        row(out, "all others", explanation.remainder(), explanation.gradient());
        row(out, "the gradient", explanation.gradient(), explanation.gradient());
        end(out);
        out.close();
    }

    private static void row(Markup out, String label, double contribution, double gradient) {
        out.open("tr");
        symbol(out, label);
        numbers(out, contribution);
        out.element(
                "td", gradient == 0 ? Numbers.UNKNOWN : Numbers.percent(contribution / gradient), "class", "number");
        out.close();
    }

    /**
     * Writes the update, line by line.
     *
     * @param out    appended to
     * @param update what the step makes of the gradient
     */
    static void update(Markup out, UpdateSteps update) {
        Parts.section(out, "update", "The step it causes");
        String state = update.storedState() ? "the stored state" : "the state before the first step";
        out.element("p", "Step " + update.step() + " of " + update.optimizer() + ", from " + state + " [7, 8].");
        head(out, "From the gradient to the new weight", "!what", "!how", "value");
        line(out, "gradient", "", update.gradient());
        line(out, "with penalties", "l1 and l2", update.penalised());
        line(out, "clipped", update.clipped() == update.penalised() ? "nothing to clip" : "", update.clipped());
        for (UpdateSteps.Moment moment : update.moments()) {
            line(out, moment.name(), "before " + number(moment.before()), moment.after());
            if (moment.correction() != 1) {
                line(
                        out,
                        moment.name() + ", corrected",
                        "divided by " + number(moment.correction()),
                        moment.corrected());
            }
        }
        line(
                out,
                "learning rate μ",
                "times " + number(update.learningRateFactor()) + " for its group",
                update.learningRate());
        line(out, "weight before", "", update.weight());
        line(out, "weight decay", "taken off", update.decay());
        line(out, "step", "taken off", update.change());
        line(out, "weight after", "", update.newWeight());
        end(out);
        out.close();
    }

    private static void line(Markup out, String what, String how, double value) {
        out.open("tr").element("th", what, "scope", "row").element("td", how);
        numbers(out, value);
        out.close();
    }

    /**
     * Writes which rows push the weight hardest.
     *
     * @param out    appended to
     * @param pushes row against batch
     * @param names  what rows are called
     */
    static void pushes(Markup out, RowGradients pushes, UnitNames names) {
        Parts.section(out, "rows", "The rows that push hardest");
        out.element(
                "p",
                String.format(
                        Locale.ROOT,
                        "The gradient of the mean is %s. The rows pull with %s in all, so %s of it cancels.",
                        number(pushes.mean()),
                        number(pushes.magnitude()),
                        pushes.magnitude() == 0
                                ? "nothing"
                                : Numbers.percent(1 - Math.abs(pushes.mean()) / pushes.magnitude())));
        List<List<RowGradients.RowPush>> both = new ArrayList<>(List.of(pushes.up(), pushes.down()));
        out.open("div", "class", "pair");
        for (List<RowGradients.RowPush> side : both) {
            head(
                    out,
                    side == pushes.up() ? "Push the weight up: a negative gradient" : "Push the weight down",
                    "!row of the table",
                    "its gradient",
                    "share of the mean");
            for (RowGradients.RowPush push : side) {
                out.open("tr").element("th", String.valueOf(names.row(push.row())), "scope", "row");
                numbers(out, push.gradient(), push.share());
                out.close();
            }
            end(out);
        }
        out.close().close();
    }
}

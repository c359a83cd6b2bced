package org.chainrule.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An explanation as nested maps, lists, strings, numbers and booleans, in the order in which they are read, for whoever writes JSON. Numbers that are not finite
 * are null. The contributions of {@code paths} and {@code remainder} add up to {@code gradient}.
 */
public final class ExplanationTree {
    private final UnitNames names;

    private ExplanationTree(UnitNames names) {
        this.names = names;
    }

    /**
     * The tree of an explanation.
     *
     * @param explanation what to write
     * @return a new map: weight, rows, cost, gradient, centralDifference, delta, chains, upstream, pathCount, paths, remainder, causes, update
     */
    public static Map<String, @Nullable Object> of(WeightExplanation explanation) {
        return of(explanation, UnitNames.NONE);
    }

    /**
     * The tree of an explanation whose units and rows have names.
     *
     * @param explanation what to write
     * @param names       what units and rows are called
     * @return a new map: the same, and names; rows are called by their numbers in {@code names}
     */
    public static Map<String, @Nullable Object> of(WeightExplanation explanation, UnitNames names) {
        return new ExplanationTree(names).tree(explanation);
    }

    private Map<String, @Nullable Object> tree(WeightExplanation explanation) {
        Map<String, @Nullable Object> tree = map();
        tree.put("weight", weight(explanation));
        tree.put("rows", explanation.rows());
        tree.put("cost", finite(explanation.cost()));
        tree.put("gradient", finite(explanation.gradient()));
        tree.put("centralDifference", finite(explanation.difference().value()));
        tree.put("centralDifferenceStep", explanation.difference().step());
        tree.put("centralDifferenceCrossesKink", explanation.difference().kinked());
        List<Chain> chains = explanation.chains();
        tree.put("delta", chains.size() == 1 ? finite(chains.get(0).delta()) : null);
        tree.put("chainCount", explanation.chainCount());
        tree.put("chains", chains.stream().map(this::chain).toList());
        tree.put("upstream", explanation.outputs().stream().map(this::output).toList());
        PathSummary summary = explanation.summary();
        tree.put("pathCount", summary.count());
        tree.put("carryingPathCount", summary.carrying());
        tree.put("positive", finite(summary.positive()));
        tree.put("negative", finite(-summary.negative()));
        tree.put(
                "paths",
                explanation.paths().stream()
                        .map(path -> path(explanation.address(), path))
                        .toList());
        tree.put("remainder", finite(explanation.remainder()));
        tree.put(
                "causes",
                CauseText.list(explanation, names).stream()
                        .map(cause -> Map.of("name", cause.name(), "text", cause.text()))
                        .toList());
        UpdateSteps update = explanation.update();
        tree.put("update", update == null ? null : update(update));
        if (!names.inputs().isEmpty() || !names.outputs().isEmpty()) {
            Map<String, @Nullable Object> called = map();
            called.put("inputs", names.inputs());
            called.put("outputs", names.outputs());
            tree.put("names", called);
        }
        return tree;
    }

    /**
     * The tree of a picture.
     *
     * @param picture what to write
     * @return a new map: row, rows, member, contribution, columns, edges, cost
     */
    public static Map<String, @Nullable Object> of(ChainPicture picture) {
        return of(picture, UnitNames.NONE);
    }

    /**
     * The tree of a picture of a row that has a name.
     *
     * @param picture what to write
     * @param names   what rows are called
     * @return a new map: row, rows, member, contribution, columns, edges, cost
     */
    public static Map<String, @Nullable Object> of(ChainPicture picture, UnitNames names) {
        return PictureTree.of(picture, names);
    }

    /**
     * The tree of a comparison of rows.
     *
     * @param gradients what to write
     * @return a new map: weight, rows, gradient, magnitude, up, down
     */
    public static Map<String, @Nullable Object> of(RowGradients gradients) {
        return of(gradients, UnitNames.NONE);
    }

    /**
     * The tree of a comparison of rows that have names.
     *
     * @param gradients what to write
     * @param names     what rows are called
     * @return a new map: weight, rows, gradient, magnitude, up, down
     */
    public static Map<String, @Nullable Object> of(RowGradients gradients, UnitNames names) {
        ExplanationTree writer = new ExplanationTree(names);
        Map<String, @Nullable Object> tree = map();
        tree.put("weight", gradients.address().symbol());
        tree.put("rows", gradients.rows());
        tree.put("gradient", finite(gradients.mean()));
        tree.put("magnitude", finite(gradients.magnitude()));
        tree.put("up", gradients.up().stream().map(writer::push).toList());
        tree.put("down", gradients.down().stream().map(writer::push).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> map() {
        return new LinkedHashMap<>();
    }

    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Map<String, @Nullable Object> weight(WeightExplanation explanation) {
        ParameterAddress address = explanation.address();
        Map<String, @Nullable Object> tree = map();
        tree.put("block", address.block());
        tree.put("layer", address.layer() == 0 ? null : address.layer());
        tree.put("from", address.layer() > 0 && !address.isDenseWeight() ? "bias" : address.row());
        tree.put("to", address.column());
        tree.put("value", finite(explanation.value()));
        return tree;
    }

    private Map<String, @Nullable Object> unit(Unit unit) {
        Map<String, @Nullable Object> tree = map();
        tree.put("value", unit.value());
        tree.put("row", names.row(unit.row()));
        tree.put("member", unit.member());
        tree.put("unit", unit.index());
        return tree;
    }

    private Map<String, @Nullable Object> chain(Chain chain) {
        Map<String, @Nullable Object> tree = unit(chain.unit());
        tree.put("input", chain.inputSymbol());
        tree.put("h", finite(chain.input()));
        tree.put("z", finite(chain.value()));
        tree.put(
                "factors",
                chain.factors().stream()
                        .map(factor -> {
                            Map<String, @Nullable Object> part = map();
                            part.put("symbol", factor.symbol());
                            part.put("at", finite(factor.at()));
                            part.put("value", finite(factor.value()));
                            return part;
                        })
                        .toList());
        tree.put(
                "terms",
                chain.terms().stream()
                        .map(term -> {
                            Map<String, @Nullable Object> part = unit(term.target());
                            part.put("weight", finite(term.factor()));
                            part.put("delta", finite(term.delta()));
                            part.put("product", finite(term.product()));
                            part.put("skip", term.skip());
                            return part;
                        })
                        .toList());
        tree.put("delta", finite(chain.delta()));
        tree.put("product", finite(chain.product()));
        return tree;
    }

    private Map<String, @Nullable Object> output(OutputDelta output) {
        Map<String, @Nullable Object> tree = unit(output.unit());
        tree.put("z", finite(output.z()));
        tree.put("o", finite(output.o()));
        tree.put("share", output.share());
        tree.put(
                "terms",
                output.terms().stream()
                        .map(term -> {
                            Map<String, @Nullable Object> part = map();
                            part.put("output", term.output());
                            part.put("costDerivative", finite(term.costDerivative()));
                            part.put("jacobian", finite(term.jacobian()));
                            return part;
                        })
                        .toList());
        tree.put("delta", finite(output.delta()));
        return tree;
    }

    private Map<String, @Nullable Object> path(ParameterAddress address, PathContribution path) {
        Map<String, @Nullable Object> tree = map();
        List<Integer> units = path.units();
        tree.put(
                "units",
                address.isDenseWeight()
                        ? java.util.stream.Stream.concat(java.util.stream.Stream.of(address.row()), units.stream())
                                .toList()
                        : units);
        tree.put("row", names.row(path.steps().get(0).unit().row()));
        tree.put("member", path.member());
        tree.put("contribution", finite(path.contribution()));
        tree.put(
                "steps",
                path.steps().stream()
                        .map(step -> {
                            Map<String, @Nullable Object> part = map();
                            part.put("unit", step.unit().symbol());
                            part.put("factor", finite(step.factor()));
                            return part;
                        })
                        .toList());
        tree.put("delta", finite(path.delta()));
        return tree;
    }

    private static Map<String, @Nullable Object> update(UpdateSteps update) {
        Map<String, @Nullable Object> tree = map();
        tree.put("optimizer", update.optimizer());
        tree.put("state", update.storedState() ? "stored" : "before the first step");
        tree.put("step", update.step());
        tree.put("learningRate", update.learningRate());
        tree.put("learningRateFactor", update.learningRateFactor());
        tree.put("weight", finite(update.weight()));
        tree.put("gradient", finite(update.gradient()));
        tree.put("penalised", finite(update.penalised()));
        tree.put("clipped", finite(update.clipped()));
        tree.put(
                "moments",
                update.moments().stream()
                        .map(moment -> {
                            Map<String, @Nullable Object> part = map();
                            part.put("name", moment.name());
                            part.put("before", finite(moment.before()));
                            part.put("after", finite(moment.after()));
                            part.put("corrected", finite(moment.corrected()));
                            return part;
                        })
                        .toList());
        tree.put("decay", finite(update.decay()));
        tree.put("change", finite(update.change()));
        tree.put("newWeight", finite(update.newWeight()));
        return tree;
    }

    private Map<String, @Nullable Object> push(RowGradients.RowPush push) {
        Map<String, @Nullable Object> tree = map();
        tree.put("row", names.row(push.row()));
        tree.put("weight", push.weight());
        tree.put("gradient", finite(push.gradient()));
        tree.put("share", finite(push.share()));
        return tree;
    }
}

package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.ParameterLayout.Slice;
import org.jspecify.annotations.Nullable;

/** What one hidden unit does: its weights, the rows that it answers most and least, and its response to the inputs. */
final class UnitView {
    private static final int WEIGHTS = 20;
    private static final int ROWS = 5;
    private static final int SEARCHED = 1000;
    private static final long WORK = 100_000_000;

    private final Snapshot at;
    private final ReferenceEngine engine;
    private final List<DenseLayer> layers;
    private final DenseLayer layer;
    private final int unit;

    UnitView(Snapshot at, int layer, int unit) {
        this.at = at;
        this.engine = at.engine();
        this.layers = DenseLayer.of(engine.plan());
        this.layer = DeathSearch.hidden(layers, layer, unit);
        this.unit = unit;
    }

    /** The tree; surfaces of a drawn problem are given. */
    Map<String, @Nullable Object> tree(@Nullable Surfaces surfaces) {
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("layer", layer.layer());
        tree.put("unit", unit);
        tree.put("activation", Objects.requireNonNull(layer.activation()).spec());
        Rows probe = LayerTrees.probe(at.subject(), at.parameters().length);
        ReferencePass pass = forward(probe.x(), probe.rows());
        tree.put("dead", LayerTrees.dead(layer, pass).contains(unit));
        tree.put("saturated", LayerTrees.saturated(layer, pass).contains(unit));
        tree.put("incoming", incoming());
        tree.put("outgoing", outgoing());
        Dataset training = at.subject().problem().training();
        int searched = (int) Math.max(50, Math.min(SEARCHED, WORK / at.parameters().length));
        int[] numbers = Snapshot.spread(training, searched);
        Rows rows = Snapshot.rows(training, numbers);
        double[] h = h(rows.x(), rows.rows());
        List<Integer> order = IntStream.range(0, rows.rows())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -h[row]))
                .toList();
        int most = Math.min(ROWS, order.size());
        tree.put("searched", rows.rows());
        tree.put(
                "strongest",
                order.subList(0, most).stream().map(n -> row(numbers[n], h[n])).toList());
        List<Integer> last = new ArrayList<>(order.subList(order.size() - most, order.size()));
        Collections.reverse(last);
        tree.put("weakest", last.stream().map(n -> row(numbers[n], h[n])).toList());
        tree.put(
                "response",
                surfaces != null ? surfaces.unit(at, layer, unit) : new Responses(at, this::h, rows).strongest());
        return tree;
    }

    private ReferencePass forward(double[] x, int rows) {
        return engine.forward(at.parameters(), at.statistics(), x, rows, Mode.PREDICTION);
    }

    /** h of the unit, of a network with several members that of the first. */
    private double[] h(double[] x, int rows) {
        double[] values = forward(x, rows).values(layer.hBuffer());
        return Shown.column(values, unit, values.length / rows);
    }

    private Map<String, @Nullable Object> row(int row, double h) {
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("row", row);
        tree.put("h", h);
        tree.put("cells", at.subject().cells().apply(row));
        return tree;
    }

    private List<Object> incoming() {
        Slice weight = layer.weight();
        return strongest(
                layer.inputs(),
                i -> at.parameters()[weight.offset() + i * weight.columns() + unit],
                i -> layer.layer() == 1 ? at.subject().input(i) : "h" + i + "(" + (layer.layer() - 1) + ")");
    }

    private List<Object> outgoing() {
        if (layer.layer() >= layers.size()) {
            return List.of();
        }
        DenseLayer next = layers.get(layer.layer());
        Slice weight = next.weight();
        if (next.inputs() != layer.units()) {
            return List.of();
        }
        return strongest(
                next.units(),
                j -> at.parameters()[weight.offset() + unit * weight.columns() + j],
                j -> next.layer() == layers.size() ? output(j) : "h" + j + "(" + next.layer() + ")");
    }

    private String output(int j) {
        List<String> classes = at.subject().classes();
        if (classes.isEmpty()) {
            return at.subject().target().column();
        }
        return classes.get(Math.min(classes.size() - 1, at.network().network().outputs() == 1 ? 1 : j));
    }

    private static List<Object> strongest(int count, IntToDoubleFunction weight, IntFunction<String> name) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -Math.abs(weight.applyAsDouble(k))))
                .limit(WEIGHTS)
                .map(k -> (Object) new Object[] {name.apply(k), weight.applyAsDouble(k)})
                .toList();
    }
}

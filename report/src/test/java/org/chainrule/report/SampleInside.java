package org.chainrule.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.explain.UnitNames;
import org.chainrule.explain.WeightExplanation;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.doctor.GradientFlow;
import org.chainrule.tabular.run.PartialDependence;
import org.chainrule.tabular.schema.ColumnKind;

/** Networks seen from inside, made up. */
final class SampleInside {
    private static final CounterRandom RANDOM = CounterRandom.of(7, CounterRandom.Stream.SAMPLE, 0);

    private SampleInside() {}

    /** A plain network that is drawn, a residual block, and columns of all kinds. */
    static ReportData.Inside small() {
        List<String> inputs = List.of("beak_length_mm", "beak_depth_mm", "flipper_length_mm", "sex=MALE");
        List<String> classes = List.of("Adelie", "Chinstrap", "Gentoo");
        return inside(inputs, classes, List.of("MALE", "FEMALE", ""), 0.4);
    }

    /** The same with names that must stay text, of which one has no gradients to speak of. */
    static ReportData.Inside hostile(List<String> strings) {
        return inside(
                strings.stream().limit(20).toList(),
                strings.stream().limit(5).toList(),
                strings.stream().limit(9).toList(),
                0);
    }

    private static ReportData.Inside inside(
            List<String> inputs, List<String> classes, List<String> levels, double reach) {
        var drawing = new NetworkPicture.Drawing(
                inputs, List.of(links("dense.1", inputs.size(), 5), links("dense.2", 5, classes.size())));
        var picture = new NetworkPicture(
                "The model averages 3 networks. This is the one with the largest weight.",
                inputs.stream().map(name -> new NetworkPicture.Column(name, 1)).toList(),
                inputs.size(),
                List.of(
                        block("Dense layer 1", NetworkPicture.Kind.LAYER, 0, heat(inputs.size(), 48, false, inputs)),
                        block("Residual block", NetworkPicture.Kind.SPLIT, 0, null),
                        block("Dense layer 2", NetworkPicture.Kind.LAYER, 1, heat(24, 48, true, List.of())),
                        block("Sum", NetworkPicture.Kind.JOIN, 0, null)),
                classes,
                "the probabilities of the classes, by softmax; likelihood categorical",
                drawing);
        return new ReportData.Inside(
                picture,
                flow(reach),
                microscopes(inputs, classes),
                "validation",
                new PartialDependence(List.of(numbers(classes), dates(classes), levels(levels, classes)), 66, ""));
    }

    /** A wide network of these inputs and outputs, of which no layer is small. */
    private static Microscopes microscopes(List<String> inputs, List<String> classes) {
        var names = new UnitNames(inputs, classes, List.of());
        List<Microscopes.Strongest> layers = new ArrayList<>();
        for (String address : List.of("1:0:1", "2:1:0")) {
            WeightExplanation explanation = ExplanationSamples.of(inputs.size(), classes.size(), address, names);
            layers.add(new Microscopes.Strongest(
                    explanation.address(), explanation.value(), explanation.gradient(), explanation));
        }
        return new Microscopes(4, names, layers);
    }

    private static NetworkPicture.Block block(
            String title,
            NetworkPicture.Kind kind,
            int depth,
            NetworkPicture.@org.jspecify.annotations.Nullable Heat heat) {
        return new NetworkPicture.Block(title, "relu", 48, 1, 1_234, depth, kind, heat);
    }

    private static NetworkPicture.Heat heat(int rows, int columns, boolean folded, List<String> names) {
        List<Double> cells = normals(rows * columns);
        return new NetworkPicture.Heat(
                rows * (folded ? 8 : 1),
                columns * (folded ? 8 : 1),
                rows,
                columns,
                cells.stream().map(cell -> folded ? Math.abs(cell) : cell).toList(),
                5,
                folded,
                names);
    }

    private static NetworkPicture.Links links(String name, int inputs, int units) {
        return new NetworkPicture.Links(name, units, normals(inputs * units), normals(units));
    }

    private static GradientFlow flow(double reach) {
        List<GradientFlow.Layer> layers = new ArrayList<>();
        for (int l = 1; l <= 3; l++) {
            double size = Math.pow(reach, 3 - l);
            layers.add(new GradientFlow.Layer(
                    "dense." + l,
                    l < 3 ? "relu" : "",
                    48,
                    1,
                    size,
                    spread(size),
                    size / 10,
                    7.2,
                    spread(size / 1_000),
                    l < 3 ? 0.125 : Double.NaN,
                    Double.NaN,
                    l < 3 ? 0.5 : Double.NaN));
        }
        return new GradientFlow(64, layers);
    }

    private static GradientFlow.Spread spread(double size) {
        double at = size == 0 ? Double.NaN : size;
        return new GradientFlow.Spread(at / 30, at / 8, at / 4, at / 2, at, size == 0 ? 1 : 0.25);
    }

    private static PartialDependence.Curve numbers(List<String> classes) {
        return curve("flipper_length_mm", ColumnKind.NUMERIC, true, 20, 170, 3, List.of(), classes);
    }

    private static PartialDependence.Curve dates(List<String> classes) {
        return curve("day", ColumnKind.DATE, true, 20, 1.2e9, 4e6, List.of(), classes);
    }

    private static PartialDependence.Curve levels(List<String> levels, List<String> classes) {
        return curve("sex", ColumnKind.CATEGORICAL, false, levels.size(), 0, 1, levels, classes);
    }

    private static PartialDependence.Curve curve(
            String name,
            ColumnKind kind,
            boolean ordered,
            int count,
            double from,
            double step,
            List<String> levels,
            List<String> classes) {
        List<PartialDependence.Series> series = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++) {
            double share = (k + 1.0) / classes.size();
            List<Double> mean =
                    IntStream.range(0, count).mapToObj(v -> share * v / count).toList();
            series.add(new PartialDependence.Series(
                    classes.get(k),
                    mean,
                    List.of(mean.stream().map(value -> value * 0.9).toList())));
        }
        return new PartialDependence.Curve(
                name,
                kind,
                ordered,
                IntStream.range(0, count).mapToObj(v -> from + v * step).toList(),
                levels,
                series,
                IntStream.range(0, count)
                        .mapToObj(v -> new PartialDependence.Bin(
                                from + v * step, from + (ordered ? v + 1 : v) * step, 3 + v % 5))
                        .toList());
    }

    private static List<Double> normals(int count) {
        return IntStream.range(0, count).mapToObj(RANDOM::normal).toList();
    }
}

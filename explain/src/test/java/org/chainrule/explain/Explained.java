package org.chainrule.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.testing.RandomProblem;

/** A random problem under the microscope, and its paths by brute force. */
record Explained(RandomProblem problem, Slice slice, int within, WeightExplanation explanation) {
    /** A path of the brute force: its edges and its product, formed from the cost back. */
    record Path(List<Integer> edges, double product) {}

    static Microscope microscope(RandomProblem problem) {
        return new Microscope(problem.network(), problem.likelihood(), problem.parameters(), problem.statistics());
    }

    static Rows rows(RandomProblem problem) {
        return new Rows(problem.x(), problem.y(), problem.weights(), problem.rows());
    }

    /** Explains the parameter with a flat index. */
    static Explained of(RandomProblem problem, int index, ExplainOptions options) {
        Slice slice = new ParameterLayout(problem.network()).sliceAt(index);
        int within = index - slice.offset();
        return new Explained(
                problem,
                slice,
                within,
                microscope(problem)
                        .explain(rows(problem), problem.mode(), ParameterAddress.of(slice.name(), within), options));
    }

    double[] gradient() {
        double[] gradient = new double[problem.parameters().length];
        ReferenceEngine engine = new ReferenceEngine(problem.network(), problem.likelihood());
        engine.backward(pass(engine), problem.y(), problem.weights(), gradient);
        return gradient;
    }

    private ReferencePass pass(ReferenceEngine engine) {
        return engine.forward(problem.parameters(), problem.statistics(), problem.x(), problem.rows(), problem.mode());
    }

    UnitGraph graph() {
        ReferenceEngine engine = new ReferenceEngine(problem.network(), problem.likelihood());
        ReferencePass pass = pass(engine);
        engine.backward(pass, problem.y(), problem.weights(), new double[problem.parameters().length]);
        var node = Starts.node(engine, slice);
        return new UnitGraph(
                engine,
                pass,
                problem.parameters(),
                problem.mode().training(),
                node.index() + 1,
                new Starts(engine, pass, node, slice, within).list());
    }

    /** Every path, the largest first. */
    List<Path> enumerate() {
        UnitGraph graph = graph();
        List<Path> paths = new ArrayList<>();
        for (int s = 0; s < graph.starts.size(); s++) {
            UnitGraph.Start start = graph.starts.get(s);
            for (Path rest : enumerate(graph, graph.first, start.element())) {
                paths.add(new Path(with(s, rest.edges), start.derivative() * rest.product));
            }
        }
        paths.sort(Comparator.comparingDouble((Path path) -> -Math.abs(path.product))
                .thenComparing(Path::edges, Explained::compare));
        return paths;
    }

    private static List<Path> enumerate(UnitGraph graph, int buffer, int e) {
        if (buffer == graph.last) {
            return List.of(new Path(List.of(), graph.end(e)));
        }
        List<Path> paths = new ArrayList<>();
        for (int t = 0; t < graph.degree(buffer, e); t++) {
            double derivative = graph.derivative(buffer, e, t);
            for (Path rest : enumerate(graph, graph.targetBuffer(buffer, e, t), graph.target(buffer, e, t))) {
                paths.add(new Path(with(t, rest.edges), derivative * rest.product));
            }
        }
        return paths;
    }

    private static List<Integer> with(int first, List<Integer> rest) {
        List<Integer> all = new ArrayList<>(rest.size() + 1);
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        return Arrays.compare(
                a.stream().mapToInt(Integer::intValue).toArray(),
                b.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The edges of a path that the search found. */
    static List<Integer> edges(StrongestPaths.Found found) {
        List<Integer> edges = new ArrayList<>();
        edges.add(found.start());
        for (StrongestPaths.Link link = found.link(); link != null && link.edge() >= 0; link = link.next()) {
            edges.add(link.edge());
        }
        return edges;
    }
}

package org.chainrule.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.explain.OutputDelta.OutputTerm;
import org.chainrule.explain.PathContribution.PathStep;
import org.chainrule.explain.PathContribution.Way;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Layer;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParametricActivate;

/** Puts names and numbers of the lecture on what the graph holds: chains, delta(L), paths. */
final class Chains {
    private final NetworkPlan plan;
    private final Likelihood likelihood;
    private final UnitGraph graph;
    private final Starts origin;
    private final Labels labels;

    Chains(ReferenceEngine engine, Likelihood likelihood, UnitGraph graph, Starts origin) {
        this.plan = engine.plan();
        this.likelihood = likelihood;
        this.graph = graph;
        this.origin = origin;
        this.labels = new Labels(plan);
    }

    private double value(int buffer, int e) {
        return graph.pass.values(buffer)[e];
    }

    private double delta(int buffer, int e) {
        return graph.pass.deltas(buffer)[e];
    }

    /** The starts with the largest |h_i delta_j|, largest first. */
    List<UnitGraph.Start> strongest(int most) {
        Comparator<UnitGraph.Start> bySize = Comparator.comparingDouble(
                start -> -Math.abs(start.derivative() * delta(graph.first, start.element())));
        return graph.starts.stream().sorted(bySize).limit(most).toList();
    }

    Unit unit(UnitGraph.Start start) {
        return labels.unit(graph.first, start.element());
    }

    /** The unit that the parameter multiplies; null if there is none. */
    @org.jspecify.annotations.Nullable
    Unit input(UnitGraph.Start start) {
        int input = origin.input(start.element());
        return input < 0 ? null : labels.unit(graph.first - 1, input);
    }

    Chain chain(UnitGraph.Start start) {
        int e = start.element();
        int k = graph.first;
        List<Factor> factors = new ArrayList<>();
        for (; graph.elementwise(k); k++) {
            Node node = plan.nodes().get(k);
            if (node.kind() != Kind.SKIP_END) {
                factors.add(new Factor(
                        node.kind(),
                        activation(node.layer()),
                        labels.unit(k, e),
                        value(k, e),
                        graph.derivative(k, e, 0)));
            }
        }
        Unit input = input(start);
        Node node = plan.nodes().get(graph.first - 1);
        String scale = node.productScale() == 1 ? "" : "c ";
        String symbol = input != null ? scale + input.symbol() : isProduct(node) ? "1" : "dy/dw";
        return new Chain(
                unit(start),
                input,
                symbol,
                start.derivative(),
                value(graph.first, e),
                factors,
                terms(k, e),
                delta(graph.first, e));
    }

    private static boolean isProduct(Node node) {
        return node.kind() == Kind.DENSE || node.kind() == Kind.HEADS;
    }

    private static String activation(Layer layer) {
        return layer instanceof Activate activate
                ? activate.activation().spec()
                : layer instanceof ParametricActivate parametric
                        ? parametric.activation().spec()
                        : "";
    }

    private List<DeltaTerm> terms(int k, int e) {
        List<DeltaTerm> terms = new ArrayList<>();
        int degree = graph.degree(k, e);
        for (int t = 0; t < degree; t++) {
            int to = graph.targetBuffer(k, e, t);
            int target = graph.target(k, e, t);
            terms.add(new DeltaTerm(
                    labels.unit(to, target), graph.derivative(k, e, t), delta(to, target), graph.skips(k, e, t)));
        }
        return terms;
    }

    /** delta(L) of the rows and members that some starts reach, without the coupling of rows by a batch normalisation. */
    List<OutputDelta> outputs(List<UnitGraph.Start> starts, double[] y, double[] weights) {
        int width = plan.width(graph.last);
        int all = plan.members(graph.last);
        int members = plan.members(graph.first);
        Set<Integer> rows = new LinkedHashSet<>();
        for (UnitGraph.Start start : starts) {
            int r = start.element() / plan.width(graph.first);
            for (int m = 0; m < all / members; m++) {
                rows.add(r * (all / members) + m);
            }
        }
        double total = 0;
        for (int n = 0; n < graph.pass.rows(); n++) {
            total += weights[n];
        }
        List<OutputDelta> outputs = new ArrayList<>();
        for (int r : rows) {
            double weight = weights[r / all];
            outputs(r, width, y, weight == 0 ? 0 : weight / total / all, outputs);
        }
        return outputs;
    }

    private void outputs(int r, int width, double[] y, double share, List<OutputDelta> list) {
        double[] z = java.util.Arrays.copyOfRange(graph.pass.values(graph.last), r * width, (r + 1) * width);
        int targets = likelihood.targets(width);
        int n = r / plan.members(graph.last);
        double[] target = java.util.Arrays.copyOfRange(y, n * targets, (n + 1) * targets);
        double[] o = new double[width];
        likelihood.output(z, 0, o, 0, width);
        double[] costs = new double[width];
        likelihood.outputGradient(o, target, costs);
        double[] jacobian = new double[width * width];
        likelihood.outputJacobian(z, jacobian);
        for (int k = 0; k < width; k++) {
            List<OutputTerm> terms = new ArrayList<>();
            for (int m = 0; m < width; m++) {
                if (m == k || jacobian[m * width + k] != 0) {
                    terms.add(new OutputTerm(m, costs[m], jacobian[m * width + k]));
                }
            }
            int e = r * width + k;
            list.add(new OutputDelta(labels.unit(graph.last, e), z[k], o[k], terms, share, graph.end(e)));
        }
    }

    PathContribution path(StrongestPaths.Found found) {
        List<PathStep> steps = new ArrayList<>();
        double factor = graph.starts.get(found.start()).derivative();
        Way way = Way.PARAMETER;
        StrongestPaths.Link link = found.link();
        while (true) {
            int k = link.buffer();
            int e = link.element();
            steps.add(new PathStep(labels.unit(k, e), factor, way));
            StrongestPaths.Link next = link.next();
            if (next == null) {
                return new PathContribution(found.product(), steps, graph.end(e));
            }
            factor = graph.derivative(k, e, link.edge());
            way = graph.skips(k, e, link.edge()) ? Way.SKIP : graph.elementwise(k) ? Way.ELEMENTWISE : Way.MIXING;
            link = next;
        }
    }
}

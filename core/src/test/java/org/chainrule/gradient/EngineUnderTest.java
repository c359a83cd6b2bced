package org.chainrule.gradient;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.ParameterLayout;
import org.chainrule.testing.RandomProblem;
import org.jspecify.annotations.Nullable;

/** What both engines can be asked for, so that one case judges both: the reference engine in double, the batched one in float. */
enum EngineUnderTest {
    REFERENCE(1e-10, 1e-9, 1e-9, 1e-7) {
        @Override
        Outcome run(RandomProblem problem) {
            ReferenceEngine engine = new ReferenceEngine(problem.network(), problem.likelihood());
            ReferencePass pass = engine.forward(
                    problem.parameters(), problem.statistics(), problem.x(), problem.rows(), problem.mode());
            double[] gradient = new double[problem.parameters().length];
            engine.backward(pass, problem.y(), problem.weights(), gradient);
            return new Outcome(
                    engine.cost(pass, problem.y(), problem.weights()),
                    engine.outputs(pass),
                    gradient,
                    pass::values,
                    pass.deltas(0));
        }
    },
    BATCHED(1e-5, 1e-4, 1e-3, 1e-3) {
        @Override
        Outcome run(RandomProblem problem) {
            try (BatchBackpropagation engine = new BatchBackpropagation(
                    problem.network(), problem.likelihood(), Kernels.scalar(), problem.rows(), 1)) {
                Batch batch = Batches.of(problem, engine);
                Batches.place(problem.parameters(), problem.statistics(), engine);
                double cost = engine.forwardBackward(batch, problem.mode());
                engine.gradients(batch, (tile, slice, from, to) -> {});
                float[] gradient = new float[problem.parameters().length];
                engine.panels().unpack(engine.gradient(), gradient);
                float[] outputs = new float[problem.rows() * problem.network().outputs()];
                engine.outputs(problem.rows(), outputs);
                return new Outcome(
                        cost, doubles(outputs), doubles(gradient), k -> unpadded(engine, k, problem.rows()), null);
            }
        }
    };

    private final double absolute;
    private final double relative;
    private final double stepsAbsolute;
    private final double stepsRelative;

    EngineUnderTest(double absolute, double relative, double stepsAbsolute, double stepsRelative) {
        this.absolute = absolute;
        this.relative = relative;
        this.stepsAbsolute = stepsAbsolute;
        this.stepsRelative = stepsRelative;
    }

    /**
     * What a pass left behind.
     *
     * @param cost     J
     * @param outputs  o, the mean over members
     * @param gradient flat, dJ/dw
     * @param buffers  what the nodes wrote, without padding: 0 for x, k + 1 for node k
     * @param dx       dJ/dx; null where the engine does not compute it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(
            double cost, double[] outputs, double[] gradient, IntFunction<double[]> buffers, double @Nullable [] dx) {}

    abstract Outcome run(RandomProblem problem);

    /** A pass of rows of weight 1 in training mode. */
    Outcome run(Network network, Likelihood likelihood, double[] parameters, double[] x, double[] y, int rows) {
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        double[] statistics = InitialParameters.statistics(new ParameterLayout(network));
        return run(new RandomProblem(
                network, likelihood, Mode.training(0, 0), rows, x, y, weights, parameters, statistics));
    }

    /** How far a block may be from the oracle. */
    double tolerance(double expected) {
        return absolute + relative * Math.abs(expected);
    }

    /** How far parameters may be after some steps. */
    double stepTolerance(double expected) {
        return stepsAbsolute + stepsRelative * Math.abs(expected);
    }

    static double[] unpadded(BatchBackpropagation engine, int buffer, int rows) {
        NetworkPlan plan = engine.plan();
        int members = plan.members(buffer);
        int width = plan.width(buffer);
        double[] values = new double[rows * members * width];
        for (int e = 0; e < values.length; e++) {
            values[e] = engine.values(buffer)[e / width * (engine.stride(buffer) / members) + e % width];
        }
        return values;
    }

    private static double[] doubles(float[] from) {
        double[] to = new double[from.length];
        for (int e = 0; e < from.length; e++) {
            to[e] = from[e];
        }
        return to;
    }
}

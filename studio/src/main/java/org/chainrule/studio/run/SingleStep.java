package org.chainrule.studio.run;

import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.train.Penalty;
import org.chainrule.train.TrainingConfiguration;

/** The step that a gradient would make [7, 8]: penalties, clipping and the optimiser's own code, in doubles, on copies. */
final class SingleStep {
    private SingleStep() {}

    /**
     * The weights after a step.
     *
     * @param gradient overwritten with what the optimiser sees
     * @return new weights; those of the snapshot stay
     */
    static double[] weights(ParameterLayout layout, Snapshot at, Snapshot.NextStep next, double[] gradient) {
        TrainingConfiguration configuration = at.subject().configuration();
        Penalty.add(configuration.regularization(), layout.parameters(), at.parameters(), gradient);
        configuration.clipping().apply(gradient);
        Optimizer optimizer = configuration.optimizer();
        OptimizerState state = next.state();
        double[][] vectors = vectors(state, optimizer.vectors(), gradient.length);
        double[] scalars = state.scalars().clone();
        optimizer.prepare(state.step() + 1, next.learningRate(), scalars);
        double[] weights = at.parameters().clone();
        for (Slice slice : layout.parameters()) {
            ParameterGroup group = configuration.rates().groups().group(slice.role());
            ParameterGroup decayed =
                    new ParameterGroup(group.learningRateFactor(), group.decayFactor() * next.decayFactor());
            optimizer.update(
                    decayed, scalars, weights, gradient, vectors, slice.offset(), slice.offset() + slice.size());
        }
        return weights;
    }

    private static double[][] vectors(OptimizerState state, int count, int size) {
        double[][] vectors = new double[count][size];
        for (int v = 0; v < count; v++) {
            for (int e = 0; e < size; e++) {
                vectors[v][e] = state.isFloat() ? state.floatVectors()[v][e] : state.doubleVectors()[v][e];
            }
        }
        return vectors;
    }
}

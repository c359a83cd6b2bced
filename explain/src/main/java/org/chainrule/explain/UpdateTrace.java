package org.chainrule.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.explain.UpdateSteps.Moment;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.AdaGrad;
import org.chainrule.optim.Adam;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.Momentum;
import org.chainrule.optim.NAdam;
import org.chainrule.optim.Nesterov;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;
import org.chainrule.optim.Optimizers;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.optim.RmsProp;
import org.chainrule.train.Penalty;
import org.jspecify.annotations.Nullable;

/**
 * Works a step out: the optimiser's own code, on arrays that hold the one parameter. What the decay takes off is that code's answer to a gradient of 0 with
 * moments of 0.
 */
final class UpdateTrace {
    private final UpdateRule rule;
    private final @Nullable OptimizerState state;

    UpdateTrace(UpdateRule rule, @Nullable OptimizerState state) {
        this.rule = rule;
        this.state = state;
    }

    /**
     * The step of one parameter.
     *
     * @param gradient dJ/dw of all parameters, overwritten with what the optimiser sees
     */
    UpdateSteps steps(ParameterLayout layout, Slice slice, int index, double[] parameters, double[] gradient) {
        Optimizer optimizer = rule.optimizer();
        if (state != null) {
            state.check(optimizer, parameters.length);
        }
        double raw = gradient[index];
        Penalty.add(rule.regularization(), layout.parameters(), parameters, gradient);
        double penalised = gradient[index];
        rule.regularization().clipping().apply(gradient);
        double clipped = gradient[index];
        long step = (state == null ? 0 : state.step()) + 1;
        double[] scalars = scalars();
        optimizer.prepare(step, rule.learningRate(), scalars);
        ParameterGroup group = rule.group(slice.role());
        double weight = parameters[index];
        double[] before = vectors(index);
        double[] after = before.clone();
        double next = update(group, scalars, weight, clipped, after);
        double decay = weight - update(group, scalars, weight, 0, new double[before.length]);
        return new UpdateSteps(
                Optimizers.spec(optimizer),
                state != null,
                step,
                rule.learningRate(),
                group.learningRateFactor(),
                weight,
                raw,
                penalised,
                clipped,
                moments(before, after, step),
                decay,
                weight - decay - next,
                next);
    }

    private double[] scalars() {
        if (state != null) {
            return state.scalars().clone();
        }
        double[] scalars = new double[rule.optimizer().scalars()];
        rule.optimizer().initializeScalars(scalars);
        return scalars;
    }

    private double[] vectors(int index) {
        double[] values = new double[rule.optimizer().vectors()];
        Arrays.fill(values, rule.optimizer().initialVectorValue());
        for (int v = 0; v < values.length && state != null; v++) {
            values[v] = state.isFloat() ? state.floatVectors()[v][index] : state.doubleVectors()[v][index];
        }
        return values;
    }

    /** The new weight; {@code values} holds the accumulators before and after. */
    private double update(ParameterGroup group, double[] scalars, double weight, double gradient, double[] values) {
        double[][] vectors = new double[values.length][1];
        for (int v = 0; v < values.length; v++) {
            vectors[v][0] = values[v];
        }
        double[] weights = {weight};
        rule.optimizer().update(group, scalars.clone(), weights, new double[] {gradient}, vectors, 0, 1);
        for (int v = 0; v < values.length; v++) {
            values[v] = vectors[v][0];
        }
        return weights[0];
    }

    private List<Moment> moments(double[] before, double[] after, long step) {
        List<Moment> moments = new ArrayList<>();
        List<String> names = names(rule.optimizer());
        for (int v = 0; v < after.length; v++) {
            String name = v < names.size() ? names.get(v) : "state " + (v + 1);
            moments.add(new Moment(name, before[v], after[v], correction(v, step)));
        }
        return moments;
    }

    private static List<String> names(Optimizer optimizer) {
        if (optimizer instanceof Momentum || optimizer instanceof Nesterov) {
            return List.of("v");
        } else if (optimizer instanceof AdaGrad) {
            return List.of("s");
        } else if (optimizer instanceof RmsProp rms) {
            return rms.centered() ? List.of("v", "a", "b") : List.of("v", "b");
        } else if (optimizer instanceof Adam || optimizer instanceof AdamW || optimizer instanceof NAdam) {
            return List.of("m", "v", "u");
        }
        return List.of();
    }

    /** 1 - beta^t of Adam and its relatives; NAdam's first moment is corrected together with the gradient, which is no division. */
    private double correction(int vector, long step) {
        if (rule.optimizer() instanceof Adam adam) {
            return 1 - StrictMath.pow(vector == 0 ? adam.beta1() : adam.beta2(), (double) step);
        } else if (rule.optimizer() instanceof AdamW adam) {
            return 1 - StrictMath.pow(vector == 0 ? adam.beta1() : adam.beta2(), (double) step);
        } else if (rule.optimizer() instanceof NAdam adam && vector == 1) {
            return 1 - StrictMath.pow(adam.beta2(), (double) step);
        }
        return 1;
    }
}

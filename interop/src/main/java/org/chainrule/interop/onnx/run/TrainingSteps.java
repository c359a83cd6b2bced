package org.chainrule.interop.onnx.run;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.interop.onnx.OnnxTensor;

/**
 * Steps of optimisers ({@code ai.onnx.preview.training}): a rate R, a count T of the steps before, then all tensors X, their gradients G and what the
 * rule remembers of each. In all of them {@code norm_coefficient} times X is added to G.
 */
final class TrainingSteps {
    private static final String DOMAIN = "ai.onnx.preview.training";
    private static final double EPSILON = 1e-6f;

    private TrainingSteps() {}

    static List<Operator> operators() {
        return List.of(
                training("Adam", call -> step(call, 4, adam(call))),
                training("Adagrad", call -> step(call, 3, adagrad(call))),
                training("Momentum", call -> step(call, 3, momentum(call))));
    }

    private static Operator training(String name, Operator.Implementation implementation) {
        return new Operator(DOMAIN, name, 1, "floating-point", "", implementation);
    }

    /** The step of one number: {@code state} holds X, G and what is remembered, and X and that are replaced. */
    private interface Rule {
        void apply(double[] state);
    }

    private static OnnxTensor scalar(Call call, int index) {
        OnnxTensor scalar = call.input(index);
        if (scalar.size() != 1) {
            throw call.refused("one number as input " + (index + 1), scalar.size() + " of them");
        }
        return scalar;
    }

    private static double rate(Call call) {
        scalar(call, 0);
        return call.reals(0)[0];
    }

    private static long count(Call call) {
        scalar(call, 1);
        return call.wholes(1)[0];
    }

    /** Applies a rule to each number of each tensor; {@code roles} is how many tensors belong together: X, G and what is remembered. */
    private static List<OnnxTensor> step(Call call, int roles, Rule rule) {
        int tensors = (call.inputCount() - 2) / roles;
        if (tensors < 1 || call.inputCount() != 2 + tensors * roles) {
            throw call.refused(
                    "a multiple of " + roles + " tensors behind R and T", call.inputCount() - 2 + " of them");
        }
        OnnxTensor[] outputs = new OnnxTensor[tensors * (roles - 1)];
        double norm = call.real("norm_coefficient", 0);
        for (int t = 0; t < tensors; t++) {
            OnnxTensor x = call.realInput(2 + t);
            List<double[]> all = new ArrayList<>();
            for (int role = 0; role < roles; role++) {
                double[] values = call.reals(2 + role * tensors + t, x.size());
                call.allocate(x.shape());
                all.add(values.clone());
            }
            double[] state = new double[roles];
            for (int i = 0; i < x.size(); i++) {
                for (int role = 0; role < roles; role++) {
                    state[role] = all.get(role)[i];
                }
                state[1] += norm * state[0];
                rule.apply(state);
                for (int role = 0; role < roles; role++) {
                    all.get(role)[i] = state[role];
                }
            }
            outputs[t] = Tensors.ofReals(x.type(), all.get(0), x.shape());
            for (int role = 2; role < roles; role++) {
                outputs[(role - 1) * tensors + t] = Tensors.ofReals(x.type(), all.get(role), x.shape());
            }
        }
        return List.of(outputs);
    }

    /** V = alpha V + (1 - alpha) G; H = beta H + (1 - beta) G^2; X -= R' V / (sqrt(H) + epsilon), R' with bias correction if T > 0. */
    private static Rule adam(Call call) {
        double alpha = call.real("alpha", 0.9f);
        double beta = call.real("beta", 0.999f);
        double epsilon = call.real("epsilon", EPSILON);
        double shrink = 1 - call.real("norm_coefficient_post", 0);
        long count = count(call);
        double correction = count > 0
                ? Math.sqrt(1 - StrictMath.pow(beta, (double) count)) / (1 - StrictMath.pow(alpha, (double) count))
                : 1;
        double rate = rate(call) * correction;
        return state -> {
            double gradient = state[1];
            state[2] = alpha * state[2] + (1 - alpha) * gradient;
            state[3] = beta * state[3] + (1 - beta) * gradient * gradient;
            state[0] = shrink * (state[0] - rate * state[2] / (Math.sqrt(state[3]) + epsilon));
        };
    }

    /** H += G^2; X -= R / (1 + T decay) G / (sqrt(H) + epsilon). */
    private static Rule adagrad(Call call) {
        double epsilon = call.real("epsilon", EPSILON);
        double rate = rate(call) / (1 + (double) count(call) * call.real("decay_factor", 0));
        return state -> {
            double gradient = state[1];
            state[2] += gradient * gradient;
            state[0] -= rate * gradient / (Math.sqrt(state[2]) + epsilon);
        };
    }

    /** V = alpha V + beta' G, beta' being 1 in the first step; X -= R V, or R (G + alpha V) after Nesterov. */
    private static Rule momentum(Call call) {
        double alpha = call.real("alpha", 0);
        double beta = count(call) > 0 ? call.real("beta", 0) : 1;
        double rate = rate(call);
        String mode = call.text("mode", "");
        if (!mode.equals("standard") && !mode.equals("nesterov")) {
            throw call.refused("standard or nesterov as attribute mode", mode);
        }
        boolean nesterov = mode.equals("nesterov");
        return state -> {
            state[2] = alpha * state[2] + beta * state[1];
            state[0] -= rate * (nesterov ? state[1] + alpha * state[2] : state[2]);
        };
    }
}

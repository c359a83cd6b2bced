package org.chainrule.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.text.Call;
import org.chainrule.text.Numbers;

/** The rules of this library by name, and as text such as {@code adamw(beta1=0.9,beta2=0.99,weightDecay=0.01)}. */
public final class Optimizers {
    /** Every name that {@code --optimizer} knows; {@code lbfgs} is no {@link Optimizer} but {@link LBfgs}. */
    public static final List<String> NAMES =
            List.of("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "nadam", "lbfgs");

    private Optimizers() {}

    /**
     * Every rule, variants included: the list that drives the tests.
     *
     * @return the rules
     */
    public static List<Optimizer> all() {
        return List.of(
                new Sgd(),
                Momentum.defaults(),
                Nesterov.defaults(),
                AdaGrad.defaults(),
                new AdaGrad(1e-7, 0.1),
                RmsProp.defaults(),
                new RmsProp(0.9, 1e-7, true, 0),
                new RmsProp(0.9, 1e-8, false, 0.9),
                new RmsProp(0.95, 1e-4, true, 0.5),
                Adam.defaults(),
                new Adam(0.9, 0.95, 1e-8, true),
                AdamW.defaults(),
                new AdamW(0.9, 0.99, 1e-6, 0.05, true),
                NAdam.defaults());
    }

    /**
     * Reads a rule: a name of {@link #NAMES}, with parameters as {@code name=value}; those that are left out have their default.
     *
     * @param text what the user or the model file says
     * @return the rule
     * @throws IllegalArgumentException if the name or a parameter is unknown or out of range; says what is possible
     */
    public static Optimizer parse(String text) {
        Call call = Call.parse(text);
        Parameters p = new Parameters(call);
        Optimizer rule = create(call.name(), p);
        p.requireAllUsed();
        return rule;
    }

    private static Optimizer create(String name, Parameters p) {
        return switch (name) {
            case "sgd" -> new Sgd();
            case "momentum" ->
                new Momentum(p.number("momentum", Momentum.defaults().momentum()));
            case "nesterov" ->
                new Nesterov(p.number("momentum", Nesterov.defaults().momentum()));
            case "adagrad" -> {
                AdaGrad d = AdaGrad.defaults();
                yield new AdaGrad(
                        p.number("epsilon", d.epsilon()), p.number("initialAccumulator", d.initialAccumulator()));
            }
            case "rmsprop" -> {
                RmsProp d = RmsProp.defaults();
                yield new RmsProp(
                        p.number("decay", d.decay()),
                        p.number("epsilon", d.epsilon()),
                        p.flag("centered", d.centered()),
                        p.number("momentum", d.momentum()));
            }
            case "adam" -> {
                Adam d = Adam.defaults();
                yield new Adam(
                        p.number("beta1", d.beta1()),
                        p.number("beta2", d.beta2()),
                        p.number("epsilon", d.epsilon()),
                        p.flag("amsgrad", d.amsgrad()));
            }
            case "adamw" -> {
                AdamW d = AdamW.defaults();
                yield new AdamW(
                        p.number("beta1", d.beta1()),
                        p.number("beta2", d.beta2()),
                        p.number("epsilon", d.epsilon()),
                        p.number("weightDecay", d.weightDecay()),
                        p.flag("amsgrad", d.amsgrad()));
            }
            case "nadam" -> {
                NAdam d = NAdam.defaults();
                yield new NAdam(
                        p.number("beta1", d.beta1()),
                        p.number("beta2", d.beta2()),
                        p.number("epsilon", d.epsilon()),
                        p.number("momentumDecay", d.momentumDecay()));
            }
            case "lbfgs" ->
                throw new IllegalArgumentException(
                        "lbfgs is a full-batch method with a line search, not an update rule for batches; here one of "
                                + NAMES.subList(0, NAMES.size() - 1) + " is expected");
            default ->
                throw new IllegalArgumentException(
                        "expected an optimizer, one of " + String.join(", ", NAMES) + "; found '" + name + "'");
        };
    }

    /**
     * A rule as text, every parameter spelled out.
     *
     * @param rule a rule of this library
     * @return what {@link #parse} reads back to an equal rule; the mere name for a rule of the user's own
     */
    public static String spec(Optimizer rule) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (rule instanceof Momentum r) {
            parameters.put("momentum", r.momentum());
        } else if (rule instanceof Nesterov r) {
            parameters.put("momentum", r.momentum());
        } else if (rule instanceof AdaGrad r) {
            parameters.put("epsilon", r.epsilon());
            parameters.put("initialAccumulator", r.initialAccumulator());
        } else if (rule instanceof RmsProp r) {
            parameters.put("decay", r.decay());
            parameters.put("epsilon", r.epsilon());
            parameters.put("centered", r.centered());
            parameters.put("momentum", r.momentum());
        } else if (rule instanceof Adam r) {
            betas(parameters, r.beta1(), r.beta2(), r.epsilon());
            parameters.put("amsgrad", r.amsgrad());
        } else if (rule instanceof AdamW r) {
            betas(parameters, r.beta1(), r.beta2(), r.epsilon());
            parameters.put("weightDecay", r.weightDecay());
            parameters.put("amsgrad", r.amsgrad());
        } else if (rule instanceof NAdam r) {
            betas(parameters, r.beta1(), r.beta2(), r.epsilon());
            parameters.put("momentumDecay", r.momentumDecay());
        }
        return new Call(
                        rule.name(),
                        parameters.entrySet().stream().map(Optimizers::argument).toList())
                .toString();
    }

    private static void betas(Map<String, Object> parameters, double beta1, double beta2, double epsilon) {
        parameters.put("beta1", beta1);
        parameters.put("beta2", beta2);
        parameters.put("epsilon", epsilon);
    }

    private static String argument(Map.Entry<String, Object> parameter) {
        Object value = parameter.getValue();
        return parameter.getKey() + "=" + (value instanceof Double number ? Numbers.shortest(number) : value);
    }
}

package org.chainrule.interop.onnx.load;

import java.util.List;
import java.util.OptionalDouble;
import org.chainrule.interop.assemble.WeightedLayer;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.load.Piece.Affine;
import org.chainrule.interop.onnx.load.Piece.Whole;
import org.chainrule.network.Activation;
import org.jspecify.annotations.Nullable;

/** Recognises activations, as one operator or as what exporters make of them. */
final class ActivationRules {
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double CLOSE = 1e-5;
    /** lambda and alpha of SELU as ONNX has them. */
    private static final double SELU_GAMMA = Activation.SELU_LAMBDA;

    private static final double SELU_ALPHA = Activation.SELU_DEPTH / Activation.SELU_LAMBDA;

    private ActivationRules() {}

    /**
     * What was recognised.
     *
     * @param of     what is activated
     * @param pieces the activation, perhaps with a scale before and behind it
     */
    record Found(Term of, List<Piece> pieces) {}

    /** The activation that a term is; null if it is none of ours. */
    static @Nullable Found of(Term term, long opset) {
        Found found = single(term, opset);
        found = found == null ? product(term) : found;
        found = found == null ? composed(term) : found;
        return found == null ? maximum(term) : found;
    }

    private static Found plain(Term of, Activation activation) {
        return new Found(of, List.of(new Whole(WeightedLayer.activate(activation))));
    }

    /** y = after phi(before x). */
    private static Found scaled(Term of, double before, Activation activation, double after) {
        int width = of.width();
        Whole phi = new Whole(WeightedLayer.activate(activation));
        boolean plainBefore = Math.abs(before - 1) <= CLOSE;
        boolean plainAfter = Math.abs(after - 1) <= CLOSE;
        if (plainBefore && plainAfter) {
            return plain(of, activation);
        }
        return new Found(
                of,
                List.of(
                        Affine.scaled(plainBefore ? 1 : before, width),
                        phi,
                        Affine.scaled(plainAfter ? 1 : after, width)));
    }

    private static @Nullable Found single(Term term, long opset) {
        if (term.node() == null || term.arguments().isEmpty() || !term.is(term.node().operator())) {
            return null;
        }
        Term x = term.argument(0);
        return switch (term.node().operator()) {
            case "Relu" -> plain(x, Activation.RELU);
            case "Sigmoid" -> plain(x, Activation.LOGISTIC);
            case "Tanh" -> plain(x, Activation.TANH);
            case "Softplus" -> plain(x, Activation.SOFTPLUS);
            case "Mish" -> plain(x, Activation.MISH);
            case "LeakyRelu" -> slope(x, term.number("alpha", 0.01));
            case "ThresholdedRelu" -> term.number("alpha", 1) == 0 ? plain(x, Activation.RELU) : null;
            case "Elu" -> depth(x, term.number("alpha", 1));
            case "Selu" -> selu(x, term.number("alpha", SELU_ALPHA), term.number("gamma", SELU_GAMMA));
            case "Celu" -> celu(x, term.number("alpha", 1));
            case "Swish" -> swish(x, term.number("alpha", 1));
            case "Gelu" -> gelu(term, x);
            case "PRelu" -> slopes(x, term.argument(1));
            case "Clip" -> clip(term, x, opset);
            default -> null;
        };
    }

    /** A float attribute 0.01 is 0.009999999776: as a person wrote it. */
    private static double written(double value) {
        return Double.parseDouble(Float.toString((float) value));
    }

    private static @Nullable Found slope(Term x, double slope) {
        return slope >= 0 ? plain(x, Activation.leakyRelu(written(slope))) : null;
    }

    private static @Nullable Found depth(Term x, double depth) {
        return depth >= 0 ? plain(x, Activation.elu(written(depth))) : null;
    }

    private static @Nullable Found selu(Term x, double alpha, double gamma) {
        if (Math.abs(alpha - SELU_ALPHA) <= CLOSE && Math.abs(gamma - SELU_GAMMA) <= CLOSE) {
            return plain(x, Activation.SELU);
        }
        return alpha >= 0 ? scaled(x, 1, Activation.elu(written(alpha)), gamma) : null;
    }

    /** max(0, x) + min(0, a (exp(x / a) - 1)) = a elu(x / a). */
    private static @Nullable Found celu(Term x, double alpha) {
        return alpha > 0 ? scaled(x, 1 / alpha, Activation.ELU, alpha) : null;
    }

    /** x logistic(a x) = silu(a x) / a. */
    private static @Nullable Found swish(Term x, double alpha) {
        return alpha == 0 ? null : scaled(x, alpha, Activation.SILU, 1 / alpha);
    }

    private static @Nullable Found gelu(Term term, Term x) {
        boolean exact = !(term.attribute("approximate") instanceof OnnxAttribute.OfText how)
                || how.value().equals("none");
        return exact ? plain(x, Activation.GELU) : null;
    }

    private static @Nullable Found slopes(Term x, Term slope) {
        int[] row = x.row();
        double[] slopes = row == null || !slope.isConstant() ? null : TensorValues.perUnit(slope.constant(), row);
        return slopes == null
                ? null
                : new Found(x, List.of(new Whole(WeightedLayer.parametricRelu(slopes))));
    }

    /** Only without an upper bound: max(x, 0). */
    private static @Nullable Found clip(Term term, Term x, long opset) {
        OptionalDouble least = opset < 11
                ? OptionalDouble.of(term.number("min", Double.NEGATIVE_INFINITY))
                : term.has(1) ? Factors.uniform(term.argument(1)) : OptionalDouble.empty();
        boolean bounded = opset < 11
                ? term.number("max", Float.POSITIVE_INFINITY) < Float.MAX_VALUE
                : term.has(2)
                        && !(Factors.uniform(term.argument(2)).orElse(0) >= Float.MAX_VALUE);
        return least.isPresent() && least.getAsDouble() == 0 && !bounded ? plain(x, Activation.RELU) : null;
    }

    /** Products: x logistic(a x), x tanh(softplus(x)), x (1 + erf(x / sqrt 2)) / 2. */
    private static @Nullable Found product(Term term) {
        if (!term.is("Mul") && !term.is("Div")) {
            return null;
        }
        // what is activated may be a product itself, so it is taken apart no further than need be
        for (int depth = 1; depth <= Factors.DEPTH; depth++) {
            Factors factors = Factors.of(term, depth);
            for (int i = 0; i < 2 && factors.others().size() == 2; i++) {
                Term x = factors.others().get(i);
                Found found = gated(x, factors.others().get(1 - i), factors.constant());
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** c x gate(x). */
    private static @Nullable Found gated(Term x, Term gate, double constant) {
        Factors.Shifted shifted = Factors.shifted(gate);
        if (shifted != null) {
            Factors curve = Factors.of(shifted.other());
            boolean erf = curve.others().size() == 1
                    && curve.others().get(0).is("Erf")
                    && Math.abs(curve.constant() - shifted.constant()) <= CLOSE * Math.abs(curve.constant());
            OptionalDouble inner =
                    erf ? multiple(curve.others().get(0).argument(0), x) : OptionalDouble.empty();
            if (inner.isPresent()) {
                double before = inner.getAsDouble() / SQRT_HALF;
                return scaled(x, before, Activation.GELU, 2 * constant * curve.constant() / before);
            }
        }
        Term logistic = sigmoidOf(gate);
        OptionalDouble factor = logistic == null ? OptionalDouble.empty() : multiple(logistic, x);
        if (factor.isPresent()) {
            return scaled(x, factor.getAsDouble(), Activation.SILU, constant / factor.getAsDouble());
        }
        Term softplus = gate.is("Tanh") ? softplusOf(gate.argument(0)) : null;
        return softplus == x ? scaled(x, 1, Activation.MISH, constant) : null;
    }

    /** c where term = c x, c not 0; empty if it is not. */
    private static OptionalDouble multiple(Term term, Term x) {
        if (term == x) {
            return OptionalDouble.of(1);
        }
        Factors factors = Factors.of(term);
        // x may itself have been a multiple that came apart
        Factors own = Factors.of(x);
        boolean same = factors.others().equals(own.others());
        double c = factors.constant() / own.constant();
        return same && c != 0 && Double.isFinite(c) ? OptionalDouble.of(c) : OptionalDouble.empty();
    }

    /** What a logistic function is taken of: {@code Sigmoid}, 1 / (1 + exp(-x)). */
    private static @Nullable Term sigmoidOf(Term term) {
        if (term.is("Sigmoid")) {
            return term.argument(0);
        }
        Term below = term.is("Reciprocal")
                ? term.argument(0)
                : term.is("Div") && Factors.isUniform(term.argument(0), 1) ? term.argument(1) : null;
        Factors.Shifted sum = below == null ? null : Factors.shifted(below);
        boolean exponential = sum != null && sum.constant() == 1 && sum.other().is("Exp");
        return exponential && sum.other().argument(0).is("Neg")
                ? sum.other().argument(0).argument(0)
                : null;
    }

    /** What softplus is taken of: {@code Softplus}, log(1 + exp(x)). */
    private static @Nullable Term softplusOf(Term term) {
        if (term.is("Softplus")) {
            return term.argument(0);
        }
        Factors.Shifted sum = term.is("Log") ? Factors.shifted(term.argument(0)) : null;
        return sum != null && sum.constant() == 1 && sum.other().is("Exp")
                ? sum.other().argument(0)
                : null;
    }

    private static @Nullable Found composed(Term term) {
        Term softplus = softplusOf(term);
        if (softplus != null) {
            return plain(softplus, Activation.SOFTPLUS);
        }
        Term logistic = sigmoidOf(term);
        return logistic == null ? null : plain(logistic, Activation.LOGISTIC);
    }

    /** max(x, 0), and max(x, a x) with a in [0, 1]. */
    private static @Nullable Found maximum(Term term) {
        if (!term.is("Max") || term.arguments().size() != 2) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            Term x = term.argument(i);
            Term other = term.argument(1 - i);
            if (!x.isConstant() && Factors.uniform(other).orElse(1) == 0) {
                return plain(x, Activation.RELU);
            }
            OptionalDouble slope = x.isConstant() || other.isConstant() ? OptionalDouble.empty() : multiple(other, x);
            if (slope.isPresent() && slope.getAsDouble() > 0 && slope.getAsDouble() < 1) {
                return slope(x, slope.getAsDouble());
            }
        }
        return null;
    }
}

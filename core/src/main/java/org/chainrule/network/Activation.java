package org.chainrule.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.chainrule.math.NormalDistribution;
import org.chainrule.math.StableMath;

/**
 * The nonlinearity of a hidden layer, h = phi(z) [2], with its derivative phi'(z) [5, 9]. phi' takes z and h, because some derivatives (GELU, SiLU, Mish)
 * cannot be written by h alone. At a kink phi' is the derivative from the left: 0 for ReLU at 0.
 *
 * @param kind  which function
 * @param alpha slope below 0 of a leaky ReLU, depth of an ELU; 0 for all others
 */
public record Activation(Kind kind, double alpha) {
    /** h = z. */
    public static final Activation IDENTITY = new Activation(Kind.IDENTITY, 0);
    /** h = max(z, 0). */
    public static final Activation RELU = new Activation(Kind.RELU, 0);
    /** ReLU with slope 0.01 below 0. */
    public static final Activation LEAKY_RELU = new Activation(Kind.LEAKY_RELU, 0.01);
    /** ELU that goes down to -1. */
    public static final Activation ELU = new Activation(Kind.ELU, 1);
    /** Self-normalising ELU. */
    public static final Activation SELU = new Activation(Kind.SELU, 0);
    /** z Phi(z), exact. */
    public static final Activation GELU = new Activation(Kind.GELU, 0);
    /** z logistic(z). */
    public static final Activation SILU = new Activation(Kind.SILU, 0);
    /** z tanh(softplus(z)). */
    public static final Activation MISH = new Activation(Kind.MISH, 0);
    /** log(1 + exp(z)). */
    public static final Activation SOFTPLUS = new Activation(Kind.SOFTPLUS, 0);
    /** tanh(z). */
    public static final Activation TANH = new Activation(Kind.TANH, 0);
    /** 1 / (1 + exp(-z)). */
    public static final Activation LOGISTIC = new Activation(Kind.LOGISTIC, 0);

    /** lambda of SELU. */
    public static final double SELU_LAMBDA = 1.0507009873554804934193349852946;
    /** lambda alpha of SELU. */
    public static final double SELU_DEPTH = 1.7580993408473768599402175208123;

    /** The table of functions and derivatives. */
    public enum Kind {
        /** phi = z, phi' = 1. */
        IDENTITY((z, alpha) -> z, (z, h, alpha) -> 1),
        /** phi = max(z, 0), phi' = [z > 0]. Nair and Hinton 2010. */
        RELU((z, alpha) -> z <= 0 ? 0 : z, (z, h, alpha) -> z <= 0 ? 0 : z > 0 ? 1 : z),
        /** phi = z above 0, alpha z below; phi' = 1 or alpha. Maas, Hannun and Ng 2013. */
        LEAKY_RELU((z, alpha) -> z > 0 ? z : alpha * z, (z, h, alpha) -> z <= 0 ? alpha : z > 0 ? 1 : z),
        /** phi = z above 0, alpha (exp(z) - 1) below; phi' = 1 or alpha exp(z). Clevert, Unterthiner and Hochreiter 2016. */
        ELU(
                (z, alpha) -> z > 0 ? z : alpha * StrictMath.expm1(z),
                (z, h, alpha) -> z > 0 ? 1 : alpha * StrictMath.exp(z)),
        /** phi = lambda ELU(z) with alpha = 1.6733, lambda = 1.0507; phi' = lambda or lambda alpha exp(z). Klambauer et al. 2017. */
        SELU(
                (z, alpha) -> z > 0 ? SELU_LAMBDA * z : SELU_DEPTH * StrictMath.expm1(z),
                (z, h, alpha) -> z > 0 ? SELU_LAMBDA : SELU_DEPTH * StrictMath.exp(z)),
        /** phi = z Phi(z) with the normal distribution function Phi; phi' = Phi(z) + z Phi'(z). Hendrycks and Gimpel 2016. */
        GELU((z, alpha) -> NormalDistribution.timesCdf(z), (z, h, alpha) -> NormalDistribution.timesCdfDerivative(z)),
        /** phi = z s, s = logistic(z); phi' = s + z s (1 - s). Elfwing, Uchibe and Doya 2018; Ramachandran, Zoph and Le 2017. */
        SILU((z, alpha) -> StableMath.silu(z), (z, h, alpha) -> StableMath.siluDerivative(z)),
        /** phi = z w, w = tanh(softplus(z)); phi' = w + z logistic(z) (1 - w^2). Misra 2020. */
        MISH((z, alpha) -> StableMath.mish(z), (z, h, alpha) -> StableMath.mishDerivative(z)),
        /** phi = log(1 + exp(z)), phi' = logistic(z). Dugas et al. 2001. */
        SOFTPLUS((z, alpha) -> StableMath.softplus(z), (z, h, alpha) -> StableMath.logistic(z)),
        /** phi = tanh(z), phi' = 1 - h^2. LeCun et al. 1998. */
        TANH((z, alpha) -> StrictMath.tanh(z), (z, h, alpha) -> StableMath.tanhDerivative(z)),
        /** phi = 1 / (1 + exp(-z)), phi' = h (1 - h). Rumelhart, Hinton and Williams 1986. */
        LOGISTIC((z, alpha) -> StableMath.logistic(z), (z, h, alpha) -> StableMath.logisticDerivative(z));

        private interface Value {
            double at(double z, double alpha);
        }

        private interface Derivative {
            double at(double z, double h, double alpha);
        }

        private final Value value;
        private final Derivative derivative;

        Kind(Value value, Derivative derivative) {
            this.value = value;
            this.derivative = derivative;
        }

        /** Whether alpha means something. */
        boolean hasAlpha() {
            return this == LEAKY_RELU || this == ELU;
        }
    }

    /** Checks alpha. */
    public Activation {
        if (kind.hasAlpha() ? !(alpha >= 0 && alpha < Double.POSITIVE_INFINITY) : alpha != 0) {
            throw new IllegalArgumentException("alpha of " + lower(kind) + " must be "
                    + (kind.hasAlpha() ? "finite and not negative" : "0") + ", found " + alpha);
        }
    }

    /**
     * A ReLU with a slope below 0.
     *
     * @param slope of the negative side, such as 0.01
     * @return the activation
     */
    public static Activation leakyRelu(double slope) {
        return new Activation(Kind.LEAKY_RELU, slope);
    }

    /**
     * An exponential linear unit.
     *
     * @param depth the limit at minus infinity is -depth
     * @return the activation
     */
    public static Activation elu(double depth) {
        return new Activation(Kind.ELU, depth);
    }

    /**
     * h = phi(z) [2].
     *
     * @param z pre-activation
     * @return the activation; NaN for NaN
     */
    public double value(double z) {
        return kind.value.at(z, alpha);
    }

    /**
     * phi'(z) [5, 9].
     *
     * @param z pre-activation
     * @param h phi(z)
     * @return the derivative; from the left at a kink
     */
    public double derivative(double z, double h) {
        return kind.derivative.at(z, h, alpha);
    }

    /**
     * How the weights that feed this activation are drawn unless the user says otherwise.
     *
     * @return He normal for the ReLU family and its smooth relatives, LeCun normal for SELU, Glorot uniform for the rest
     */
    public Initializer initializer() {
        return switch (kind) {
            case RELU, LEAKY_RELU, ELU, GELU, SILU, MISH -> Initializer.HE_NORMAL;
            case SELU -> Initializer.LECUN_NORMAL;
            case IDENTITY, SOFTPLUS, TANH, LOGISTIC -> Initializer.GLOROT_UNIFORM;
        };
    }

    /**
     * The name on the command line and in the model file, without alpha.
     *
     * @return such as {@code relu} or {@code leaky_relu}
     */
    public String name() {
        return lower(kind);
    }

    /**
     * The name with alpha where it is not the usual one; {@link #parse} reads it back to an equal value.
     *
     * @return such as {@code relu} or {@code leaky_relu(0.2)}
     */
    public String spec() {
        boolean usual = equals(LEAKY_RELU) || equals(ELU) || !kind.hasAlpha();
        return usual ? name() : name() + "(" + alpha + ")";
    }

    /**
     * Reads what a user wrote.
     *
     * @param text a name, for {@code leaky_relu} and {@code elu} optionally with alpha: {@code leaky_relu(0.2)}
     * @return the activation
     * @throws IllegalArgumentException with the list of names
     */
    public static Activation parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        int open = trimmed.indexOf('(');
        String name = open < 0 ? trimmed : trimmed.substring(0, open).strip();
        for (Kind kind : Kind.values()) {
            if (lower(kind).equals(name) && (open < 0 || kind.hasAlpha() && trimmed.endsWith(")"))) {
                return open < 0
                        ? usual(kind)
                        : new Activation(kind, number(text, trimmed.substring(open + 1, trimmed.length() - 1)));
            }
        }
        throw unknown(text);
    }

    private static Activation usual(Kind kind) {
        return new Activation(kind, kind == Kind.LEAKY_RELU ? LEAKY_RELU.alpha : kind == Kind.ELU ? ELU.alpha : 0);
    }

    private static double number(String text, String alpha) {
        try {
            return Double.parseDouble(alpha);
        } catch (NumberFormatException e) {
            throw unknown(text);
        }
    }

    private static IllegalArgumentException unknown(String text) {
        String names = Arrays.stream(Kind.values()).map(Activation::lower).collect(Collectors.joining(", "));
        return new IllegalArgumentException("unknown activation \"" + text + "\"; expected one of " + names
                + " (or leaky_relu(0.2), elu(0.5) with alpha)");
    }

    private static String lower(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

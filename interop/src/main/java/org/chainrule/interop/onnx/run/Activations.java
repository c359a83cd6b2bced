package org.chainrule.interop.onnx.run;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.math.ErrorFunction;
import org.chainrule.math.StableMath;

/** The activations. Defaults of attributes are the float32 numbers that the standard gives. */
final class Activations {
    private static final String REALS = "floating-point";
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    private Activations() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of(
                        "Relu",
                        1,
                        "numbers",
                        call -> Elementwise.apply(call, x -> Math.max(x, 0), x -> Math.max(x, 0))),
                Elementwise.reals("Sigmoid", 1, StableMath::logistic),
                Elementwise.reals("Softplus", 1, StableMath::softplus),
                Elementwise.reals("Softsign", 1, x -> x / (1 + Math.abs(x))),
                Elementwise.reals("Mish", 18, StableMath::mish),
                Elementwise.reals("HardSwish", 14, x -> x * Math.max(0, Math.min(1, x / 6 + 0.5))),
                Operator.of("LeakyRelu", 1, REALS, Activations::leakyRelu),
                Operator.of("Elu", 1, REALS, Activations::elu),
                Operator.of("Celu", 12, REALS, Activations::celu),
                Operator.of("Selu", 1, REALS, Activations::selu),
                Operator.of("Gelu", 20, REALS, Activations::gelu),
                Operator.of("Swish", 24, REALS, Activations::swish),
                Operator.of("ThresholdedRelu", 10, REALS, Activations::thresholdedRelu),
                Operator.of("HardSigmoid", 1, REALS, Activations::hardSigmoid),
                Operator.of("Shrink", 9, "numbers", Activations::shrink));
    }

    private static OnnxTensor leakyRelu(Call call) {
        double alpha = call.real("alpha", 0.01f);
        return Elementwise.apply(call, x -> x < 0 ? alpha * x : x);
    }

    private static OnnxTensor elu(Call call) {
        double alpha = call.real("alpha", 1);
        return Elementwise.apply(call, x -> x < 0 ? alpha * StrictMath.expm1(x) : x);
    }

    private static OnnxTensor celu(Call call) {
        double alpha = call.real("alpha", 1);
        return Elementwise.apply(call, x -> x < 0 ? alpha * StrictMath.expm1(x / alpha) : x);
    }

    private static OnnxTensor selu(Call call) {
        double alpha = call.real("alpha", 1.67326319217681884765625f);
        double gamma = call.real("gamma", 1.05070102214813232421875f);
        return Elementwise.apply(call, x -> gamma * (x <= 0 ? alpha * StrictMath.expm1(x) : x));
    }

    private static OnnxTensor gelu(Call call) {
        String approximate = call.text("approximate", "none");
        DoubleUnaryOperator exact = x -> x * 0.5 * ErrorFunction.erfc(-x * SQRT_HALF);
        DoubleUnaryOperator tanh = x -> x * StableMath.logistic(2 * SQRT_TWO_OVER_PI * (x + 0.044715 * x * x * x));
        return switch (approximate) {
            case "none" -> Elementwise.apply(call, exact);
            case "tanh" -> Elementwise.apply(call, tanh);
            default -> throw call.refused("none or tanh as attribute approximate", approximate);
        };
    }

    private static OnnxTensor swish(Call call) {
        double alpha = call.real("alpha", 1);
        return Elementwise.apply(call, x -> x * StableMath.logistic(alpha * x));
    }

    private static OnnxTensor thresholdedRelu(Call call) {
        double alpha = call.real("alpha", 1);
        return Elementwise.apply(call, x -> x > alpha ? x : 0);
    }

    private static OnnxTensor hardSigmoid(Call call) {
        double alpha = call.real("alpha", 0.2f);
        double beta = call.real("beta", 0.5f);
        return Elementwise.apply(call, x -> Math.max(0, Math.min(1, alpha * x + beta)));
    }

    private static OnnxTensor shrink(Call call) {
        double bias = call.real("bias", 0);
        double lambda = call.real("lambd", 0.5f);
        DoubleUnaryOperator shrunk = x -> x < -lambda ? x + bias : x > lambda ? x - bias : 0;
        return Elementwise.apply(call, shrunk, x -> (long) shrunk.applyAsDouble((double) x));
    }
}

package org.chainrule.interop.onnx.export;

import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;

/** Arithmetic on named values of one type, float32 or float64, with the broadcasting of ONNX. */
final class Formulas {
    private final GraphBuilder graph;
    private final ElementType type;

    Formulas(GraphBuilder graph, ElementType type) {
        this.graph = graph;
        this.type = type;
    }

    ElementType type() {
        return type;
    }

    boolean isDouble() {
        return type == ElementType.DOUBLE;
    }

    /** A scalar. */
    String number(double value) {
        return constant(new double[] {value});
    }

    /** A row, [1 x n]. */
    String row(double[] values) {
        return constant(values, 1, values.length);
    }

    /** A constant tensor; no shape is a scalar. */
    String constant(double[] values, int... shape) {
        return graph.constant(tensor(values, shape));
    }

    OnnxTensor tensor(double[] values, int... shape) {
        if (isDouble()) {
            return OnnxTensor.ofDoubles(values, shape);
        }
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return OnnxTensor.ofFloats(narrow, shape);
    }

    String add(String a, String b) {
        return graph.node("Add", a, b);
    }

    String add(String a, double b) {
        return add(a, number(b));
    }

    String subtract(String a, String b) {
        return graph.node("Sub", a, b);
    }

    String multiply(String a, String b) {
        return graph.node("Mul", a, b);
    }

    String multiply(String a, double b) {
        return multiply(a, number(b));
    }

    String divide(String a, String b) {
        return graph.node("Div", a, b);
    }

    String divide(String a, double b) {
        return divide(a, number(b));
    }

    String most(String a, String b) {
        return graph.node("Max", a, b);
    }

    String least(String a, String b) {
        return graph.node("Min", a, b);
    }

    String clamp(String a, double low, double high) {
        return least(most(a, number(low)), number(high));
    }

    String negate(String a) {
        return graph.node("Neg", a);
    }

    String magnitude(String a) {
        return graph.node("Abs", a);
    }

    String exp(String a) {
        return graph.node("Exp", a);
    }

    String log(String a) {
        return graph.node("Log", a);
    }

    String root(String a) {
        return graph.node("Sqrt", a);
    }

    String floor(String a) {
        return graph.node("Floor", a);
    }

    String where(String condition, String yes, String no) {
        return graph.node("Where", condition, yes, no);
    }

    String isBelow(String a, String b) {
        return graph.node("Less", a, b);
    }

    String isAtMost(String a, String b) {
        return graph.node("LessOrEqual", a, b);
    }

    /** With the sign of another value. */
    String withSign(String magnitude, String of) {
        return where(isBelow(of, number(0)), negate(magnitude), magnitude);
    }

    /** A polynomial by Horner's rule, the constant first. */
    String polynomial(double[] coefficients, String x) {
        String sum = number(coefficients[coefficients.length - 1]);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = add(multiply(sum, x), coefficients[i]);
        }
        return sum;
    }
}

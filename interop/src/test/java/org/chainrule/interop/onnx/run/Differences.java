package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;

/** What tells two tensors apart. */
final class Differences {
    private Differences() {}

    /** The first difference in one line; empty if there is none. */
    static String between(OnnxTensor expected, OnnxTensor found, double relative, double absolute) {
        if (expected.type() != found.type()) {
            return "expected " + expected.type() + ", found " + found.type();
        }
        if (!Arrays.equals(expected.shape(), found.shape())) {
            return "expected shape " + Arrays.toString(expected.shape()) + ", found " + Arrays.toString(found.shape());
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!close(expected, found, i, relative, absolute)) {
                return "at " + i + " expected " + shown(expected, i) + ", found " + shown(found, i);
            }
        }
        return "";
    }

    private static boolean close(OnnxTensor expected, OnnxTensor found, int i, double relative, double absolute) {
        if (!expected.type().isReal()) {
            return shown(expected, i).equals(shown(found, i));
        }
        double a = real(expected, i);
        double b = real(found, i);
        return Double.compare(a, b) == 0 || Math.abs(a - b) <= absolute + relative * Math.abs(a);
    }

    static double real(OnnxTensor tensor, int i) {
        return tensor.type() == ElementType.DOUBLE ? tensor.doubles()[i] : tensor.floats()[i];
    }

    static String shown(OnnxTensor tensor, int i) {
        return switch (tensor.type().kind()) {
            case REAL, DOUBLE -> Double.toString(real(tensor, i));
            case SIGNED, UNSIGNED -> Long.toString(tensor.longs()[i]);
            case TRUTH -> Boolean.toString(tensor.booleans()[i]);
            case TEXT -> tensor.texts()[i];
        };
    }
}

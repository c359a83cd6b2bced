package org.chainrule.interop.onnx.load;

import java.util.Arrays;
import org.chainrule.interop.onnx.load.Piece.Affine;
import org.jspecify.annotations.Nullable;

/** Recognises what multiplies and shifts every unit by a constant of its own. */
final class AffineRules {
    private AffineRules() {}

    /** The map that a term applies to {@link #argument}; null if it is none. */
    static @Nullable Affine of(Term term) {
        int width = term.width();
        if (width < 1) {
            return null;
        }
        if (term.is("Neg")) {
            return Affine.scaled(-1, width);
        }
        Term x = argument(term);
        if (x == null || x.width() != width) {
            return null;
        }
        boolean first = term.argument(0) == x;
        Term other = term.argument(first ? 1 : 0);
        int[] row = term.row();
        double[] numbers = row == null ? null : TensorValues.perUnit(other.constant(), row);
        if (numbers == null) {
            return null;
        }
        double[] scale = new double[width];
        double[] shift = new double[width];
        for (int i = 0; i < width; i++) {
            scale[i] = switch (operator(term)) {
                case "Mul" -> numbers[i];
                case "Div" -> 1 / numbers[i];
                default -> first || operator(term).equals("Add") || operator(term).equals("Sum") ? 1 : -1;
            };
            shift[i] = switch (operator(term)) {
                case "Mul", "Div" -> 0;
                case "Sub" -> first ? -numbers[i] : numbers[i];
                default -> numbers[i];
            };
        }
        boolean finite = Arrays.stream(scale).allMatch(Double::isFinite);
        return finite ? new Affine(scale, shift) : null;
    }

    private static String operator(Term term) {
        return term.node() == null ? "" : term.node().operator();
    }

    /** The one argument that is no constant; null if the term is no such map. */
    static @Nullable Term argument(Term term) {
        if (term.is("Neg")) {
            return term.argument(0);
        }
        boolean divides = term.is("Div");
        boolean known = term.is("Add") || term.is("Sub") || term.is("Mul") || divides || term.is("Sum");
        if (!known || term.arguments().size() != 2) {
            return null;
        }
        if (constant(term.argument(1)) && !term.argument(0).isConstant()) {
            return term.argument(0);
        }
        return !divides && constant(term.argument(0)) && !term.argument(1).isConstant() ? term.argument(1) : null;
    }

    private static boolean constant(Term term) {
        return term.isConstant() && TensorValues.isNumeric(term.constant());
    }
}

package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A product as its constant and its other factors, and a sum of a constant and one other term: in which order and grouping an exporter writes them does not matter.
 *
 * @param constant the product of all factors that are one number for all units
 * @param others   the factors that are not, in order
 */
record Factors(double constant, List<Term> others) {
    /** How deep products are taken apart. */
    static final int DEPTH = 6;

    /** The one number that a constant is for all units; empty if it is no such constant. */
    static OptionalDouble uniform(Term term) {
        return term.isConstant() && TensorValues.isUniform(term.constant())
                ? OptionalDouble.of(TensorValues.numbers(term.constant())[0])
                : OptionalDouble.empty();
    }

    static boolean isUniform(Term term, double value) {
        OptionalDouble number = uniform(term);
        return number.isPresent() && Math.abs(number.getAsDouble() - value) <= 1e-6 * Math.abs(value);
    }

    /** The factors of a term; a term that is no product is its own only factor. */
    static Factors of(Term term) {
        return of(term, DEPTH);
    }

    /** The same, taken apart at most so deep. */
    static Factors of(Term term, int depth) {
        return new Factors(1, new ArrayList<>()).times(term, false, depth);
    }

    private Factors times(Term term, boolean inverse, int depth) {
        OptionalDouble number = uniform(term);
        if (number.isPresent()) {
            return new Factors(
                    inverse ? constant / number.getAsDouble() : constant * number.getAsDouble(), others);
        } else if (depth > 0 && !inverse && term.is("Mul")) {
            return times(term.argument(0), false, depth - 1).times(term.argument(1), false, depth - 1);
        } else if (depth > 0
                && !inverse
                && term.is("Div")
                && uniform(term.argument(1)).isPresent()) {
            return times(term.argument(0), false, depth - 1).times(term.argument(1), true, depth - 1);
        } else if (depth > 0 && !inverse && term.is("Neg")) {
            return new Factors(-constant, others).times(term.argument(0), false, depth - 1);
        }
        others.add(term);
        return this;
    }

    /**
     * A sum of a constant and another term.
     *
     * @param other    the term
     * @param constant the number that is added for all units
     */
    record Shifted(Term other, double constant) {}

    /** A term as x + c; null if it is no such sum. */
    static @org.jspecify.annotations.Nullable Shifted shifted(Term term) {
        if (term.is("Add")) {
            for (int i = 0; i < 2; i++) {
                OptionalDouble number = uniform(term.argument(i));
                if (number.isPresent()) {
                    return new Shifted(term.argument(1 - i), number.getAsDouble());
                }
            }
        } else if (term.is("Sub") && uniform(term.argument(1)).isPresent()) {
            return new Shifted(term.argument(0), -uniform(term.argument(1)).getAsDouble());
        }
        return null;
    }
}

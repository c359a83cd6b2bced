package org.chainrule.tabular.encode;

/** Numbers as labels. */
final class Labels {
    private Labels() {}

    /** Whole numbers without a point, others as Java writes them. */
    static String of(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

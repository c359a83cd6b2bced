package org.chainrule.metric;

import java.util.function.IntToDoubleFunction;
import org.chainrule.math.CompensatedSum;

/** The plain mean over classes of a number that may be undefined (NaN) for some: those are left out; NaN if it is undefined for all. */
final class ClassMean {
    private ClassMean() {}

    static double of(int classes, IntToDoubleFunction value) {
        CompensatedSum sum = new CompensatedSum();
        int defined = 0;
        for (int k = 0; k < classes; k++) {
            double v = value.applyAsDouble(k);
            if (!Double.isNaN(v)) {
                sum.add(v);
                defined++;
            }
        }
        return sum.value() / defined;
    }
}

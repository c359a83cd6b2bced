package org.chainrule.tabular.encode;

import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/** A quantity that becomes one number, and one more that says whether it is missing if that happened in training. */
public sealed interface NumericEncoding extends ColumnEncoding permits ScaledNumeric, RobustNumeric, QuantileNumeric {
    /**
     * Whether a second number says that the value is missing (1) or not (0).
     *
     * @return true if some, but not all, training rows lacked the value
     */
    boolean indicator();

    /**
     * The function from values to inputs, without the indicator.
     *
     * @return the function, with everything looked up
     */
    NumericFunction function();

    @Override
    default int width() {
        return indicator() ? 2 : 1;
    }

    @Override
    default List<String> featureNames() {
        return indicator() ? List.of(column(), column() + " (missing)") : List.of(column());
    }

    @Override
    default List<InputGroup> inputGroups(int first) {
        return InputGroup.numberThenPassed(column(), first, width());
    }

    /** {@inheritDoc} Infinite values count as missing. */
    @Override
    default BoundEncoding bind(RawColumn column) {
        RawColumn.Numeric values = Columns.numeric(column);
        NumericFunction function = function();
        boolean indicator = indicator();
        return (row, out, offset) -> {
            double value = values.value(row);
            out[offset] = (float) function.apply(value);
            if (indicator) {
                out[offset + 1] = Double.isFinite(value) ? 0 : 1;
            }
        };
    }

    /** From a value to an input of the network. */
    @FunctionalInterface
    interface NumericFunction {
        /**
         * Applies the function.
         *
         * @param value any double; one that is not finite is missing
         * @return a finite number
         */
        double apply(double value);
    }
}

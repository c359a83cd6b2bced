package org.chainrule.tabular.encode;

import org.chainrule.tabular.read.RawColumn;

/**
 * Of a quantity.
 *
 * @param column  name of the column
 * @param numbers its numbers
 */
record NumberFacts(String column, NumericFacts numbers) implements ColumnFacts {
    static NumberFacts of(RawColumn.Numeric values, PartRows part, double[] scratch) {
        return new NumberFacts(values.name(), NumericFacts.of(values, part, scratch));
    }

    @Override
    public long missing() {
        return numbers.missing() - numbers.infinite();
    }

    @Override
    public NumberFacts then(ColumnFacts next) {
        if (next instanceof NumberFacts other && other.column.equals(column)) {
            return new NumberFacts(column, numbers.then(other.numbers));
        }
        throw mismatch(next);
    }

    @Override
    public int sampled() {
        return numbers.sampled();
    }
}

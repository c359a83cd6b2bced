package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * Few distinct numbers that may be codes (a passenger class, a month): the standardised number, then one number a
 * level, 1 where the cell has that level. A value that training did not see has zeros there, and so has a missing one,
 * which the number's indicator tells apart.
 *
 * @param column  the column that is read
 * @param numeric the quantity
 * @param levels  the distinct values of the training rows, ascending
 */
public record CodeLevels(String column, ScaledNumeric numeric, List<Double> levels) implements ColumnEncoding {
    /** Copies the list and checks its order. */
    public CodeLevels {
        levels = List.copyOf(levels);
        for (int i = 1; i < levels.size(); i++) {
            if (!(levels.get(i - 1) < levels.get(i))) {
                throw new IllegalArgumentException("column " + column + ": levels must ascend, found " + levels);
            }
        }
        if (!column.equals(numeric.column())) {
            throw new IllegalArgumentException(
                    "column " + column + ": its number must read the same column, found " + numeric.column());
        }
    }

    @Override
    public int width() {
        return numeric.width() + levels.size();
    }

    @Override
    public List<String> featureNames() {
        List<String> names = new ArrayList<>(numeric.featureNames());
        levels.forEach(level -> names.add(column + "=" + Labels.of(level)));
        return List.copyOf(names);
    }

    @Override
    public List<InputGroup> inputGroups(int first) {
        return InputGroup.numberThenPassed(column, first, width());
    }

    @Override
    public BoundEncoding bind(RawColumn column) {
        RawColumn.Numeric values = Columns.numeric(column);
        BoundEncoding number = numeric.bind(column);
        double[] ascending = levels.stream().mapToDouble(Double::doubleValue).toArray();
        int first = numeric.width();
        return (row, out, offset) -> {
            number.encode(row, out, offset);
            Arrays.fill(out, offset + first, offset + first + ascending.length, 0);
            // Adding 0 makes -0 a 0, which binary search would tell apart.
            int position = Arrays.binarySearch(ascending, values.value(row) + 0.0);
            if (position >= 0) {
                out[offset + first + position] = 1;
            }
        };
    }
}

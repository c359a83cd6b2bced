package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * A date or time stamp: the elapsed time, standardised, and the parts that varied in training among
 * {@code YEAR_SIN, YEAR_COS} (the day within the year, as an angle), {@code MONTH}, {@code WEEK_SIN, WEEK_COS} (the
 * weekday) and {@code DAY_SIN, DAY_COS} (the time of day). A missing date is all zeros, and has an indicator if that
 * happened in training. Times are local; no zone is assumed.
 *
 * @param column    the column that is read
 * @param mean      mean of the training rows, in seconds since 1970-01-01T00:00
 * @param factor    1 / (population standard deviation of the training rows, in seconds); 0 if they were all equal
 * @param parts     names of the parts, in the order of their numbers
 * @param indicator whether a last number says that the date is missing
 */
public record DateParts(String column, double mean, double factor, List<String> parts, boolean indicator)
        implements ColumnEncoding {
    /** Copies the list and checks the numbers and names. */
    public DateParts {
        parts = List.copyOf(parts);
        Scaling.check(column, mean, factor, 0);
        resolve(column, parts);
    }

    private static DatePart[] resolve(String column, List<String> names) {
        DatePart[] resolved = new DatePart[names.size()];
        for (int i = 0; i < resolved.length; i++) {
            try {
                resolved[i] = DatePart.valueOf(names.get(i));
            } catch (IllegalArgumentException unknown) {
                throw new IllegalArgumentException(
                        "column " + column + ": expected one of " + Arrays.toString(DatePart.values()) + ", found "
                                + names.get(i),
                        unknown);
            }
        }
        return resolved;
    }

    @Override
    public int width() {
        return 1 + parts.size() + (indicator ? 1 : 0);
    }

    @Override
    public List<String> featureNames() {
        List<String> names = new ArrayList<>(width());
        names.add(column);
        for (DatePart part : resolve(column, parts)) {
            names.add(column + " (" + part.title() + ")");
        }
        if (indicator) {
            names.add(column + " (missing)");
        }
        return List.copyOf(names);
    }

    @Override
    public List<InputGroup> inputGroups(int first) {
        return InputGroup.numberThenPassed(column, first, width());
    }

    @Override
    public BoundEncoding bind(RawColumn column) {
        RawColumn.Numeric values = Columns.numeric(column);
        DatePart[] resolved = resolve(this.column, parts);
        int width = width();
        return (row, out, offset) -> {
            double seconds = values.value(row);
            if (!Double.isFinite(seconds)) {
                Arrays.fill(out, offset, offset + width, 0);
                if (indicator) {
                    out[offset + width - 1] = 1;
                }
                return;
            }
            out[offset] = (float) Scaling.apply(seconds, mean, factor, 0);
            for (int i = 0; i < resolved.length; i++) {
                out[offset + 1 + i] = (float) resolved[i].of(seconds);
            }
            if (indicator) {
                out[offset + width - 1] = 0;
            }
        };
    }
}

package org.chainrule.tabular.run;

import java.util.List;
import java.util.Locale;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.QuantileNumeric;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ScaledOneHot;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.run.TrainingRun.FeatureNote;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Says in words what was done to each column. */
final class FeatureNotes {
    private FeatureNotes() {}

    /**
     * One note a column, in the order of the file.
     *
     * @param schema   the columns
     * @param encoder  what became of them
     * @param table    the rows
     * @param training rows trained on
     * @return the notes
     */
    static List<FeatureNote> of(Schema schema, Encoder encoder, RawTable table, int[] training) {
        return schema.columns().stream()
                .map(column -> note(column, encoder, table, training))
                .toList();
    }

    private static FeatureNote note(ColumnSchema column, Encoder encoder, RawTable table, int[] training) {
        ColumnEncoding encoding = encoder.columns().stream()
                .filter(candidate -> candidate.column().equals(column.name())
                        && column.kind().isFeature())
                .findFirst()
                .orElse(null);
        return new FeatureNote(
                column.name(),
                column.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                column.note(),
                encoding != null
                        ? done(column.kind(), encoding)
                        : column.kind().isFeature() ? "left out, never changes" : without(column),
                missing(table.column(column.name()), training),
                encoding == null ? 0 : encoding.width());
    }

    private static String without(ColumnSchema column) {
        return switch (column.kind()) {
            case TARGET -> "predicted";
            case WEIGHT -> "weight of each row";
            case GROUP -> "keeps rows together in the split";
            case TIME -> "orders the rows for the split";
            default -> "dropped";
        };
    }

    private static String done(ColumnKind kind, ColumnEncoding encoding) {
        if (encoding instanceof ScaledNumeric) {
            return "standardised, missing filled with the median";
        }
        if (encoding instanceof RobustNumeric) {
            return "centred on the median, scaled by the quartiles, smoothly clipped";
        }
        if (encoding instanceof PiecewiseLinear binned) {
            return "centred on the median, scaled by the quartiles, smoothly clipped, and "
                    + (binned.edges().size() - 1) + " bins";
        }
        if (encoding instanceof QuantileNumeric) {
            return "mapped to a normal distribution by quantiles";
        }
        if (encoding instanceof OneHot levels) {
            return "one input for each of " + levels.levels().size() + " levels";
        }
        if (encoding instanceof ScaledOneHot levels) {
            return levels.width() == 1 ? "one input, +1 or -1" : "one input for each of " + levels.width() + " levels";
        }
        if (encoding instanceof CategoryCodes codes) {
            return "a code for each of " + codes.levels().size() + " levels";
        }
        if (encoding instanceof TargetMeans means) {
            return "the mean of the target at each of " + means.levels().size() + " levels, fitted out of fold";
        }
        if (encoding instanceof TwoLevels) {
            return "one input, +1 or -1";
        }
        if (encoding instanceof CodeLevels) {
            return "a number, and one input for each level";
        }
        if (encoding instanceof Hashed) {
            return "hashed, many levels";
        }
        if (encoding instanceof DateParts date) {
            return kind == ColumnKind.CALENDAR
                    ? "orders the rows for the split; "
                            + (date.parts().isEmpty() ? "no part varies" : "parts of the date")
                    : "elapsed time and parts of the date";
        }
        return "encoded";
    }

    private static int missing(@Nullable RawColumn column, int[] rows) {
        int missing = 0;
        for (int row : rows) {
            boolean absent = column instanceof RawColumn.Numeric numeric
                    ? Double.isNaN(numeric.value(row))
                    : column instanceof RawColumn.Text text && text.code(row) < 0;
            missing += absent ? 1 : 0;
        }
        return missing;
    }
}

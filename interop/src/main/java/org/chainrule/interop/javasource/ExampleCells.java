package org.chainrule.interop.javasource;

import java.util.List;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
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

/** Values that a column may have, for the example in the comment. */
final class ExampleCells {
    private static final int LONGEST = 24;

    private ExampleCells() {}

    /** A literal. */
    static String of(RowColumn column, Encoder encoder) {
        ColumnEncoding encoding = encoder.columns().stream()
                .filter(each -> each.column().equals(column.schema().name()))
                .findFirst()
                .orElse(null);
        if (column.date()) {
            return '"' + column.schema().dateFormat().example().replaceFirst(" or .*", "") + '"';
        }
        if (column.schema().text()) {
            List<String> levels = levels(encoding);
            boolean plain = !levels.isEmpty() && levels.get(0).matches("[A-Za-z0-9 _-]{1," + LONGEST + "}");
            return plain ? '"' + levels.get(0) + '"' : "\"text\"";
        }
        return JavaText.number(Math.rint(typical(encoding) * 10) / 10);
    }

    private static double typical(@org.jspecify.annotations.Nullable ColumnEncoding encoding) {
        double value = encoding instanceof ScaledNumeric scaled
                ? scaled.fill()
                : encoding instanceof RobustNumeric robust
                        ? robust.median()
                        : encoding instanceof QuantileNumeric quantile
                                ? quantile.fill()
                                : encoding instanceof PiecewiseLinear bins
                                        ? bins.numeric().median()
                                        : encoding instanceof CodeLevels codes
                                                ? codes.numeric().fill()
                                                : 1.5;
        return Math.abs(value) < 1e9 ? value : 1.5;
    }

    private static List<String> levels(@org.jspecify.annotations.Nullable ColumnEncoding encoding) {
        if (encoding instanceof OneHot hot) {
            return hot.levels();
        } else if (encoding instanceof ScaledOneHot scaled) {
            return scaled.levels();
        } else if (encoding instanceof TwoLevels two) {
            return two.levels();
        } else if (encoding instanceof CategoryCodes codes) {
            return codes.levels();
        } else if (encoding instanceof TargetMeans means) {
            return means.levels();
        }
        return encoding instanceof Hashed hashed ? hashed.levels() : List.of();
    }
}

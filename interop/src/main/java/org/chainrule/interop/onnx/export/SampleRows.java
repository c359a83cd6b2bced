package org.chainrule.interop.onnx.export;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.QuantileNumeric;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * Rows made of what the encoders of a model remember: typical values, the ends of what training saw and a little beyond, levels, knots and edges, missing values,
 * texts and dates that training did not see. The same rows for the same model.
 */
final class SampleRows {
    private static final int MOST_OF_A_KIND = 40;
    private static final double[] STEPS = {-3, -1.5, -1, -0.4, 0, 0.3, 0.7, 1, 2, 3.5};
    /** The end of a leap year's February, a year's last second, and a Sunday before 1970, in seconds since 1970. */
    private static final double[] DATES = {951_782_400, 1_577_836_799, -300_000_000};

    private SampleRows() {}

    /** So many rows of the columns that the model reads. */
    static LoadedTable of(Model model, int count) {
        Map<String, List<Object>> values = new HashMap<>();
        Set<String> hashed = new LinkedHashSet<>();
        for (Member member : model.contents().members()) {
            for (ColumnEncoding encoding : member.encoder().columns()) {
                add(encoding, values.computeIfAbsent(encoding.column(), name -> new ArrayList<>()));
                if (encoding instanceof Hashed) {
                    hashed.add(encoding.column());
                }
            }
        }
        List<ColumnSchema> columns = model.inputColumns();
        List<Map<String, ?>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            Map<String, Object> cells = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                ColumnSchema column = columns.get(i);
                List<Object> candidates = values.getOrDefault(column.name(), List.of());
                Object cell = pick(candidates, row, i, column.text() && !hashed.contains(column.name()));
                if (cell != null) {
                    cells.put(column.name(), column.kind().isDate() ? date((Double) cell) : cell);
                }
            }
            rows.add(cells);
        }
        return RawTables.of(rows, columns);
    }

    /** Row 0 has the first value of every column, row 1 none; of the others one cell in eight is missing, one text in eight unknown. */
    private static @Nullable Object pick(List<Object> candidates, int row, int column, boolean unknown) {
        long bits = CounterRandom.of(column, CounterRandom.Stream.SAMPLE, row).bits(0);
        int kind = (int) (bits & 7);
        if (row == 1 || candidates.isEmpty() || row > 1 && kind == 0) {
            return row > 1 && unknown && candidates.isEmpty() ? "unknown" : null;
        }
        if (row > 1 && kind == 1 && unknown) {
            return "unknown" + (bits >>> 60);
        }
        return row == 0 ? candidates.get(0) : candidates.get((int) ((bits >>> 8) % candidates.size()));
    }

    private static LocalDateTime date(double seconds) {
        return LocalDateTime.ofEpochSecond((long) Math.max(-6e10, Math.min(2.5e11, seconds)), 0, ZoneOffset.UTC);
    }

    private static void add(ColumnEncoding encoding, List<Object> values) {
        if (encoding instanceof ScaledNumeric scaled) {
            addAround(scaled.mean(), scaled.factor(), values);
        } else if (encoding instanceof RobustNumeric robust) {
            addAround(robust.median(), robust.factor(), values);
        } else if (encoding instanceof QuantileNumeric quantile) {
            addKnots(quantile.knots(), values);
        } else if (encoding instanceof CodeLevels levels) {
            add(levels.numeric(), values);
            addThinned(levels.levels(), values);
        } else if (encoding instanceof PiecewiseLinear bins) {
            add(bins.numeric(), values);
            addKnots(bins.edges(), values);
        } else if (encoding instanceof DateParts parts) {
            addAround(parts.mean(), parts.factor(), values);
            for (double date : DATES) {
                values.add(date);
            }
        } else {
            addThinned(EncoderFormulas.levels(encoding), values);
        }
    }

    private static void addAround(double center, double factor, List<Object> values) {
        for (double step : STEPS) {
            double value = factor == 0 ? center : center + step / factor;
            if (Math.abs(value) <= Float.MAX_VALUE) {
                values.add(value);
            }
        }
    }

    /** Knots, and points between two of them. */
    private static void addKnots(List<Double> knots, List<Object> values) {
        addThinned(knots, values);
        int step = Math.max(1, knots.size() / MOST_OF_A_KIND);
        for (int i = 0; i + 1 < knots.size(); i += step) {
            values.add(0.7 * knots.get(i) + 0.3 * knots.get(i + 1));
        }
    }

    private static void addThinned(List<?> all, List<Object> values) {
        int step = Math.max(1, all.size() / MOST_OF_A_KIND);
        for (int i = 0; i < all.size(); i += step) {
            values.add(all.get(i));
        }
        if (!all.isEmpty()) {
            values.add(all.get(all.size() - 1));
        }
    }
}

package org.chainrule.studio.serve;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.NumericEncoding;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.QuantileNumeric;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ScaledOneHot;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** What a person who fills in a row wants to know of its columns: what each may hold, the levels that training saw, where its values mostly lay. */
final class ColumnHints {
    /** The most levels that are told of one column. */
    static final int MOST_LEVELS = 200;

    private static final double SPREAD = 2;

    /** Where the values of training lay: of quantiles all of them, else within about two standard deviations. */
    private record Range(double from, double to) {}

    private ColumnHints() {}

    /** {@code number}, {@code text} or {@code date}. */
    static String type(ColumnSchema column) {
        return column.text() ? "text" : column.kind().isDate() ? "date" : "number";
    }

    /**
     * All columns.
     *
     * @param model the model
     * @return for JSON: name, type, kind, note, and where they are known levels, example, or from and to
     */
    static List<Map<String, @Nullable Object>> of(Model model) {
        return model.inputColumns().stream()
                .map(column -> of(column, encoding(model, column)))
                .toList();
    }

    private static @Nullable ColumnEncoding encoding(Model model, ColumnSchema column) {
        return model.encoder().columns().stream()
                .filter(encoding -> encoding.column().equals(column.name()))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, @Nullable Object> of(ColumnSchema column, @Nullable ColumnEncoding encoding) {
        Map<String, @Nullable Object> hint = new LinkedHashMap<>();
        hint.put("name", column.name());
        hint.put("type", type(column));
        hint.put("kind", column.kind().name().toLowerCase(java.util.Locale.ROOT));
        hint.put("note", column.note());
        if (column.kind().isDate()) {
            hint.put("example", column.dateFormat().example());
            return hint;
        }
        if (encoding != null) {
            List<?> levels = levels(encoding);
            if (!levels.isEmpty()) {
                hint.put("levels", levels.subList(0, Math.min(MOST_LEVELS, levels.size())));
            }
            Range range = range(encoding);
            if (range != null) {
                hint.put("from", brief(range.from()));
                hint.put("to", brief(range.to()));
            }
        }
        return hint;
    }

    /** A few digits: it is about where values lie. */
    private static double brief(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(4)).doubleValue()
                : value;
    }

    /** The levels that training saw, as text or numbers; empty where they are not kept. */
    private static List<?> levels(ColumnEncoding encoding) {
        if (encoding instanceof OneHot known) {
            return known.levels();
        } else if (encoding instanceof ScaledOneHot known) {
            return known.levels();
        } else if (encoding instanceof CategoryCodes known) {
            return known.levels();
        } else if (encoding instanceof TwoLevels known) {
            return known.levels();
        } else if (encoding instanceof TargetMeans known) {
            return known.levels();
        } else if (encoding instanceof Hashed known) {
            return known.levels();
        }
        return encoding instanceof CodeLevels codes ? codes.levels() : List.of();
    }

    private static @Nullable Range range(ColumnEncoding encoding) {
        if (encoding instanceof PiecewiseLinear pieces) {
            return ends(pieces.edges());
        } else if (encoding instanceof CodeLevels codes) {
            return ends(codes.levels());
        }
        return encoding instanceof NumericEncoding numeric ? spread(numeric) : null;
    }

    private static @Nullable Range spread(NumericEncoding encoding) {
        if (encoding instanceof QuantileNumeric quantiles) {
            return ends(quantiles.knots());
        } else if (encoding instanceof ScaledNumeric scaled) {
            return around(scaled.mean(), scaled.factor());
        }
        return encoding instanceof RobustNumeric robust ? around(robust.median(), robust.factor()) : null;
    }

    private static @Nullable Range ends(List<Double> ascending) {
        return ascending.isEmpty() ? null : new Range(ascending.get(0), ascending.get(ascending.size() - 1));
    }

    private static @Nullable Range around(double middle, double factor) {
        return factor == 0 ? null : new Range(middle - SPREAD / factor, middle + SPREAD / factor);
    }
}

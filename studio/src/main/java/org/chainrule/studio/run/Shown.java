package org.chainrule.studio.run;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers as a frame has them: rounded to six figures, counted into bars, or as bytes for a picture. */
final class Shown {
    /** Bars of a histogram. */
    static final int BARS = 40;

    /** Most cells of a heat map in each direction. */
    static final int CELLS = 64;

    private Shown() {}

    /** An empty tree. */
    static Map<String, @Nullable Object> tree() {
        return new LinkedHashMap<>();
    }

    /** To six figures, which is what a picture needs and an event can carry thirty times a second. */
    static double figures(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value;
        }
        int digits = 5 - (int) Math.floor(StrictMath.log10(Math.abs(value)));
        if (digits < -15 || digits > 22) {
            return (float) value;
        }
        double power = StrictMath.pow(10, Math.abs(digits));
        return digits < 0 ? Math.rint(value / power) * power : Math.rint(value * power) / power;
    }

    /** A part of an array, to six figures. */
    static double[] figures(double[] values, int from, int count) {
        double[] shown = new double[count];
        for (int e = 0; e < count; e++) {
            shown[e] = figures(values[from + e]);
        }
        return shown;
    }

    /** {@code {low, high, counts}}; numbers that are not finite are not counted. */
    static Map<String, @Nullable Object> histogram(double[] values, int from, int count) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int e = from; e < from + count; e++) {
            if (Double.isFinite(values[e])) {
                low = Math.min(low, values[e]);
                high = Math.max(high, values[e]);
            }
        }
        boolean none = low > high;
        low = none ? 0 : low;
        high = none ? 0 : high;
        int[] counts = new int[BARS];
        double perUnit = high > low ? BARS / (high - low) : 0;
        for (int e = from; e < from + count; e++) {
            if (Double.isFinite(values[e])) {
                counts[Math.min(BARS - 1, (int) ((values[e] - low) * perUnit))]++;
            }
        }
        Map<String, @Nullable Object> tree = tree();
        tree.put("low", figures(low));
        tree.put("high", figures(high));
        tree.put("counts", counts);
        return tree;
    }

    /** {@code {rows, columns, scale, data}} of a row-major matrix: a cell has the value of largest magnitude of the entries that it stands for. */
    static Map<String, @Nullable Object> heat(double[] values, int offset, int rows, int columns) {
        int down = Math.min(CELLS, rows);
        int across = Math.min(CELLS, columns);
        double[] cells = new double[down * across];
        double scale = 0;
        for (int i = 0; i < rows; i++) {
            int cellRow = (int) ((long) i * down / rows) * across;
            for (int j = 0; j < columns; j++) {
                int cell = cellRow + (int) ((long) j * across / columns);
                double value = values[offset + i * columns + j];
                if (Math.abs(value) > Math.abs(cells[cell])) {
                    cells[cell] = value;
                    scale = Math.max(scale, Math.abs(value));
                }
            }
        }
        byte[] bytes = new byte[cells.length];
        for (int c = 0; c < cells.length; c++) {
            bytes[c] = (byte)
                    (scale > 0 && scale < Double.POSITIVE_INFINITY
                            ? Math.round(cells[c] * 127 / scale)
                            : (long) Math.signum(cells[c]) * 127);
        }
        Map<String, @Nullable Object> tree = tree();
        tree.put("rows", down);
        tree.put("columns", across);
        tree.put("scale", figures(scale));
        tree.put("data", Base64.getEncoder().encodeToString(bytes));
        return tree;
    }

    /** Bytes of values between low (0) and high (255), in base64; values outside are at the ends. */
    static String bytes(double[] values, double low, double high) {
        byte[] bytes = new byte[values.length];
        double perUnit = high > low ? 255 / (high - low) : 0;
        for (int e = 0; e < values.length; e++) {
            double scaled = Double.isNaN(values[e]) ? 0 : (values[e] - low) * perUnit;
            bytes[e] = (byte) Math.round(Math.max(0, Math.min(255, scaled)));
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The square root of the sum of squares. */
    static double norm(double[] values, int from, int count) {
        double sum = 0;
        for (int e = from; e < from + count; e++) {
            sum += values[e] * values[e];
        }
        return Math.sqrt(sum);
    }

    /** Every {@code stride}-th number from {@code from} on. */
    static double[] column(double[] values, int from, int stride) {
        double[] column = new double[(values.length - from + stride - 1) / stride];
        Arrays.setAll(column, n -> values[from + n * stride]);
        return column;
    }
}

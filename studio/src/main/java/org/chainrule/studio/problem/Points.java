package org.chainrule.studio.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Points of a drawn problem in the plane -6 to 6, in the order of the rows of its table.
 *
 * @param classes names of the classes; empty for regression
 * @param x       horizontal
 * @param y       vertical
 * @param target  number of the class, or the value
 */
@SuppressWarnings("ArrayRecordComponent")
public record Points(List<String> classes, double[] x, double[] y, double[] target) {
    /** Half the side of the plane. */
    public static final double RADIUS = 6;

    /** The inputs that a network may see of a point, in the order of the table's columns. */
    public static final List<String> FEATURES = List.of("x", "y", "xy", "x2", "y2", "sinx", "siny");

    /**
     * The number of points.
     *
     * @return rows of the table
     */
    public int count() {
        return x.length;
    }

    /**
     * What a network sees of any point: the cells of a row without its target.
     *
     * @param features names of {@link #FEATURES}
     * @param x        horizontal
     * @param y        vertical
     * @return numbers by the name of the column
     */
    public static Map<String, Double> row(List<String> features, double x, double y) {
        Map<String, Double> row = new LinkedHashMap<>();
        for (String feature : FEATURES) {
            if (features.contains(feature)) {
                row.put(feature, value(feature, x, y));
            }
        }
        return row;
    }

    private static double value(String feature, double x, double y) {
        return switch (feature) {
            case "x" -> x;
            case "y" -> y;
            case "xy" -> x * y;
            case "x2" -> x * x;
            case "y2" -> y * y;
            case "sinx" -> StrictMath.sin(x);
            case "siny" -> StrictMath.sin(y);
            default -> throw new IllegalArgumentException("expected one of " + FEATURES + ", found " + feature);
        };
    }
}

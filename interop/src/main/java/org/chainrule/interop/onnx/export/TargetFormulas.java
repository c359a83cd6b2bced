package org.chainrule.interop.onnx.export;

import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.tabular.encode.TargetCurve;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.read.RawColumn;

/** The inverse of a {@link ValueTarget} in float64 operators: from what a likelihood gives to the units of the column. */
final class TargetFormulas {
    /** As {@link TargetCurve}: beyond this the inverse of a logarithm overflows. */
    private static final double LARGEST_LOGARITHM = 700;

    private final GraphBuilder graph;
    private final Formulas f;
    private final ValueTarget target;

    TargetFormulas(GraphBuilder graph, ValueTarget target) {
        this.graph = graph;
        this.f = new Formulas(graph, ElementType.DOUBLE);
        this.target = target;
    }

    /** A prediction, within the bounds of the target. */
    String decode(String encoded) {
        String value = exact(encoded);
        if (target.highest() < Double.POSITIVE_INFINITY) {
            value = f.least(value, f.number(target.highest()));
        }
        return target.lowest() > Double.NEGATIVE_INFINITY ? f.most(value, f.number(target.lowest())) : value;
    }

    /** A standard deviation around a prediction. */
    String deviation(String center, String deviation) {
        if (target.curve().transform() == TargetTransform.NONE) {
            return f.magnitude(f.multiply(deviation, target.scale()));
        }
        String above = exact(f.add(center, deviation));
        String below = exact(f.subtract(center, deviation));
        return f.subtract(f.multiply(above, 0.5), f.multiply(below, 0.5));
    }

    private String exact(String encoded) {
        TargetCurve curve = target.curve();
        String z = f.add(f.multiply(encoded, target.scale()), target.mean());
        return switch (curve.transform()) {
            case NONE -> z;
            case LOG -> {
                String size = f.least(f.magnitude(z), f.number(LARGEST_LOGARITHM));
                yield f.withSign(f.add(f.exp(size), -1), z);
            }
            case ASINH -> {
                String bounded = f.clamp(z, -LARGEST_LOGARITHM, LARGEST_LOGARITHM);
                String sinh = f.multiply(f.subtract(f.exp(bounded), f.exp(f.negate(bounded))), 0.5);
                yield finite(f.add(f.multiply(sinh, curve.spread()), curve.center()));
            }
            case QUANTILE -> quantile(curve, z);
        };
    }

    private String finite(String y) {
        return f.clamp(y, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private String quantile(TargetCurve curve, String z) {
        double[] knots = curve.knots().stream().mapToDouble(Double::doubleValue).toArray();
        int last = knots.length - 1;
        double lowest = encoded(curve, knots[0]);
        double highest = encoded(curve, knots[last]);
        double rise = (0.5 * knots[last] - 0.5 * knots[0]) / (highest - lowest) * 2;
        double slope = rise > 0 && rise < Double.POSITIVE_INFINITY ? rise : 1;
        String position = f.add(f.multiply(NormalFormulas.distribution(f, z), knots.length), -0.5);
        String below = f.clamp(f.floor(position), 0, last);
        String fraction = f.clamp(f.subtract(position, below), 0, 1);
        String table = graph.constant(OnnxTensor.ofDoubles(knots, knots.length));
        String low = look(table, below);
        String high = look(table, f.least(f.add(below, 1), f.number(last)));
        String inside = f.add(low, f.multiply(fraction, f.subtract(high, low)));
        String under = finite(f.add(f.multiply(f.add(z, -lowest), slope), knots[0]));
        String over = finite(f.add(f.multiply(f.add(z, -highest), slope), knots[last]));
        return f.where(
                f.isBelow(z, f.number(lowest)), under, f.where(f.isBelow(f.number(highest), z), over, inside));
    }

    private String look(String table, String index) {
        return graph.gather(table, graph.cast(index, ElementType.INT64), 0);
    }

    /** What a number becomes under a curve. */
    private static double encoded(TargetCurve curve, double value) {
        ValueTarget plain =
                new ValueTarget("", 0, 1, curve, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        return plain.encode(new One(value), 0);
    }

    /** A column of one number. */
    private record One(double value) implements RawColumn.Numeric {
        @Override
        public String name() {
            return "";
        }

        @Override
        public double value(int row) {
            return value;
        }
    }
}

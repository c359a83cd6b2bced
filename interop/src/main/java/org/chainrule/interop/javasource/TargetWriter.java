package org.chainrule.interop.javasource;

import org.chainrule.tabular.encode.TargetCurve;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.encode.ValueTarget;

/** A nested class that turns what a network gives into the units of the target. */
final class TargetWriter {
    private TargetWriter() {}

    static void write(CodeWriter out, String className, ValueTarget target, StoredFields fields) {
        TargetCurve curve = target.curve();
        if (curve.transform() == TargetTransform.QUANTILE) {
            fields.small(
                    "knots",
                    curve.knots().stream().mapToDouble(Double::doubleValue).toArray());
            fields.field("private final TargetCurve.Quantiles curve;");
            fields.assign("curve = new TargetCurve.Quantiles(Arrays.stream(knots).boxed().toList());");
        }
        out.line("/** From what the network gives to the units of the target. */");
        out.open("private static final class " + className + " {");
        fields.write(out, className);
        out.open("double exact(double encoded) {");
        out.line("double y = %s + %s * encoded;", JavaText.number(target.mean()), JavaText.number(target.scale()));
        out.line("return %s;", inverse(curve)).close();
        out.blank().open("double decode(double encoded) {");
        out.line("return %s;", bounded(target)).close();
        out.blank().line("/** A standard deviation in the units of the target. */");
        out.open("double deviation(double center, double deviation) {");
        out.line(
                curve.transform() == TargetTransform.NONE
                        ? "return Math.abs(exact(deviation) - exact(0));"
                        : "return 0.5 * exact(center + deviation) - 0.5 * exact(center - deviation);");
        out.close().close();
    }

    private static String inverse(TargetCurve curve) {
        return switch (curve.transform()) {
            case NONE -> "y";
            case LOG -> "Math.copySign(StrictMath.expm1(Math.min(Math.abs(y), TargetCurve.LARGEST_LOGARITHM)), y)";
            case ASINH ->
                "TargetCurve.finite(" + JavaText.number(curve.center()) + " + " + JavaText.number(curve.spread())
                        + " * StrictMath.sinh(TargetCurve.bounded(y)))";
            case QUANTILE -> "curve.inverse(y)";
        };
    }

    private static String bounded(ValueTarget target) {
        String value = "exact(encoded)";
        if (target.highest() != Double.POSITIVE_INFINITY) {
            value = "Math.min(" + JavaText.number(target.highest()) + ", " + value + ")";
        }
        return target.lowest() == Double.NEGATIVE_INFINITY
                ? value
                : "Math.max(" + JavaText.number(target.lowest()) + ", " + value + ")";
    }
}

package org.chainrule.tabular.encode;

/** The affine map and the smooth clip that the numeric encodings share. */
final class Scaling {
    /** More standard deviations than a column of 2^31 training rows can show. */
    private static final double LIMIT = 65536;

    private Scaling() {}

    static void check(String column, double center, double factor, double clip) {
        if (!Double.isFinite(center) || !(factor >= 0 && factor < Double.POSITIVE_INFINITY) || !(clip >= 0 && clip < LIMIT)) {
            throw new IllegalArgumentException("column " + column + ": expected a finite centre, a finite factor >= 0 and a clip in [0, " + LIMIT
                    + "), found " + center + ", " + factor + ", " + clip);
        }
    }

    /** clip((x - center) factor): a factor of 0 wins over everything, the result is finite. */
    static double apply(double value, double center, double factor, double clip) {
        if (factor == 0) {
            return 0;
        }
        double z = Math.max(-LIMIT, Math.min(LIMIT, (value - center) * factor));
        if (clip == 0) {
            return z;
        }
        double ratio = z / clip;
        return z / Math.sqrt(1 + ratio * ratio);
    }

    /** 1 / scale; 0 where that is not a number to multiply by. */
    static double factor(double scale) {
        double factor = 1 / scale;
        return Double.isFinite(factor) ? factor : 0;
    }
}

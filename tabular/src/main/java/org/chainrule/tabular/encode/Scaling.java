package org.chainrule.tabular.encode;

/** The affine map and the smooth clip that the numeric encodings share. */
final class Scaling {
    /** More standard deviations than a column of 2^31 training rows can show. */
    private static final double LIMIT = 65536;
    /** Beyond this the clip's square could overflow; the clip is flat long before. */
    private static final double SQUARABLE = 1e100;

    private static final double LEAST_CLIP = 1e-3;

    /** A clip that clips nothing: the square of z / c vanishes for every z that a float holds to its last digits, and no result leaves the floats. */
    static final double UNBOUNDED = Float.MAX_VALUE;

    private Scaling() {}

    static void check(String column, double center, double factor, double clip) {
        if (!Double.isFinite(center)
                || !(factor >= 0 && factor < Double.POSITIVE_INFINITY)
                || !(clip == 0 || (clip >= LEAST_CLIP && clip < LIMIT) || clip == UNBOUNDED)) {
            throw new IllegalArgumentException(
                    "column " + column + ": expected a finite centre, a finite factor >= 0 and a clip of 0, "
                            + UNBOUNDED + " or in ["
                            + LEAST_CLIP + ", " + LIMIT + "), found " + center + ", " + factor + ", " + clip);
        }
    }

    /** clip((x - center) factor): a factor of 0 wins over everything, the result is finite. */
    static double apply(double value, double center, double factor, double clip) {
        if (factor == 0) {
            return 0;
        }
        double z = (value - center) * factor;
        if (clip == 0) {
            return Math.max(-LIMIT, Math.min(LIMIT, z));
        }
        double bounded = Math.max(-SQUARABLE, Math.min(SQUARABLE, z));
        double ratio = bounded / clip;
        return bounded / Math.sqrt(1 + ratio * ratio);
    }

    /** 1 / scale; 0 where that is not a number to multiply by. */
    static double factor(double scale) {
        double factor = 1 / scale;
        return Double.isFinite(factor) ? factor : 0;
    }
}

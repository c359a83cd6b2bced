package org.chainrule.kernel;

/**
 * Sums of a row in double: element i of the whole blocks of 16 belongs to chain i mod 16, four neighbouring chains are added up at a time to hide the latency of the
 * multiply-add, then all as a tree of neighbours, and what is left over, a chain of its own, last.
 */
public final class ScalarSums {
    private static final int CHAINS = 16;

    private ScalarSums() {}

    /**
     * sum of x.
     *
     * @param x     read
     * @param start first element
     * @param width how many
     * @return the sum
     */
    public static double sum(float[] x, int start, int width) {
        int end = start + width - (width & (CHAINS - 1));
        double four = sum4(x, start, end) + sum4(x, start + 4, end);
        double other = sum4(x, start + 8, end) + sum4(x, start + 12, end);
        double rest = 0;
        for (int i = end; i < start + width; i++) {
            rest += x[i];
        }
        return (four + other) + rest;
    }

    private static double sum4(float[] x, int from, int end) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int i = from; i < end; i += CHAINS) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * sum of (x - mean)^2.
     *
     * @param x     read
     * @param start first element
     * @param width how many
     * @param mean  taken from each
     * @return the sum
     */
    public static double squares(float[] x, int start, int width, double mean) {
        int end = start + width - (width & (CHAINS - 1));
        double four = squares4(x, start, end, mean) + squares4(x, start + 4, end, mean);
        double other = squares4(x, start + 8, end, mean) + squares4(x, start + 12, end, mean);
        double rest = 0;
        for (int i = end; i < start + width; i++) {
            rest = square(x[i] - mean, rest);
        }
        return (four + other) + rest;
    }

    private static double squares4(float[] x, int from, int end, double mean) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int i = from; i < end; i += CHAINS) {
            s0 = square(x[i] - mean, s0);
            s1 = square(x[i + 1] - mean, s1);
            s2 = square(x[i + 2] - mean, s2);
            s3 = square(x[i + 3] - mean, s3);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double square(double d, double sum) {
        return Math.fma(d, d, sum);
    }

    /**
     * sum of du = dy gain.
     *
     * @param dy        read
     * @param start     first element of dy
     * @param gain      read
     * @param gainStart first element of gain
     * @param width     how many
     * @return the sum
     */
    public static double deltas(float[] dy, int start, float[] gain, int gainStart, int width) {
        int length = width - (width & (CHAINS - 1));
        double four = deltas4(dy, start, gain, gainStart, 0, length) + deltas4(dy, start, gain, gainStart, 4, length);
        double other = deltas4(dy, start, gain, gainStart, 8, length) + deltas4(dy, start, gain, gainStart, 12, length);
        double rest = 0;
        for (int j = length; j < width; j++) {
            rest += dy[start + j] * gain[gainStart + j];
        }
        return (four + other) + rest;
    }

    private static double deltas4(float[] dy, int start, float[] gain, int gainStart, int from, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int j = from; j < length; j += CHAINS) {
            s0 += dy[start + j] * gain[gainStart + j];
            s1 += dy[start + j + 1] * gain[gainStart + j + 1];
            s2 += dy[start + j + 2] * gain[gainStart + j + 2];
            s3 += dy[start + j + 3] * gain[gainStart + j + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * sum of du u with u = (x - m) s.
     *
     * @param x         read
     * @param p         first element of x
     * @param dy        read
     * @param q         first element of dy
     * @param gain      read
     * @param gainStart first element of gain
     * @param width     how many
     * @param m         mean of x
     * @param s         1 / deviation of x
     * @return the sum
     */
    public static double products(
            float[] x, int p, float[] dy, int q, float[] gain, int gainStart, int width, float m, float s) {
        int length = width - (width & (CHAINS - 1));
        double four = products4(x, p, dy, q, gain, gainStart, 0, length, m, s)
                + products4(x, p, dy, q, gain, gainStart, 4, length, m, s);
        double other = products4(x, p, dy, q, gain, gainStart, 8, length, m, s)
                + products4(x, p, dy, q, gain, gainStart, 12, length, m, s);
        double rest = 0;
        for (int j = length; j < width; j++) {
            rest = product(dy[q + j] * gain[gainStart + j], (x[p + j] - m) * s, rest);
        }
        return (four + other) + rest;
    }

    private static double products4(
            float[] x, int p, float[] dy, int q, float[] gain, int g, int from, int length, float m, float s) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int j = from; j < length; j += CHAINS) {
            s0 = product(dy[q + j] * gain[g + j], (x[p + j] - m) * s, s0);
            s1 = product(dy[q + j + 1] * gain[g + j + 1], (x[p + j + 1] - m) * s, s1);
            s2 = product(dy[q + j + 2] * gain[g + j + 2], (x[p + j + 2] - m) * s, s2);
            s3 = product(dy[q + j + 3] * gain[g + j + 3], (x[p + j + 3] - m) * s, s3);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double product(float du, float u, double sum) {
        return Math.fma((double) du, (double) u, sum);
    }
}

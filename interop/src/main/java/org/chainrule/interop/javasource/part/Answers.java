package org.chainrule.interop.javasource.part;

/** From what networks give to what is asked for. */
final class Answers {
    private Answers() {}

    /** The position of the largest probability, the first of several. */
    static int mostProbable(double[] p) {
        int best = 0;
        for (int k = 1; k < p.length; k++) {
            if (p[k] > p[best]) {
                best = k;
            }
        }
        return best;
    }

    /** Temperature scaling: p^(1/T), normalised, with logarithms not below the least. */
    static void soften(double temperature, double least, double[] p) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.max(least, StrictMath.log(p[k]));
            most = Math.max(most, p[k]);
        }
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = StrictMath.exp((p[k] - most) / temperature);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
    }
}

package org.chainrule.optim;

/**
 * The float update of a rule that has only the double one: converts a block of elements, calls the double update and rounds. Correct rather than fast, and
 * it allocates; the rules of this library have float updates of their own.
 */
final class FloatFallback {
    private static final int BLOCK = 512;

    private FloatFallback() {}

    static void update(
            Optimizer rule,
            ParameterGroup group,
            double[] scalars,
            float[] weights,
            float[] gradient,
            float[][] vectors,
            int from,
            int to) {
        int block = Math.min(BLOCK, Math.max(0, to - from));
        double[] w = new double[block];
        double[] g = new double[block];
        double[][] moments = new double[vectors.length][block];
        for (int start = from; start < to; start += block) {
            int n = Math.min(block, to - start);
            widen(weights, start, w, n);
            widen(gradient, start, g, n);
            for (int k = 0; k < vectors.length; k++) {
                widen(vectors[k], start, moments[k], n);
            }
            // Legal because an element of an update never depends on its index.
            rule.update(group, scalars, w, g, moments, 0, n);
            round(w, weights, start, n);
            for (int k = 0; k < vectors.length; k++) {
                round(moments[k], vectors[k], start, n);
            }
        }
    }

    private static void widen(float[] source, int start, double[] target, int n) {
        for (int i = 0; i < n; i++) {
            target[i] = source[start + i];
        }
    }

    private static void round(double[] source, float[] target, int start, int n) {
        for (int i = 0; i < n; i++) {
            target[start + i] = (float) source[i];
        }
    }
}

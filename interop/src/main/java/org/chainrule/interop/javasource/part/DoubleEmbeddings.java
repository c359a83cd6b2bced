package org.chainrule.interop.javasource.part;

/** How input columns become richer ones, in float64. */
final class DoubleEmbeddings {
    private DoubleEmbeddings() {}

    /** The row of a table that a code stands for; anything that is no code stands for row 0. */
    static void lookup(double code, double[] table, int width, double[] y, int yAt) {
        int codes = table.length / width;
        int row = code >= 0 && code < codes && code == Math.rint(code) ? (int) code : 0;
        System.arraycopy(table, row * width, y, yAt, width);
    }

    /**
     * Waves of a number, then a linear map: e = u W + c with u = cos(2 pi f x + b), or without phases u = [cos(2 pi f x), sin(2 pi f x)].
     *
     * @param phase  empty for none
     * @param column which of the columns that the arrays are for
     * @param shared whether all columns have one W and c
     * @param relu   whether e is not below 0
     */
    static void periodic(
            double x,
            double[] frequency,
            double[] phase,
            double[] weight,
            double[] bias,
            int column,
            int count,
            int width,
            boolean shared,
            boolean relu,
            double[] y,
            int yAt) {
        boolean sines = phase.length == 0;
        int w = shared ? 0 : column * (sines ? 2 : 1) * count * width;
        for (int o = 0; o < width; o++) {
            y[yAt + o] = bias[(shared ? 0 : column * width) + o];
        }
        for (int q = 0; q < (sines ? 2 * count : count); q++) {
            int f = column * count + q % count;
            double angle = 2 * Math.PI * frequency[f] * x + (sines ? 0 : phase[f]);
            double wave = q < count ? StrictMath.cos(angle) : StrictMath.sin(angle);
            for (int o = 0; o < width; o++) {
                y[yAt + o] = Math.fma(wave, weight[w + q * width + o], y[yAt + o]);
            }
        }
        for (int o = 0; o < width && relu; o++) {
            y[yAt + o] = y[yAt + o] <= 0 ? 0 : y[yAt + o];
        }
    }

    /**
     * A line and bins: e = x w + c + p V, where p is 1 for every bin below x, 0 for every bin above, and a share for the bin of x.
     *
     * @param column   which of the columns that the arrays are for
     * @param firstBin the column's first bin among those of all columns
     */
    static void piecewise(
            double x,
            double[] edges,
            double[] weight,
            double[] bias,
            double[] bins,
            int column,
            int firstBin,
            int width,
            double[] y,
            int yAt) {
        for (int o = 0; o < width; o++) {
            y[yAt + o] = Math.fma(x, weight[column * width + o], bias[column * width + o]);
        }
        int last = edges.length - 2;
        for (int t = 0; t <= last; t++) {
            double share = (x - edges[t]) / (edges[t + 1] - edges[t]);
            share = t > 0 && x <= edges[t] ? 0 : t < last && x > edges[t + 1] ? 1 : share;
            for (int o = 0; o < width; o++) {
                y[yAt + o] = Math.fma(share, bins[(firstBin + t) * width + o], y[yAt + o]);
            }
        }
    }
}

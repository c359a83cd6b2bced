package org.chainrule.interop.javasource.part;

import org.chainrule.kernel.FloatMath;

/** How input columns become richer ones, in float32. */
final class FloatEmbeddings {
    private FloatEmbeddings() {}

    /** The row of a table that a code stands for; anything that is no code stands for row 0. */
    static void lookup(float code, float[] table, int width, float[] y, int yAt) {
        int codes = table.length / width;
        int row = code >= 0 && code < codes && code == Math.rint(code) ? (int) code : 0;
        System.arraycopy(table, row * width, y, yAt, width);
    }

    /**
     * Waves of a number, then a linear map: e = u W + c with u = cos(2 pi x f + b), or without phases u = [cos(2 pi x f), sin(2 pi x f)].
     *
     * @param phase  empty for none
     * @param column which of the columns that the arrays are for
     * @param shared whether all columns have one W and c
     * @param relu   whether e is not below 0
     */
    static void periodic(
            float x,
            float[] frequency,
            float[] phase,
            float[] weight,
            float[] bias,
            int column,
            int count,
            int width,
            boolean shared,
            boolean relu,
            float[] y,
            int yAt) {
        float turns = (float) (2 * Math.PI) * x;
        boolean sines = phase.length == 0;
        int w = shared ? 0 : column * (sines ? 2 : 1) * count * width;
        for (int o = 0; o < width; o++) {
            y[yAt + o] = bias[(shared ? 0 : column * width) + o];
        }
        for (int q = 0; q < count; q++) {
            int f = column * count + q;
            float wave = FloatMath.cos(Math.fma(turns, frequency[f], sines ? 0 : phase[f]));
            for (int o = 0; o < width; o++) {
                y[yAt + o] = Math.fma(wave, weight[w + q * width + o], y[yAt + o]);
            }
        }
        for (int q = 0; q < count && sines; q++) {
            float wave = FloatMath.sin(Math.fma(turns, frequency[column * count + q], 0));
            for (int o = 0; o < width; o++) {
                y[yAt + o] = Math.fma(wave, weight[w + (count + q) * width + o], y[yAt + o]);
            }
        }
        for (int o = 0; o < width && relu; o++) {
            y[yAt + o] = y[yAt + o] <= 0 ? 0 : y[yAt + o];
        }
    }

    /**
     * A line and bins: e = x w + c, plus V of every bin below x, plus a share of V of the bin of x.
     *
     * @param column   which of the columns that the arrays are for
     * @param firstBin the column's first bin among those of all columns
     */
    static void piecewise(
            float x,
            float[] edges,
            float[] weight,
            float[] bias,
            float[] bins,
            int column,
            int firstBin,
            int width,
            float[] y,
            int yAt) {
        for (int o = 0; o < width; o++) {
            y[yAt + o] = Math.fma(x, weight[column * width + o], bias[column * width + o]);
        }
        int bin = 0;
        while (bin < edges.length - 2 && !(x < edges[bin + 1])) {
            for (int o = 0; o < width; o++) {
                y[yAt + o] += bins[(firstBin + bin) * width + o];
            }
            bin++;
        }
        float size = edges[bin + 1] - edges[bin];
        float share = size > 0 ? (x - edges[bin]) / size : 0;
        for (int o = 0; o < width; o++) {
            y[yAt + o] = Math.fma(share, bins[(firstBin + bin) * width + o], y[yAt + o]);
        }
    }
}

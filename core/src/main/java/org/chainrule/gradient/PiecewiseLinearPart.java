package org.chainrule.gradient;

import java.util.Arrays;
import org.chainrule.gradient.Embeddings.EmbeddedColumns;
import org.chainrule.network.Embedding;

/**
 * A piecewise-linear embedding: e = x w + c + sum over bins t of ple_t(x) V_t for each feature. All bins before that of x have component 1 and all after it 0, so
 * only the number of the bin and the component within it are kept for the way back.
 */
final class PiecewiseLinearPart implements Embeddings.PartLayer {
    private final Embedding.PiecewiseLinear spec;
    private final EmbeddedColumns columns;
    private final float[] parameters;
    private final int weightAt;
    private final int biasAt;
    private final int binsAt;
    private final float[][] edges;
    /** First bin of each feature among all, and one more. */
    private final int[] firstBin;

    private final int[] bins;
    private final float[] components;

    PiecewiseLinearPart(
            Embedding.PiecewiseLinear spec, EmbeddedColumns columns, float[] parameters, int[] at, int capacity) {
        this.spec = spec;
        this.columns = columns;
        this.parameters = parameters;
        this.weightAt = at[0];
        this.biasAt = at[1];
        this.binsAt = at[2];
        int features = spec.columns();
        this.edges = new float[features][];
        this.firstBin = new int[features + 1];
        for (int f = 0; f < features; f++) {
            edges[f] = new float[spec.edges().get(f).size()];
            for (int t = 0; t < edges[f].length; t++) {
                edges[f][t] = spec.edges().get(f).get(t).floatValue();
            }
            firstBin[f + 1] = firstBin[f] + edges[f].length - 1;
        }
        this.components = BatchWorkspace.floats(capacity, features);
        this.bins = new int[components.length];
    }

    /** The bin of x: the first whose upper edge lies above it, else the last. */
    private static int bin(float[] edges, float x) {
        int low = 0;
        int high = edges.length - 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x < edges[middle + 1]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** (x - lower edge) / width; 0 where rounding to float closed the bin. */
    private static float component(float[] edges, int bin, float x) {
        float width = edges[bin + 1] - edges[bin];
        return width > 0 ? (x - edges[bin]) / width : 0;
    }

    @Override
    public void forward(int from, int to) {
        int features = spec.columns();
        int width = spec.width();
        for (int n = from; n < to; n++) {
            for (int f = 0; f < features; f++) {
                float x = columns.x()[columns.x(n) + f];
                int bin = bin(edges[f], x);
                float component = component(edges[f], bin, x);
                bins[n * features + f] = bin;
                components[n * features + f] = component;
                int y = columns.y(n) + f * width;
                embed(columns.y(), y, x, f, firstBin[f] + bin, component);
            }
        }
    }

    private void embed(float[] y, int yAt, float x, int feature, int bin, float component) {
        int width = spec.width();
        int w = weightAt + feature * width;
        int c = biasAt + feature * width;
        for (int o = 0; o < width; o++) {
            y[yAt + o] = Math.fma(x, parameters[w + o], parameters[c + o]);
        }
        for (int t = firstBin[feature]; t < bin; t++) {
            int v = binsAt + t * width;
            for (int o = 0; o < width; o++) {
                y[yAt + o] += parameters[v + o];
            }
        }
        int v = binsAt + bin * width;
        for (int o = 0; o < width; o++) {
            y[yAt + o] = Math.fma(component, parameters[v + o], y[yAt + o]);
        }
    }

    @Override
    public void backward(int from, int to) {
        // all that the gradients need was kept by the forward pass
    }

    @Override
    public int[] pieceEnds(int slice) {
        if (slice < 2 || spec.width() % org.chainrule.kernel.Panels.LANES != 0) {
            return new int[0];
        }
        int[] ends = new int[spec.columns()];
        for (int f = 0; f < ends.length; f++) {
            ends[f] = binsAt + firstBin[f + 1] * spec.width();
        }
        return ends;
    }

    @Override
    public void gradient(int slice, int piece, int rows, float[] gradient) {
        if (slice < 2) {
            linearGradient(slice == 0, rows, gradient);
        } else if (piece >= 0) {
            binsGradient(piece, rows, gradient);
        } else {
            for (int f = 0; f < spec.columns(); f++) {
                binsGradient(f, rows, gradient);
            }
        }
    }

    private void linearGradient(boolean weight, int rows, float[] gradient) {
        int width = spec.width();
        int at = weight ? weightAt : biasAt;
        float[] dy = columns.dy();
        Arrays.fill(gradient, at, at + spec.columns() * width, 0f);
        for (int n = 0; n < rows; n++) {
            for (int f = 0; f < spec.columns(); f++) {
                float x = weight ? columns.x()[columns.x(n) + f] : 1;
                int y = columns.y(n) + f * width;
                for (int o = 0; o < width; o++) {
                    int g = at + f * width + o;
                    gradient[g] = Math.fma(x, dy[y + o], gradient[g]);
                }
            }
        }
    }

    /** dV of one feature. */
    private void binsGradient(int feature, int rows, float[] gradient) {
        int width = spec.width();
        float[] dy = columns.dy();
        int first = binsAt + firstBin[feature] * width;
        Arrays.fill(gradient, first, binsAt + firstBin[feature + 1] * width, 0f);
        for (int n = 0; n < rows; n++) {
            int kept = n * spec.columns() + feature;
            int y = columns.y(n) + feature * width;
            int last = first + bins[kept] * width;
            for (int v = first; v < last; v += width) {
                for (int o = 0; o < width; o++) {
                    gradient[v + o] += dy[y + o];
                }
            }
            float component = components[kept];
            for (int o = 0; o < width; o++) {
                gradient[last + o] = Math.fma(component, dy[y + o], gradient[last + o]);
            }
        }
    }
}

package org.chainrule.gradient;

import java.util.Arrays;
import org.chainrule.gradient.Embeddings.EmbeddedColumns;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.kernel.Panels;
import org.chainrule.network.Embedding;

/**
 * A periodic embedding: angles a = 2 pi x f + b, waves u = cos(a), or cos(a) and sin(a), and e = u W + c for each feature. Angles and waves are kept for the way
 * back, where the angles' deltas take the place of the angles.
 */
final class PeriodicPart implements Embeddings.PartLayer {
    private static final float TWO_PI = (float) (2 * Math.PI);

    private final Embedding.Periodic spec;
    private final EmbeddedColumns columns;
    private final ElementwiseKernels elementwise;
    private final float[] parameters;
    private final int frequencyAt;
    private final int phaseAt;
    private final int weightAt;
    private final int biasAt;
    private final int angleStride;
    private final float[] angles;
    private final float[] cosines;
    private final float[] sines;

    PeriodicPart(
            Embedding.Periodic spec,
            EmbeddedColumns columns,
            ElementwiseKernels elementwise,
            float[] parameters,
            int[] at,
            int capacity,
            boolean training) {
        this.spec = spec;
        this.columns = columns;
        this.elementwise = elementwise;
        this.parameters = parameters;
        this.frequencyAt = at[0];
        this.phaseAt = spec.phase() ? at[1] : -1;
        this.weightAt = at[at.length - 2];
        this.biasAt = at[at.length - 1];
        this.angleStride = Panels.padded(spec.columns() * spec.frequencies());
        this.angles = BatchWorkspace.floats(capacity, angleStride);
        this.cosines = BatchWorkspace.floats(capacity, angleStride);
        this.sines = BatchWorkspace.floats(training || !spec.phase() ? capacity : 0, angleStride);
    }

    /** First element of W for a feature. */
    private int weight(int feature) {
        return weightAt + (spec.shared() ? 0 : feature * spec.waves() * spec.width());
    }

    private int bias(int feature) {
        return biasAt + (spec.shared() ? 0 : feature * spec.width());
    }

    @Override
    public void forward(int from, int to) {
        int k = spec.frequencies();
        for (int n = from; n < to; n++) {
            int row = n * angleStride;
            for (int f = 0; f < spec.columns(); f++) {
                float turns = TWO_PI * columns.x()[columns.x(n) + f];
                for (int q = f * k; q < (f + 1) * k; q++) {
                    float phase = phaseAt < 0 ? 0 : parameters[phaseAt + q];
                    angles[row + q] = Math.fma(turns, parameters[frequencyAt + q], phase);
                }
            }
            elementwise.cosines(angles, row, cosines, row, angleStride);
            if (!spec.phase()) {
                elementwise.sines(angles, row, sines, row, angleStride);
            }
            for (int f = 0; f < spec.columns(); f++) {
                linear(row + f * k, weight(f), bias(f), columns.y(n) + f * spec.width());
            }
        }
    }

    /** e = u W + c of one feature in one row. */
    private void linear(int waves, int weight, int bias, int y) {
        int k = spec.frequencies();
        int width = spec.width();
        for (int o = 0; o < width; o++) {
            float e = parameters[bias + o];
            for (int q = 0; q < k; q++) {
                e = Math.fma(cosines[waves + q], parameters[weight + q * width + o], e);
            }
            for (int q = 0; q < k && !spec.phase(); q++) {
                e = Math.fma(sines[waves + q], parameters[weight + (k + q) * width + o], e);
            }
            columns.y()[y + o] = spec.relu() && e <= 0 ? 0 : e;
        }
    }

    @Override
    public void backward(int from, int to) {
        int k = spec.frequencies();
        for (int n = from; n < to; n++) {
            int row = n * angleStride;
            if (spec.phase()) {
                elementwise.sines(angles, row, sines, row, angleStride);
            }
            for (int f = 0; f < spec.columns(); f++) {
                int y = columns.y(n) + f * spec.width();
                rectify(y);
                int w = weight(f);
                for (int q = 0; q < k; q++) {
                    int at = row + f * k + q;
                    float delta = -sines[at] * upstream(y, w + q * spec.width());
                    if (!spec.phase()) {
                        delta = Math.fma(cosines[at], upstream(y, w + (k + q) * spec.width()), delta);
                    }
                    angles[at] = delta; // the angle itself is no longer needed
                }
            }
        }
    }

    /** The delta before ReLU. */
    private void rectify(int y) {
        for (int o = 0; o < spec.width() && spec.relu(); o++) {
            if (columns.y()[y + o] <= 0) {
                columns.dy()[y + o] = 0;
            }
        }
    }

    /** de W^T for one wave. */
    private float upstream(int y, int weight) {
        float[] dy = columns.dy();
        float sum = 0;
        for (int o = 0; o < spec.width(); o++) {
            sum = Math.fma(dy[y + o], parameters[weight + o], sum);
        }
        return sum;
    }

    @Override
    public void gradient(int slice, int piece, int rows, float[] gradient) {
        boolean phase = spec.phase();
        if (slice == 0) {
            frequencyGradient(rows, gradient);
        } else if (phase && slice == 1) {
            phaseGradient(rows, gradient);
        } else if (slice == (phase ? 2 : 1)) {
            weightGradient(rows, gradient);
        } else {
            biasGradient(rows, gradient);
        }
    }

    private void frequencyGradient(int rows, float[] gradient) {
        int k = spec.frequencies();
        Arrays.fill(gradient, frequencyAt, frequencyAt + spec.columns() * k, 0f);
        for (int n = 0; n < rows; n++) {
            for (int f = 0; f < spec.columns(); f++) {
                float turns = TWO_PI * columns.x()[columns.x(n) + f];
                for (int q = f * k; q < (f + 1) * k; q++) {
                    gradient[frequencyAt + q] = Math.fma(turns, angles[n * angleStride + q], gradient[frequencyAt + q]);
                }
            }
        }
    }

    private void phaseGradient(int rows, float[] gradient) {
        int count = spec.columns() * spec.frequencies();
        Arrays.fill(gradient, phaseAt, phaseAt + count, 0f);
        for (int n = 0; n < rows; n++) {
            for (int q = 0; q < count; q++) {
                gradient[phaseAt + q] += angles[n * angleStride + q];
            }
        }
    }

    private void weightGradient(int rows, float[] gradient) {
        int blocks = spec.shared() ? 1 : spec.columns();
        Arrays.fill(gradient, weightAt, weightAt + blocks * spec.waves() * spec.width(), 0f);
        int k = spec.frequencies();
        for (int n = 0; n < rows; n++) {
            for (int f = 0; f < spec.columns(); f++) {
                int y = columns.y(n) + f * spec.width();
                int waves = n * angleStride + f * k;
                addOuter(cosines, waves, y, gradient, weight(f));
                if (!spec.phase()) {
                    addOuter(sines, waves, y, gradient, weight(f) + k * spec.width());
                }
            }
        }
    }

    /** dW += u de^T of one feature in one row. */
    private void addOuter(float[] waves, int wavesAt, int y, float[] gradient, int at) {
        float[] dy = columns.dy();
        int width = spec.width();
        for (int q = 0; q < spec.frequencies(); q++) {
            float u = waves[wavesAt + q];
            for (int o = 0; o < width; o++) {
                int g = at + q * width + o;
                gradient[g] = Math.fma(u, dy[y + o], gradient[g]);
            }
        }
    }

    private void biasGradient(int rows, float[] gradient) {
        int blocks = spec.shared() ? 1 : spec.columns();
        Arrays.fill(gradient, biasAt, biasAt + blocks * spec.width(), 0f);
        for (int n = 0; n < rows; n++) {
            for (int f = 0; f < spec.columns(); f++) {
                for (int o = 0; o < spec.width(); o++) {
                    gradient[bias(f) + o] += columns.dy()[columns.y(n) + f * spec.width() + o];
                }
            }
        }
    }
}

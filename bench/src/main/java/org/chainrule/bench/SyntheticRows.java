package org.chainrule.bench;

import java.util.Arrays;
import org.chainrule.data.Dataset;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;

/** Rows in memory with inputs uniform in [-1, 1): speed does not depend on what a network could learn. */
final class SyntheticRows implements Dataset {
    private final int rows;
    private final int inputs;
    private final int classes;
    private final float[][] x;
    private final float[] y;

    /** Targets are class indices; with 0 classes they are the sum of the inputs. */
    SyntheticRows(int rows, int inputs, int classes, long seed) {
        this.rows = rows;
        this.inputs = inputs;
        this.classes = classes;
        this.x = new float[rows][inputs];
        this.y = new float[rows];
        long key = CounterRandom.key(seed, Stream.SAMPLE, 0);
        for (int n = 0; n < rows; n++) {
            for (int i = 0; i < inputs; i++) {
                x[n][i] = unit(CounterRandom.bits(key, (long) n * inputs + i));
            }
            y[n] = target(x[n]);
        }
    }

    private static float unit(long bits) {
        return (bits >>> 40) * 0x1p-23f - 1;
    }

    private float target(float[] row) {
        float sum = 0;
        for (float value : row) {
            sum += value;
        }
        return classes == 0 ? sum : Math.floorMod(Math.round(8 * sum), classes);
    }

    /** Numbers uniform in [-1, 1). */
    static float[] uniform(int length, long seed) {
        long key = CounterRandom.key(seed, Stream.SAMPLE, 1);
        float[] values = new float[length];
        for (int e = 0; e < length; e++) {
            values[e] = unit(CounterRandom.bits(key, e));
        }
        return values;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int targets() {
        return 1;
    }

    @Override
    public void gather(
            int[] order, int from, int count, int firstRow, int xStride, float[] xs, float[] ys, float[] weights) {
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            System.arraycopy(x[row], 0, xs, (firstRow + n) * xStride, inputs);
            ys[firstRow + n] = y[row];
        }
        Arrays.fill(weights, firstRow, firstRow + count, 1);
    }

    @Override
    public void gather(int[] order, int from, int count, double[] xs, double[] ys, double[] weights) {
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            for (int i = 0; i < inputs; i++) {
                xs[n * inputs + i] = x[row][i];
            }
            ys[n] = y[row];
        }
        Arrays.fill(weights, 0, count, 1);
    }
}

package org.chainrule.testing;

import org.chainrule.data.Dataset;

/**
 * Rows that claim to come from a disk, so that a training on more than one thread, or on as many as it likes, reads them ahead on a thread of its own.
 *
 * @param data where they really come from
 */
public record SlowDataset(Dataset data) implements Dataset {
    @Override
    public int rows() {
        return data.rows();
    }

    @Override
    public int inputs() {
        return data.inputs();
    }

    @Override
    public int targets() {
        return data.targets();
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void gather(
            int[] order, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights) {
        data.gather(order, from, count, firstRow, xStride, x, y, weights);
    }

    @Override
    public void gather(int[] order, int from, int count, double[] x, double[] y, double[] weights) {
        data.gather(order, from, count, x, y, weights);
    }
}

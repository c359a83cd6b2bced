package org.chainrule.train;

import org.chainrule.data.Dataset;

/**
 * Rows of a shard that is one row short of the largest: row number {@code rows()} has weight 0 and the numbers of the first row. It is asked for alone, as the batch of a step for
 * which no row is left, so that it stands beside no other row.
 */
record PaddedRows(Dataset data) implements Dataset {
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
        return data.mayBlock();
    }

    @Override
    public void gather(
            int[] order, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights) {
        if (count == 1 && order[from] == data.rows()) {
            data.gather(new int[1], 0, 1, firstRow, xStride, x, y, weights);
            weights[firstRow] = 0;
        } else {
            data.gather(order, from, count, firstRow, xStride, x, y, weights);
        }
    }

    @Override
    public void gather(int[] order, int from, int count, double[] x, double[] y, double[] weights) {
        throw new UnsupportedOperationException("shards are trained in float32");
    }
}

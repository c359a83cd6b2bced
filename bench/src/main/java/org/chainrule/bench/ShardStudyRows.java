package org.chainrule.bench;

import org.chainrule.data.Dataset;

/**
 * Rows of a shard: some of all rows, in an order of their own.
 *
 * @param data  all rows
 * @param order row numbers of the shards, one shard after the other
 * @param first position of this shard's first
 * @param rows  how many it has
 */
@SuppressWarnings("ArrayRecordComponent")
record ShardStudyRows(Dataset data, int[] order, int first, int rows) implements Dataset {
    @Override
    public int inputs() {
        return data.inputs();
    }

    @Override
    public int targets() {
        return data.targets();
    }

    private int[] there(int[] own, int from, int count) {
        int[] there = new int[count];
        for (int n = 0; n < count; n++) {
            there[n] = order[first + own[from + n]];
        }
        return there;
    }

    @Override
    public void gather(
            int[] own, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights) {
        data.gather(there(own, from, count), 0, count, firstRow, xStride, x, y, weights);
    }

    @Override
    public void gather(int[] own, int from, int count, double[] x, double[] y, double[] weights) {
        data.gather(there(own, from, count), 0, count, x, y, weights);
    }
}

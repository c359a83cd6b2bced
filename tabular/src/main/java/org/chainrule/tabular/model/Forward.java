package org.chainrule.tabular.model;

/** A forward pass with scratch memory of its own, for one thread at a time. */
@FunctionalInterface
public interface Forward {
    /**
     * o = o(z(L)) [2] for encoded rows.
     *
     * @param x    [rows x n(0)] row-major, read
     * @param rows how many
     * @param o    [rows x n(L)] row-major, overwritten
     */
    void predict(float[] x, int rows, double[] o);
}

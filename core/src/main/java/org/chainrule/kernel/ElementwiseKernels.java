package org.chainrule.kernel;

import org.chainrule.network.Activation;

/**
 * Work on one number at a time, in float32. Every implementation gives the same bits as {@link ScalarElementwise}, whatever the width of its vectors. No method
 * allocates or checks more than Java does.
 */
public interface ElementwiseKernels {
    /**
     * h = phi(z) [2].
     *
     * @param phi    the activation
     * @param z      read
     * @param h      overwritten; may be z
     * @param start  first element, of both
     * @param length elements
     */
    void activate(Activation phi, float[] z, float[] h, int start, int length);

    /**
     * dz = dh ⊙ phi'(z, h) [9].
     *
     * @param phi    the activation
     * @param z      read
     * @param h      phi(z), read
     * @param dh     read
     * @param dz     overwritten; may be dh
     * @param start  first element, of all
     * @param length elements
     */
    void activateBackward(Activation phi, float[] z, float[] h, float[] dh, float[] dz, int start, int length);

    /**
     * Whether all numbers of a range are finite.
     *
     * @param values read
     * @param from   first element
     * @param to     last element + 1
     * @return false if there is a NaN or an infinity
     */
    boolean allFinite(float[] values, int from, int to);

    /**
     * The largest number of a row, for softmax.
     *
     * @param values read, beyond length too
     * @param start  first element
     * @param length elements, at least 1
     * @return the maximum; NaN if there is a NaN
     */
    float maximum(float[] values, int start, int length);

    /**
     * out = e^(z - shift), the terms of softmax.
     *
     * @param z        read
     * @param zStart   first element of z
     * @param shift    taken off every z
     * @param out      overwritten; may be z at the same index
     * @param outStart first element of out
     * @param length   elements
     * @param room     elements of out from outStart on that belong to the caller, at least {@code length}: those beyond length keep their values, but no other thread
     *                 may write them meanwhile. A row that is padded to full vectors is faster when this says so.
     */
    void exponentials(float[] z, int zStart, float shift, float[] out, int outStart, int length, int room);

    /**
     * x = x / divisor - offset, the end of softmax.
     *
     * @param x       read and overwritten
     * @param start   first element
     * @param divisor divides
     * @param offset  taken off the quotient
     * @param length  elements
     * @param room    as for {@link #exponentials}
     */
    void quotients(float[] x, int start, float divisor, float offset, int length, int room);

    /**
     * out = 1 / (1 + e^-z).
     *
     * @param z        read
     * @param zStart   first element of z
     * @param out      overwritten; may be z at the same index
     * @param outStart first element of out
     * @param length   elements
     */
    void logistics(float[] z, int zStart, float[] out, int outStart, int length);

    /**
     * The cost of yes or no, out = max(z, 0) - y z + log(1 + e^-|z|).
     *
     * @param z        logits, read
     * @param zStart   first element of z
     * @param y        targets in [0, 1], read
     * @param yStart   first element of y
     * @param out      overwritten; may be z at the same index
     * @param outStart first element of out
     * @param length   elements
     */
    void logisticCosts(float[] z, int zStart, float[] y, int yStart, float[] out, int outStart, int length);

    /**
     * The derivative of {@link #logisticCosts}: out = logistic(z) - y, formed as (1 - y) - logistic(-z) for y above 1/2.
     *
     * @param z        logits, read
     * @param zStart   first element of z
     * @param y        targets in [0, 1], read
     * @param yStart   first element of y
     * @param out      overwritten; may be z at the same index
     * @param outStart first element of out
     * @param length   elements
     */
    void logisticDeltas(float[] z, int zStart, float[] y, int yStart, float[] out, int outStart, int length);

    /**
     * out = cos(x).
     *
     * @param x        angles in radians, read
     * @param xStart   first element of x
     * @param out      overwritten; may be x at the same index
     * @param outStart first element of out
     * @param length   elements
     */
    void cosines(float[] x, int xStart, float[] out, int outStart, int length);

    /**
     * out = sin(x).
     *
     * @param x        angles in radians, read
     * @param xStart   first element of x
     * @param out      overwritten; may be x at the same index
     * @param outStart first element of out
     * @param length   elements
     */
    void sines(float[] x, int xStart, float[] out, int outStart, int length);

    /**
     * sum = a + b.
     *
     * @param a    read
     * @param b    read
     * @param sum  overwritten; may be a or b
     * @param from first element, of all
     * @param to   last element + 1
     */
    void add(float[] a, float[] b, float[] sum, int from, int to);

    /**
     * x = factor x.
     *
     * @param x      read and overwritten
     * @param factor multiplies
     * @param from   first element
     * @param to     last element + 1
     */
    void scale(float[] x, float factor, int from, int to);

    /**
     * y = scale x where a unit is kept, 0 where it is dropped. Unit {@code firstIndex + e} is kept if its 16 random bits reach the threshold; four neighbours share
     * the 64 bits of draw {@code index >> 2} of {@code CounterRandom.bits(key, draw)}, the first of them the lowest bits.
     *
     * @param key        of the random numbers
     * @param firstIndex index of the first unit, a multiple of 4
     * @param threshold  the rate in steps of 1 / 65536
     * @param scale      multiplies what is kept
     * @param x          read
     * @param xStart     first element of x
     * @param y          overwritten; may be x at the same index
     * @param yStart     first element of y
     * @param length     elements
     */
    void dropout(
            long key,
            long firstIndex,
            int threshold,
            float scale,
            float[] x,
            int xStart,
            float[] y,
            int yStart,
            int length);
}

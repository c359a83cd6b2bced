package org.chainrule.kernel;

import org.chainrule.network.Activation;

/**
 * The inner loops of the batched engine, in float32. Every implementation gives the same bits: each element of a product is one chain of fused
 * multiply-adds in ascending k, elementwise functions are the polynomials of {@link FloatMath}, and nothing looks at the number of threads.
 *
 * <p>Matrices are row-major parts of flat arrays, given by the index of their first element and their row stride. No method allocates or checks bounds
 * beyond what Java does.
 */
public interface Kernels {
    /**
     * The name, as {@code chainrule.kernel} selects it: {@code scalar}, {@code 128}, {@code 256}, {@code 512}.
     *
     * @return the name
     */
    String name();

    /**
     * C = A B + bias. With A = H, B = W it is Z = H W + b [2]; with A = Delta, B = W^T and no bias it is the product in [9].
     *
     * @param a         [rows x depth], read
     * @param aStart    first element of a
     * @param aStride   row stride of a
     * @param b         [depth x columns], read; its rows lie {@code columns} apart
     * @param bStart    first element of b
     * @param c         [rows x columns], overwritten, must not overlap a or b
     * @param cStart    first element of c
     * @param cStride   row stride of c
     * @param rows      rows of a and c
     * @param depth     columns of a, rows of b
     * @param columns   columns of b and c
     * @param bias      [columns], read; the chains start from it
     * @param biasStart first element of the bias; -1 for none, then the chains start from 0
     */
    void product(
            float[] a,
            int aStart,
            int aStride,
            float[] b,
            int bStart,
            float[] c,
            int cStart,
            int cStride,
            int rows,
            int depth,
            int columns,
            float[] bias,
            int biasStart);

    /**
     * Rows iFrom to iTo of dW = H^T Delta [6]: each element is a chain over the rows of the batch in ascending order.
     *
     * @param h        [rows x ...], read
     * @param hStart   first element of h
     * @param hStride  row stride of h
     * @param delta    [rows x columns], read; its rows lie {@code columns} apart
     * @param dStart   first element of delta
     * @param gradient dW [... x columns], rows iFrom to iTo overwritten
     * @param gStart   first element of dW (of row 0)
     * @param rows     rows of the batch
     * @param iFrom    first row of dW
     * @param iTo      last row of dW + 1
     * @param columns  columns of delta and dW
     */
    void outerProducts(
            float[] h,
            int hStart,
            int hStride,
            float[] delta,
            int dStart,
            float[] gradient,
            int gStart,
            int rows,
            int iFrom,
            int iTo,
            int columns);

    /**
     * Sums of columns, each added up in ascending order of rows: db = sum of the rows of Delta.
     *
     * @param matrix   [rows x columns], read
     * @param start    first element
     * @param rows     rows
     * @param columns  columns
     * @param sums     overwritten
     * @param sumStart first element of the sums
     */
    void columnSums(float[] matrix, int start, int rows, int columns, float[] sums, int sumStart);

    /**
     * h = phi(z), elementwise [2].
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
     * The transpose of rows iFrom to iTo of a matrix.
     *
     * @param w        [rows x columns], read
     * @param wStart   first element of w
     * @param rows     rows of w
     * @param columns  columns of w
     * @param iFrom    first row
     * @param iTo      last row + 1
     * @param wt       [columns x rows], columns iFrom to iTo overwritten
     * @param wtStart  first element of wt
     */
    void transpose(float[] w, int wStart, int rows, int columns, int iFrom, int iTo, float[] wt, int wtStart);

    /**
     * Whether all numbers of a range are finite.
     *
     * @param values read
     * @param from   first element
     * @param to     last element + 1
     * @return false if there is a NaN or an infinity
     */
    boolean allFinite(float[] values, int from, int to);
}

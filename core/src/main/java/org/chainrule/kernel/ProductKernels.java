package org.chainrule.kernel;

/**
 * The three products of backpropagation, Z = H W + b [2], Delta' = Delta W^T [9] and dW = H^T Delta [6], as one operation on one panel of columns (see
 * {@link Panels}). They differ only in the strides with which the left matrix is read:
 *
 * <table>
 * <caption>The products</caption>
 * <tr><th>product</th><th>a, (aRow, aStep)</th><th>b, bStep</th><th>c</th><th>start</th></tr>
 * <tr><td>Z = H W + b</td><td>H, (stride, 1)</td><td>panel of W, its width</td><td>Z</td><td>the bias, step 0</td></tr>
 * <tr><td>Delta' = Delta W^T</td><td>Delta, (stride, 1)</td><td>panel of W^T, its width</td><td>Delta'</td><td>zeros</td></tr>
 * <tr><td>dW = H^T Delta</td><td>H, (1, stride)</td><td>columns of Delta, its stride</td><td>panel of dW</td><td>zeros</td></tr>
 * </table>
 *
 * <p>Every element is one chain of fused multiply-adds in ascending k, in every implementation, so the bits are the same. No method allocates or checks bounds
 * beyond what Java does.
 */
public interface ProductKernels {
    /**
     * c[r][j] = start[r][j] + sum over k, ascending, of a[r][k] b[k][j].
     *
     * @param rows      rows of a and c
     * @param width     columns of b and c: a multiple of {@link Panels#LANES}, at most {@link Panels#WIDTH}
     * @param depth     columns of a, rows of b
     * @param a         read; element (r, k) at aStart + r aRow + k aStep
     * @param aStart    first element of a
     * @param aRow      distance of two rows of a
     * @param aStep     distance of two columns of a
     * @param b         read; row k at bStart + k bStep
     * @param bStart    first element of b
     * @param bStep     distance of two rows of b
     * @param c         overwritten; row r at cStart + r cStep; must not overlap a or b
     * @param cStart    first element of c
     * @param cStep     distance of two rows of c
     * @param start     read; where the chains of row r start from, at startAt + r startStep; may be c itself, with its strides
     * @param startAt   first element of start
     * @param startStep distance of two rows of start; 0 for one row that all share
     */
    void product(
            int rows,
            int width,
            int depth,
            float[] a,
            int aStart,
            int aRow,
            int aStep,
            float[] b,
            int bStart,
            int bStep,
            float[] c,
            int cStart,
            int cStep,
            float[] start,
            int startAt,
            int startStep);

    /**
     * Z = H W + b [2] for a layer of few nodes, whose weights are kept as W^T: c[r][j] = start[j] + sum over k, ascending, of a[r][k] b[j][k].
     *
     * @param rows    rows of a and c
     * @param columns columns of c, rows of b
     * @param depth   columns of a and b
     * @param a       read; row r at aStart + r aRow
     * @param aStart  first element of a
     * @param aRow    distance of two rows of a
     * @param b       read; row j at bStart + j bRow
     * @param bStart  first element of b
     * @param bRow    distance of two rows of b
     * @param c       overwritten; row r at cStart + r cStep; must not overlap a or b
     * @param cStart  first element of c
     * @param cStep   distance of two rows of c
     * @param start   [columns] from startAt on, read: where the chains start from
     * @param startAt first element of start
     */
    void dots(
            int rows,
            int columns,
            int depth,
            float[] a,
            int aStart,
            int aRow,
            float[] b,
            int bStart,
            int bRow,
            float[] c,
            int cStart,
            int cStep,
            float[] start,
            int startAt);

    /**
     * Sums of columns, each added up in ascending order of rows: db = sum of the rows of Delta.
     *
     * @param rows   rows
     * @param width  columns: a multiple of {@link Panels#LANES}
     * @param b      read; row k at bStart + k bStep
     * @param bStart first element of b
     * @param bStep  distance of two rows of b
     * @param sums   [width] from sumsAt on, overwritten
     * @param sumsAt first element of the sums
     */
    void columnSums(int rows, int width, float[] b, int bStart, int bStep, float[] sums, int sumsAt);

    /**
     * The transpose of a block: t[j][i] = w[i][j].
     *
     * @param rows    rows of w, columns of t
     * @param columns columns of w, rows of t
     * @param w       read; row i at wStart + i wStep
     * @param wStart  first element of w
     * @param wStep   distance of two rows of w
     * @param t       overwritten; row j at tStart + j tStep
     * @param tStart  first element of t
     * @param tStep   distance of two rows of t
     */
    void transpose(int rows, int columns, float[] w, int wStart, int wStep, float[] t, int tStart, int tStep);
}

package org.chainrule.kernel;

/**
 * Batch normalisation (a group is a column, over the rows of the batch) and layer normalisation (a group is a row) in float32: u = (x - mean) scale with scale =
 * 1 / sqrt(variance + epsilon), y = gain u + shift. Every implementation gives the same bits as {@link ScalarNormalizations}.
 *
 * <p>Matrices are row-major parts of flat arrays; elements between the width and the stride are neither read into a sum nor written. Sums run in double. Those over
 * rows ascend; those within a row have the shape of {@link UpdateKernels#sumOfSquares}: 16 interleaved chains, added as a tree of neighbours, then what is left
 * over. Columns do not depend on each other in the methods that take a range of columns, rows do not in the others: any split among threads gives the same bits.
 */
public interface NormalizationKernels {
    /**
     * Mean and biased variance of columns from to.
     *
     * @param x          [rows x width], read
     * @param xStart     first element of x
     * @param xStride    row stride of x
     * @param rows       rows
     * @param from       first column
     * @param to         last column + 1
     * @param mean       elements from to overwritten
     * @param variance   elements from to overwritten
     */
    void columnMoments(
            float[] x, int xStart, int xStride, int rows, int from, int to, double[] mean, double[] variance);

    /**
     * y = gain (x - mean) scale + shift with the statistics of the columns.
     *
     * @param x          [rows x width], read
     * @param xStart     first element of x
     * @param xStride    row stride of x
     * @param mean       [width], read
     * @param scale      [width], read
     * @param parameters holds gain [width] and shift [width], read
     * @param gainStart  first gain
     * @param shiftStart first shift
     * @param y          [rows x width], overwritten; may be x at the same index
     * @param yStart     first element of y
     * @param yStride    row stride of y
     * @param rows       rows
     * @param width      columns
     */
    void normalizeByColumn(
            float[] x,
            int xStart,
            int xStride,
            float[] mean,
            float[] scale,
            float[] parameters,
            int gainStart,
            int shiftStart,
            float[] y,
            int yStart,
            int yStride,
            int rows,
            int width);

    /**
     * mean(du) and mean(du ⊙ u) of columns from to, with du = dy ⊙ gain.
     *
     * @param x          [rows x width], read
     * @param xStart     first element of x
     * @param xStride    row stride of x
     * @param dy         [rows x width], read
     * @param dyStart    first element of dy
     * @param dyStride   row stride of dy
     * @param mean       [width], read
     * @param scale      [width], read
     * @param parameters holds gain [width] and shift [width], read
     * @param gainStart  first gain
     * @param rows       rows
     * @param from       first column
     * @param to         last column + 1
     * @param sums       scratch, elements from to overwritten
     * @param products   scratch, elements from to overwritten
     * @param meanDu     elements from to overwritten
     * @param meanDuU    elements from to overwritten
     */
    void columnDeltas(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            float[] parameters,
            int gainStart,
            int rows,
            int from,
            int to,
            double[] sums,
            double[] products,
            float[] meanDu,
            float[] meanDuU);

    /**
     * dx = scale (du - mean(du) - u mean(du ⊙ u)) with the statistics of the columns.
     *
     * @param x          [rows x width], read
     * @param xStart     first element of x
     * @param xStride    row stride of x
     * @param dy         [rows x width], read
     * @param dyStart    first element of dy
     * @param dyStride   row stride of dy
     * @param mean       [width], read
     * @param scale      [width], read
     * @param meanDu     [width], read
     * @param meanDuU    [width], read
     * @param parameters holds gain [width] and shift [width], read
     * @param gainStart  first gain
     * @param dx         [rows x width], overwritten; may be dy at the same index
     * @param dxStart    first element of dx
     * @param dxStride   row stride of dx
     * @param rows       rows
     * @param width      columns
     */
    void backwardByColumn(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            float[] meanDu,
            float[] meanDuU,
            float[] parameters,
            int gainStart,
            float[] dx,
            int dxStart,
            int dxStride,
            int rows,
            int width);

    /**
     * The gradient of the gain of columns from to, the chain over the rows of dy ⊙ u, with the statistics of the columns.
     *
     * @param x          [rows x width], read
     * @param xStart     first element of x
     * @param xStride    row stride of x
     * @param dy         [rows x width], read
     * @param dyStart    first element of dy
     * @param dyStride   row stride of dy
     * @param mean       [width], read
     * @param scale      [width], read
     * @param rows       rows
     * @param from       first column
     * @param to         last column + 1
     * @param gradient   overwritten at gradientStart + from to gradientStart + to
     * @param gradientStart where column 0 lies
     */
    void gainGradientByColumn(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            int rows,
            int from,
            int to,
            float[] gradient,
            int gradientStart);

    /**
     * y = gain (x - mean) scale + shift with mean and scale of each row, which are left behind for the way back.
     *
     * @param x          [rows x width], read
     * @param xStart     first element of x
     * @param xStride    row stride of x
     * @param epsilon    added to the variance
     * @param mean       [rows] from groupStart on, overwritten
     * @param scale      [rows] from groupStart on, overwritten
     * @param groupStart where the first row's mean and scale lie
     * @param parameters holds gain [width] and shift [width], read
     * @param gainStart  first gain
     * @param shiftStart first shift
     * @param y          [rows x width], overwritten; may be x at the same index
     * @param yStart     first element of y
     * @param yStride    row stride of y
     * @param rows       rows
     * @param width      columns
     */
    void normalizeByRow(
            float[] x,
            int xStart,
            int xStride,
            double epsilon,
            float[] mean,
            float[] scale,
            int groupStart,
            float[] parameters,
            int gainStart,
            int shiftStart,
            float[] y,
            int yStart,
            int yStride,
            int rows,
            int width);

    /**
     * dx = scale (du - mean(du) - u mean(du ⊙ u)) with du = dy ⊙ gain and the statistics of the rows.
     *
     * @param x          [rows x width], read
     * @param xStart     first element of x
     * @param xStride    row stride of x
     * @param dy         [rows x width], read
     * @param dyStart    first element of dy
     * @param dyStride   row stride of dy
     * @param mean       [rows] from groupStart on, read
     * @param scale      [rows] from groupStart on, read
     * @param groupStart where the first row's mean and scale lie
     * @param parameters holds gain [width] and shift [width], read
     * @param gainStart  first gain
     * @param dx         [rows x width], overwritten; may be dy at the same index
     * @param dxStart    first element of dx
     * @param dxStride   row stride of dx
     * @param rows       rows
     * @param width      columns
     */
    void backwardByRow(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            int groupStart,
            float[] parameters,
            int gainStart,
            float[] dx,
            int dxStart,
            int dxStride,
            int rows,
            int width);

    /**
     * The gradient of the gain of columns from to, the chain over the rows of dy ⊙ u, with the statistics of the rows.
     *
     * @param x          [rows x width], read
     * @param xStart     first element of x
     * @param xStride    row stride of x
     * @param dy         [rows x width], read
     * @param dyStart    first element of dy
     * @param dyStride   row stride of dy
     * @param mean       [rows] from groupStart on, read
     * @param scale      [rows] from groupStart on, read
     * @param groupStart where the first row's mean and scale lie
     * @param rows       rows
     * @param from       first column
     * @param to         last column + 1
     * @param gradient   overwritten at gradientStart + from to gradientStart + to
     * @param gradientStart where column 0 lies
     */
    void gainGradientByRow(
            float[] x,
            int xStart,
            int xStride,
            float[] dy,
            int dyStart,
            int dyStride,
            float[] mean,
            float[] scale,
            int groupStart,
            int rows,
            int from,
            int to,
            float[] gradient,
            int gradientStart);
}

package org.chainrule.kernel.vector;

import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.NormalizationKernels;
import org.chainrule.kernel.ScalarNormalizations;

/** The normalisations in SIMD, with the bits of {@link ScalarNormalizations}, which does the columns that do not fill a vector. */
final class VectorNormalizations implements NormalizationKernels {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SPECIES.vectorShape());
    private static final int LANES = SPECIES.length();

    private final ScalarNormalizations scalar = new ScalarNormalizations();

    @Override
    public void columnMoments(
            float[] x, int xStart, int xStride, int rows, int from, int to, double[] mean, double[] variance) {
        int j = from;
        for (; j <= to - LANES; j += LANES) {
            columnMeans(x, xStart + j, xStride, rows, mean, j);
            columnVariances(x, xStart + j, xStride, rows, mean, variance, j);
        }
        scalar.columnMoments(x, xStart, xStride, rows, j, to, mean, variance);
    }

    private static void columnMeans(float[] x, int start, int stride, int rows, double[] mean, int j) {
        DoubleVector low = DoubleVector.zero(DOUBLES);
        DoubleVector high = DoubleVector.zero(DOUBLES);
        for (int n = 0, p = start; n < rows; n++, p += stride) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, p);
            low = ((DoubleVector) v.convert(F2D, 0)).add(low);
            high = ((DoubleVector) v.convert(F2D, 1)).add(high);
        }
        VectorWidth.MINUS_ZEROS.add(low).intoArray(mean, j);
        VectorWidth.MINUS_ZEROS.add(high).intoArray(mean, j + LANES / 2);
        divide(mean, j, rows);
    }

    private static void columnVariances(
            float[] x, int start, int stride, int rows, double[] mean, double[] variance, int j) {
        DoubleVector low = DoubleVector.zero(DOUBLES);
        DoubleVector high = DoubleVector.zero(DOUBLES);
        DoubleVector lowMean = DoubleVector.fromArray(DOUBLES, mean, j);
        DoubleVector highMean = DoubleVector.fromArray(DOUBLES, mean, j + LANES / 2);
        for (int n = 0, p = start; n < rows; n++, p += stride) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, p);
            DoubleVector first = ((DoubleVector) v.convert(F2D, 0)).sub(lowMean);
            DoubleVector second = ((DoubleVector) v.convert(F2D, 1)).sub(highMean);
            low = first.fma(first, low);
            high = second.fma(second, high);
        }
        VectorWidth.MINUS_ZEROS.add(low).intoArray(variance, j);
        VectorWidth.MINUS_ZEROS.add(high).intoArray(variance, j + LANES / 2);
        divide(variance, j, rows);
    }

    private static void divide(double[] sums, int from, int rows) {
        for (int j = from; j < from + LANES; j++) {
            sums[j] /= rows;
        }
    }

    @Override
    public void normalizeByColumn(
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
            int width) {
        int whole = width - width % LANES;
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = yStart + n * yStride;
            for (int j = 0; j < whole; j += LANES) {
                FloatVector u = FloatVector.fromArray(SPECIES, x, p + j)
                        .sub(FloatVector.fromArray(SPECIES, mean, j))
                        .mul(FloatVector.fromArray(SPECIES, scale, j));
                FloatVector.fromArray(SPECIES, parameters, gainStart + j)
                        .fma(u, FloatVector.fromArray(SPECIES, parameters, shiftStart + j))
                        .intoArray(y, q + j);
            }
            for (int j = whole; j < width; j++) {
                float u = (x[p + j] - mean[j]) * scale[j];
                y[q + j] = Math.fma(parameters[gainStart + j], u, parameters[shiftStart + j]);
            }
        }
    }

    @Override
    public void columnDeltas(
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
            float[] meanDuU) {
        int j = from;
        for (; j <= to - LANES; j += LANES) {
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector s = FloatVector.fromArray(SPECIES, scale, j);
            FloatVector gain = FloatVector.fromArray(SPECIES, parameters, gainStart + j);
            DoubleVector low = DoubleVector.zero(DOUBLES);
            DoubleVector high = DoubleVector.zero(DOUBLES);
            DoubleVector lowProduct = DoubleVector.zero(DOUBLES);
            DoubleVector highProduct = DoubleVector.zero(DOUBLES);
            for (int n = 0, p = xStart + j, q = dyStart + j; n < rows; n++, p += xStride, q += dyStride) {
                FloatVector u = FloatVector.fromArray(SPECIES, x, p).sub(m).mul(s);
                FloatVector du = FloatVector.fromArray(SPECIES, dy, q).mul(gain);
                DoubleVector first = (DoubleVector) du.convert(F2D, 0);
                DoubleVector second = (DoubleVector) du.convert(F2D, 1);
                low = first.add(low);
                high = second.add(high);
                lowProduct = first.fma((DoubleVector) u.convert(F2D, 0), lowProduct);
                highProduct = second.fma((DoubleVector) u.convert(F2D, 1), highProduct);
            }
            VectorWidth.MINUS_ZEROS.add(low).intoArray(sums, j);
            VectorWidth.MINUS_ZEROS.add(high).intoArray(sums, j + LANES / 2);
            VectorWidth.MINUS_ZEROS.add(lowProduct).intoArray(products, j);
            VectorWidth.MINUS_ZEROS.add(highProduct).intoArray(products, j + LANES / 2);
        }
        for (int k = from; k < j; k++) {
            meanDu[k] = (float) (sums[k] / rows);
            meanDuU[k] = (float) (products[k] / rows);
        }
        scalar.columnDeltas(
                x,
                xStart,
                xStride,
                dy,
                dyStart,
                dyStride,
                mean,
                scale,
                parameters,
                gainStart,
                rows,
                j,
                to,
                sums,
                products,
                meanDu,
                meanDuU);
    }

    @Override
    public void backwardByColumn(
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
            int width) {
        int whole = width - width % LANES;
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = dyStart + n * dyStride;
            int r = dxStart + n * dxStride;
            for (int j = 0; j < whole; j += LANES) {
                FloatVector s = FloatVector.fromArray(SPECIES, scale, j);
                FloatVector u = FloatVector.fromArray(SPECIES, x, p + j)
                        .sub(FloatVector.fromArray(SPECIES, mean, j))
                        .mul(s);
                FloatVector du = FloatVector.fromArray(SPECIES, dy, q + j)
                        .mul(FloatVector.fromArray(SPECIES, parameters, gainStart + j));
                du.sub(FloatVector.fromArray(SPECIES, meanDu, j))
                        .sub(u.mul(FloatVector.fromArray(SPECIES, meanDuU, j)))
                        .mul(s)
                        .intoArray(dx, r + j);
            }
            for (int j = whole; j < width; j++) {
                float u = (x[p + j] - mean[j]) * scale[j];
                float du = dy[q + j] * parameters[gainStart + j];
                dx[r + j] = scale[j] * (du - meanDu[j] - u * meanDuU[j]);
            }
        }
    }

    @Override
    public void gainGradientByColumn(
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
            int gradientStart) {
        int j = from;
        for (; j <= to - LANES; j += LANES) {
            FloatVector m = FloatVector.fromArray(SPECIES, mean, j);
            FloatVector s = FloatVector.fromArray(SPECIES, scale, j);
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int n = 0, p = xStart + j, q = dyStart + j; n < rows; n++, p += xStride, q += dyStride) {
                FloatVector u = FloatVector.fromArray(SPECIES, x, p).sub(m).mul(s);
                sum = FloatVector.fromArray(SPECIES, dy, q).fma(u, sum);
            }
            VectorWidth.MINUS_ZERO.add(sum).intoArray(gradient, gradientStart + j);
        }
        scalar.gainGradientByColumn(
                x, xStart, xStride, dy, dyStart, dyStride, mean, scale, rows, j, to, gradient, gradientStart);
    }

    @Override
    public void normalizeByRow(
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
            int width) {
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = yStart + n * yStride;
            double exact = RowSums.of(x, p, width) / width;
            float m = (float) exact;
            float s = (float) (1 / Math.sqrt(RowSums.ofSquares(x, p, width, exact) / width + epsilon));
            mean[groupStart + n] = m;
            scale[groupStart + n] = s;
            int j = 0;
            for (; j <= width - LANES; j += LANES) {
                FloatVector u = FloatVector.fromArray(SPECIES, x, p + j).sub(m).mul(s);
                FloatVector.fromArray(SPECIES, parameters, gainStart + j)
                        .fma(u, FloatVector.fromArray(SPECIES, parameters, shiftStart + j))
                        .intoArray(y, q + j);
            }
            for (; j < width; j++) {
                y[q + j] = Math.fma(parameters[gainStart + j], (x[p + j] - m) * s, parameters[shiftStart + j]);
            }
        }
    }

    @Override
    public void backwardByRow(
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
            int width) {
        for (int n = 0; n < rows; n++) {
            int p = xStart + n * xStride;
            int q = dyStart + n * dyStride;
            int r = dxStart + n * dxStride;
            float m = mean[groupStart + n];
            float s = scale[groupStart + n];
            float meanDu = (float) (RowSums.ofDeltas(dy, q, parameters, gainStart, width) / width);
            float meanDuU = (float) (RowSums.ofProducts(x, p, dy, q, parameters, gainStart, width, m, s) / width);
            int j = 0;
            for (; j <= width - LANES; j += LANES) {
                FloatVector u = FloatVector.fromArray(SPECIES, x, p + j).sub(m).mul(s);
                FloatVector du = FloatVector.fromArray(SPECIES, dy, q + j)
                        .mul(FloatVector.fromArray(SPECIES, parameters, gainStart + j));
                du.sub(meanDu).sub(u.mul(meanDuU)).mul(s).intoArray(dx, r + j);
            }
            for (; j < width; j++) {
                float u = (x[p + j] - m) * s;
                dx[r + j] = s * (dy[q + j] * parameters[gainStart + j] - meanDu - u * meanDuU);
            }
        }
    }

    @Override
    public void gainGradientByRow(
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
            int gradientStart) {
        int j = from;
        for (; j <= to - LANES; j += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int n = 0, p = xStart + j, q = dyStart + j; n < rows; n++, p += xStride, q += dyStride) {
                FloatVector u = FloatVector.fromArray(SPECIES, x, p)
                        .sub(mean[groupStart + n])
                        .mul(scale[groupStart + n]);
                sum = FloatVector.fromArray(SPECIES, dy, q).fma(u, sum);
            }
            VectorWidth.MINUS_ZERO.add(sum).intoArray(gradient, gradientStart + j);
        }
        scalar.gainGradientByRow(
                x,
                xStart,
                xStride,
                dy,
                dyStart,
                dyStride,
                mean,
                scale,
                groupStart,
                rows,
                j,
                to,
                gradient,
                gradientStart);
    }
}

package org.chainrule.kernel.vector;

import static org.chainrule.kernel.vector.Samples.assertBits;

import org.chainrule.kernel.NormalizationKernels;
import org.chainrule.kernel.ScalarNormalizations;
import org.junit.jupiter.api.Test;

/** The SIMD normalisations against their scalar twins, bit for bit, for all widths up to 70, with strides, offsets and ranges of columns. */
class VectorNormalizationsTest {
    private static final int METHODS = 8;

    /** The shapes of one case. Matrices start at 2, 3 and 4, groups at 5, the gradient at 6. */
    record Shape(int rows, int width, int from, int to, int xStride, int dyStride, int yStride) {}

    /** The arrays of one case. */
    record Data(float[][] floats, double[][] doubles) {
        static Data of(Shape s, Samples samples, boolean special) {
            int groups = 5 + Math.max(s.rows, s.width);
            int[] sizes = {
                2 + s.rows * s.xStride,
                3 + s.rows * s.dyStride,
                4 + s.rows * s.yStride,
                1 + 2 * s.width,
                groups,
                groups,
                s.width,
                s.width,
                6 + s.width
            };
            float[][] floats = new float[sizes.length][];
            for (int k = 0; k < sizes.length; k++) {
                floats[k] = special ? samples.mixed(sizes[k]) : samples.plain(sizes[k]);
            }
            return new Data(floats, new double[2][s.width]);
        }

        Data copy() {
            float[][] copy = floats.clone();
            for (int k = 0; k < copy.length; k++) {
                copy[k] = copy[k].clone();
            }
            return new Data(copy, new double[][] {doubles[0].clone(), doubles[1].clone()});
        }
    }

    private static void run(NormalizationKernels k, int method, Shape s, Data data) {
        float[] x = data.floats[0];
        float[] dy = data.floats[1];
        float[] y = data.floats[2];
        float[] gain = data.floats[3];
        float[] mean = data.floats[4];
        float[] scale = data.floats[5];
        float[] du = data.floats[6];
        float[] duU = data.floats[7];
        float[] gradient = data.floats[8];
        double[] sums = data.doubles[0];
        double[] more = data.doubles[1];
        int xs = s.xStride;
        int ds = s.dyStride;
        int ys = s.yStride;
        switch (method) {
            case 0 -> k.columnMoments(x, 2, xs, s.rows, s.from, s.to, sums, more);
            case 1 -> k.normalizeByColumn(x, 2, xs, mean, scale, gain, 1, 1 + s.width, y, 4, ys, s.rows, s.width);
            case 2 ->
                k.columnDeltas(x, 2, xs, dy, 3, ds, mean, scale, gain, 1, s.rows, s.from, s.to, sums, more, du, duU);
            case 3 -> k.backwardByColumn(x, 2, xs, dy, 3, ds, mean, scale, du, duU, gain, 1, y, 4, ys, s.rows, s.width);
            case 4 -> k.gainGradientByColumn(x, 2, xs, dy, 3, ds, mean, scale, s.rows, s.from, s.to, gradient, 6);
            case 5 -> k.normalizeByRow(x, 2, xs, 1e-5, mean, scale, 5, gain, 1, 1 + s.width, y, 4, ys, s.rows, s.width);
            case 6 -> k.backwardByRow(x, 2, xs, dy, 3, ds, mean, scale, 5, gain, 1, y, 4, ys, s.rows, s.width);
            default -> k.gainGradientByRow(x, 2, xs, dy, 3, ds, mean, scale, 5, s.rows, s.from, s.to, gradient, 6);
        }
    }

    @Test
    void haveTheBitsOfTheScalarNormalizations() {
        Samples samples = new Samples(3);
        for (int round = 0; round < 8; round++) {
            for (int width = 1; width < 71; width++) {
                int from = samples.below(width);
                int to = round % 2 == 0 ? width : from + 1 + samples.below(width - from);
                int[] slack = {samples.below(20), samples.below(20), samples.below(20)};
                Shape shape = new Shape(
                        1 + samples.below(9), width, from, to, width + slack[0], width + slack[1], width + slack[2]);
                compare(shape, Data.of(shape, samples, round > 5));
            }
        }
    }

    private static void compare(Shape shape, Data data) {
        for (int method = 0; method < METHODS; method++) {
            Data expected = data.copy();
            Data found = data.copy();
            run(new ScalarNormalizations(), method, shape, expected);
            run(new VectorNormalizations(), method, shape, found);
            for (int k = 0; k < expected.floats.length; k++) {
                assertBits(expected.floats[k], found.floats[k], "method " + method + ", array " + k + ", " + shape);
            }
            for (int k = 0; k < expected.doubles.length; k++) {
                assertBits(expected.doubles[k], found.doubles[k], "method " + method + ", sums " + k + ", " + shape);
            }
        }
    }
}

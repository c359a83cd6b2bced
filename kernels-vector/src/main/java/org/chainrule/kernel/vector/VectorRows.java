package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.RowKernels;

/** The row kernels in SIMD, with the bits of {@code ScalarRows}. Lengths are whole vectors. */
final class VectorRows implements RowKernels {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final int LANES = SPECIES.length();

    @Override
    public void multiply(float[] x, int xAt, float[] s, int sAt, float[] y, int yAt, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + j)
                    .mul(FloatVector.fromArray(SPECIES, s, sAt + j))
                    .intoArray(y, yAt + j);
        }
    }

    @Override
    public void multiplyAdd(
            float[] x, int xAt, float[] s, int sAt, float[] b, int bAt, float[] y, int yAt, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + j)
                    .fma(FloatVector.fromArray(SPECIES, s, sAt + j), FloatVector.fromArray(SPECIES, b, bAt + j))
                    .intoArray(y, yAt + j);
        }
    }

    @Override
    public void scaleAdd(float factor, float[] b, int bAt, float[] y, int yAt, int length) {
        FloatVector c = FloatVector.broadcast(SPECIES, factor);
        for (int j = 0; j < length; j += LANES) {
            FloatVector.fromArray(SPECIES, y, yAt + j)
                    .fma(c, FloatVector.fromArray(SPECIES, b, bAt + j))
                    .intoArray(y, yAt + j);
        }
    }

    @Override
    public void addProducts(float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector.fromArray(SPECIES, a, aAt + j)
                    .fma(FloatVector.fromArray(SPECIES, b, bAt + j), FloatVector.fromArray(SPECIES, sum, sumAt + j))
                    .intoArray(sum, sumAt + j);
        }
    }

    @Override
    public void mix(
            float[] z, int zAt, float[] f, int fAt, float[] alpha, int alphaAt, float[] y, int yAt, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, z, zAt + j);
            FloatVector.fromArray(SPECIES, f, fAt + j)
                    .sub(value)
                    .fma(FloatVector.fromArray(SPECIES, alpha, alphaAt + j), value)
                    .intoArray(y, yAt + j);
        }
    }

    @Override
    public void addRest(float[] d, int dAt, float[] alpha, int alphaAt, float[] x, int xAt, int length) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        for (int j = 0; j < length; j += LANES) {
            FloatVector.fromArray(SPECIES, d, dAt + j)
                    .fma(
                            one.sub(FloatVector.fromArray(SPECIES, alpha, alphaAt + j)),
                            FloatVector.fromArray(SPECIES, x, xAt + j))
                    .intoArray(x, xAt + j);
        }
    }

    @Override
    public void addDifferences(
            float[] d, int dAt, float[] f, int fAt, float[] z, int zAt, float[] sum, int sumAt, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector.fromArray(SPECIES, d, dAt + j)
                    .fma(
                            FloatVector.fromArray(SPECIES, f, fAt + j).sub(FloatVector.fromArray(SPECIES, z, zAt + j)),
                            FloatVector.fromArray(SPECIES, sum, sumAt + j))
                    .intoArray(sum, sumAt + j);
        }
    }
}

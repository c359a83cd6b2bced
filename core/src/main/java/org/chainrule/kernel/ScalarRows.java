package org.chainrule.kernel;

/** The row kernels as plain loops: they run on any JVM and are the oracle of every other implementation. */
public final class ScalarRows implements RowKernels {
    /** Stateless. */
    public ScalarRows() {}

    @Override
    public void multiply(float[] x, int xAt, float[] s, int sAt, float[] y, int yAt, int length) {
        for (int j = 0; j < length; j++) {
            y[yAt + j] = x[xAt + j] * s[sAt + j];
        }
    }

    @Override
    public void multiplyAdd(
            float[] x, int xAt, float[] s, int sAt, float[] b, int bAt, float[] y, int yAt, int length) {
        for (int j = 0; j < length; j++) {
            y[yAt + j] = Math.fma(x[xAt + j], s[sAt + j], b[bAt + j]);
        }
    }

    @Override
    public void scaleAdd(float factor, float[] b, int bAt, float[] y, int yAt, int length) {
        for (int j = 0; j < length; j++) {
            y[yAt + j] = Math.fma(y[yAt + j], factor, b[bAt + j]);
        }
    }

    @Override
    public void addProducts(float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int length) {
        for (int j = 0; j < length; j++) {
            sum[sumAt + j] = Math.fma(a[aAt + j], b[bAt + j], sum[sumAt + j]);
        }
    }

    @Override
    public void mix(
            float[] z, int zAt, float[] f, int fAt, float[] alpha, int alphaAt, float[] y, int yAt, int length) {
        for (int j = 0; j < length; j++) {
            float value = z[zAt + j];
            y[yAt + j] = Math.fma(f[fAt + j] - value, alpha[alphaAt + j], value);
        }
    }

    @Override
    public void addRest(float[] d, int dAt, float[] alpha, int alphaAt, float[] x, int xAt, int length) {
        for (int j = 0; j < length; j++) {
            x[xAt + j] = Math.fma(d[dAt + j], 1 - alpha[alphaAt + j], x[xAt + j]);
        }
    }

    @Override
    public void addDifferences(
            float[] d, int dAt, float[] f, int fAt, float[] z, int zAt, float[] sum, int sumAt, int length) {
        for (int j = 0; j < length; j++) {
            sum[sumAt + j] = Math.fma(d[dAt + j], f[fAt + j] - z[zAt + j], sum[sumAt + j]);
        }
    }
}

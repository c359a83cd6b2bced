package org.chainrule.kernel;

/**
 * Work on rows of numbers with a factor, an offset or a sum for each column, in float32: trainable scales, members' adapters, parametric activations. Every
 * implementation gives the same bits. Lengths are multiples of {@link Panels#LANES}. No method allocates.
 */
public interface RowKernels {
    /**
     * y = x ⊙ s.
     *
     * @param x      read
     * @param xAt    first element of x
     * @param s      read
     * @param sAt    first element of s
     * @param y      overwritten; may be x at the same index
     * @param yAt    first element of y
     * @param length elements
     */
    void multiply(float[] x, int xAt, float[] s, int sAt, float[] y, int yAt, int length);

    /**
     * y = x ⊙ s + b, fused.
     *
     * @param x      read
     * @param xAt    first element of x
     * @param s      read
     * @param sAt    first element of s
     * @param b      read
     * @param bAt    first element of b
     * @param y      overwritten; may be x at the same index
     * @param yAt    first element of y
     * @param length elements
     */
    void multiplyAdd(float[] x, int xAt, float[] s, int sAt, float[] b, int bAt, float[] y, int yAt, int length);

    /**
     * y = factor y + b, fused: the product of a layer in NTK parametrisation and its bias.
     *
     * @param factor multiplies
     * @param b      read
     * @param bAt    first element of b
     * @param y      read and overwritten
     * @param yAt    first element of y
     * @param length elements
     */
    void scaleAdd(float factor, float[] b, int bAt, float[] y, int yAt, int length);

    /**
     * sum = a ⊙ b + sum, fused.
     *
     * @param a      read
     * @param aAt    first element of a
     * @param b      read
     * @param bAt    first element of b
     * @param sum    read and overwritten
     * @param sumAt  first element of the sums
     * @param length elements
     */
    void addProducts(float[] a, int aAt, float[] b, int bAt, float[] sum, int sumAt, int length);

    /**
     * y = z + alpha ⊙ (f - z): a parametric activation.
     *
     * @param z       read
     * @param zAt     first element of z
     * @param f       phi(z), read
     * @param fAt     first element of f
     * @param alpha   read
     * @param alphaAt first element of alpha
     * @param y       overwritten
     * @param yAt     first element of y
     * @param length  elements
     */
    void mix(float[] z, int zAt, float[] f, int fAt, float[] alpha, int alphaAt, float[] y, int yAt, int length);

    /**
     * x = x + (1 - alpha) ⊙ d: what the identity in a parametric activation hands back.
     *
     * @param d       read
     * @param dAt     first element of d
     * @param alpha   read
     * @param alphaAt first element of alpha
     * @param x       read and overwritten
     * @param xAt     first element of x
     * @param length  elements
     */
    void addRest(float[] d, int dAt, float[] alpha, int alphaAt, float[] x, int xAt, int length);

    /**
     * sum = d ⊙ (f - z) + sum: the gradient of alpha.
     *
     * @param d      read
     * @param dAt    first element of d
     * @param f      read
     * @param fAt    first element of f
     * @param z      read
     * @param zAt    first element of z
     * @param sum    read and overwritten
     * @param sumAt  first element of the sums
     * @param length elements
     */
    void addDifferences(float[] d, int dAt, float[] f, int fAt, float[] z, int zAt, float[] sum, int sumAt, int length);
}

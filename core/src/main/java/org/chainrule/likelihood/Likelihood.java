package org.chainrule.likelihood;

import org.chainrule.kernel.ElementwiseKernels;

/**
 * A likelihood p(y | f(x)): it owns the output activation o = o(z(L)), the cost J = -log p(y | o) of one example and where backpropagation starts,
 * delta(L) = dJ/dz(L) [10]. An impossible pair of output activation and cost can therefore not be written.
 *
 * <p>All methods work on one example, the row of width {@code width} = n(L) that starts at the given offset; none allocates. The double methods are the
 * reference, the float methods their fast twins (built on {@code FloatMath}, so their bits are the same on every machine). Which constants J drops is said
 * by each implementation. Weights multiply J and delta(L) outside, see {@code gradient}.
 *
 * <p>Users extend the family through {@link CustomLikelihood}.
 */
public sealed interface Likelihood
        permits Gaussian,
                GaussianWithVariance,
                Laplace,
                Huber,
                Quantile,
                Bernoulli,
                Categorical,
                Poisson,
                CustomLikelihood {
    /**
     * The name on the command line and in the model file, such as {@code gaussian}.
     *
     * @return the name
     */
    String name();

    /**
     * The name with its parameters, such as {@code huber(1.5)}; {@link Likelihoods#parse} reads it back to an equal value.
     *
     * @return the name alone where there are none
     */
    default String spec() {
        return name();
    }

    /**
     * How many numbers y has for one example.
     *
     * @param width n(L), the width of z(L)
     * @return the width of y; 1 for a categorical (the class index)
     * @throws IllegalArgumentException if this likelihood cannot follow a layer of this width
     */
    int targets(int width);

    /**
     * How wide z(L) must be.
     *
     * @param targets the number of target columns (for a categorical: the number of classes)
     * @return n(L)
     */
    int outputs(int targets);

    /**
     * Says whether y is possible under this likelihood (a class index in range, a count not negative, ...).
     *
     * @param y      targets, read
     * @param yStart index of the first target of the row
     * @param width  n(L)
     * @return null if it is possible, else what was expected, for an error message
     */
    @org.jspecify.annotations.Nullable
    String impossible(double[] y, int yStart, int width);

    /**
     * The output activation o = o(z) [2].
     *
     * @param z      pre-activations, read
     * @param zStart index of the first element of the row
     * @param o      outputs, overwritten; may be the same row as z
     * @param oStart index of the first element of the row
     * @param width  n(L)
     */
    void output(double[] z, int zStart, double[] o, int oStart, int width);

    /**
     * The cost of one example, J = -log p(y | o(z)), computed from z so that it is finite wherever the exact value is.
     *
     * @param z      pre-activations, read
     * @param zStart index of the first element of the row
     * @param y      targets, read
     * @param yStart index of the first target of the row
     * @param width  n(L)
     * @return J
     */
    double cost(double[] z, int zStart, double[] y, int yStart, int width);

    /**
     * delta(L) = dJ/dz(L) [10], in the collapsed form where there is one (o - y for the canonical pairs).
     *
     * @param z          pre-activations, read
     * @param zStart     index of the first element of the row
     * @param y          targets, read
     * @param yStart     index of the first target of the row
     * @param delta      overwritten; may be the same row as z
     * @param deltaStart index of the first element of the row
     * @param width      n(L)
     */
    void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width);

    /**
     * grad_o J, the first factor of [10] in its general form delta(L) = Jac_o(z)^T grad_o J.
     *
     * @param o        outputs o(z) of one example, [width], read
     * @param y        targets of one example, read
     * @param gradient [width], overwritten
     */
    void outputGradient(double[] o, double[] y, double[] gradient);

    /**
     * Jac_o(z), the second factor of [10] in its general form: element (k, m) is do_k / dz_m. Diagonal for elementwise outputs.
     *
     * @param z        pre-activations of one example, [width], read
     * @param jacobian [width x width] row-major, overwritten
     */
    void outputJacobian(double[] z, double[] jacobian);

    /**
     * Float twin of {@link #output(double[], int, double[], int, int)}.
     *
     * @param z      read
     * @param zStart row of z
     * @param o      overwritten; may be the same row as z
     * @param oStart row of o
     * @param width  n(L)
     */
    void output(float[] z, int zStart, float[] o, int oStart, int width);

    /**
     * Float twin of {@link #cost(double[], int, double[], int, int)}.
     *
     * @param z      read
     * @param zStart row of z
     * @param y      read
     * @param yStart row of y
     * @param width  n(L)
     * @return J
     */
    float cost(float[] z, int zStart, float[] y, int yStart, int width);

    /**
     * Float twin of {@link #delta(double[], int, double[], int, double[], int, int)}.
     *
     * @param z          read
     * @param zStart     row of z
     * @param y          read
     * @param yStart     row of y
     * @param delta      overwritten; may be the same row as z
     * @param deltaStart row of delta
     * @param width      n(L)
     */
    void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width);

    /**
     * J and delta(L) of many rows at once, with the bits of the float {@link #cost(float[], int, float[], int, int) cost} and {@link #delta(float[], int, float[],
     * int, float[], int, int) delta}. The default takes row after row; those likelihoods override it that save work or gain by vectors.
     *
     * <p>Rows lie a stride apart, which may be larger than their width: elements between are not touched. Neither delta nor costs may overlap another array.
     *
     * @param kernels     the loops; every implementation gives the same bits
     * @param z           [rows x width], read
     * @param zStart      first element of z
     * @param zStride     row stride of z
     * @param y           [rows x targets(width)], read
     * @param yStart      first element of y
     * @param yStride     row stride of y
     * @param delta       [rows x width], overwritten
     * @param deltaStart  first element of delta
     * @param deltaStride row stride of delta; the stride of the last row belongs to it as far as the array goes
     * @param costs       [rows], overwritten
     * @param costStart   first element of costs
     * @param rows        rows
     * @param width       n(L)
     */
    default void costsAndDeltas(
            ElementwiseKernels kernels,
            float[] z,
            int zStart,
            int zStride,
            float[] y,
            int yStart,
            int yStride,
            float[] delta,
            int deltaStart,
            int deltaStride,
            float[] costs,
            int costStart,
            int rows,
            int width) {
        for (int n = 0; n < rows; n++) {
            int zRow = zStart + n * zStride;
            int yRow = yStart + n * yStride;
            costs[costStart + n] = cost(z, zRow, y, yRow, width);
            delta(z, zRow, y, yRow, delta, deltaStart + n * deltaStride, width);
        }
    }

    /**
     * The output activation of many rows at once, with the bits of the float {@link #output(float[], int, float[], int, int) output}.
     *
     * @param kernels the loops; every implementation gives the same bits
     * @param z       [rows x width], read
     * @param zStart  first element of z
     * @param zStride row stride of z
     * @param o       [rows x width], overwritten; elements between the width and the stride are not touched; must not overlap z
     * @param oStart  first element of o
     * @param oStride row stride of o; the stride of the last row belongs to it as far as the array goes
     * @param rows    rows
     * @param width   n(L)
     */
    default void outputs(
            ElementwiseKernels kernels,
            float[] z,
            int zStart,
            int zStride,
            float[] o,
            int oStart,
            int oStride,
            int rows,
            int width) {
        for (int n = 0; n < rows; n++) {
            output(z, zStart + n * zStride, o, oStart + n * oStride, width);
        }
    }
}

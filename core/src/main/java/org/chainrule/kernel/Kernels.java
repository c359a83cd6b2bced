package org.chainrule.kernel;

/**
 * The inner loops of the batched engine, in float32, by family. Every implementation gives the same bits: each element of a product is one chain of fused
 * multiply-adds in ascending k, elementwise functions are the polynomials of {@link FloatMath}, sums have a fixed shape, and nothing looks at the number of
 * threads or the width of a vector. {@link KernelSelection} chooses.
 *
 * @param name           as {@code chainrule.kernel} selects it: {@code scalar}, {@code 128}, {@code 256}, {@code 512}
 * @param products       the matrix products
 * @param elementwise    activations, likelihoods, dropout
 * @param updates        the rules of the optimisers, penalties and clipping
 * @param normalizations batch and layer normalisation
 * @param rows           scales, adapters and parametric activations
 */
public record Kernels(
        String name,
        ProductKernels products,
        ElementwiseKernels elementwise,
        UpdateKernels updates,
        NormalizationKernels normalizations,
        RowKernels rows) {
    /**
     * The kernels as plain loops.
     *
     * @return kernels that run on any JVM
     */
    public static Kernels scalar() {
        return new Kernels(
                "scalar",
                new ScalarProducts(),
                new ScalarElementwise(),
                new ScalarUpdates(),
                new ScalarNormalizations(),
                new ScalarRows());
    }
}

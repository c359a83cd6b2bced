package org.chainrule.kernel;

/**
 * The update rules of {@code optim} in float32, over elements from (inclusive) to (exclusive) of flat arrays: w the weights, read and overwritten, g their gradient,
 * read, and the moments, read and overwritten. Every implementation gives the same bits as {@link ScalarUpdates}; an element depends on no other, so ranges may
 * be cut anywhere. The formulas and their sources stand at the rules.
 *
 * <p>A moment is written as m + share (g - m), the same number as (1 - share) m + share g, and then flushed: shrunk by at most 1e-37, so that everything
 * up to that becomes 0. Many processors are a hundred times slower in the denormal range, where the moments of a dead unit would end.
 */
public interface UpdateKernels {
    /**
     * w -= rate g.
     *
     * @param rate mu
     * @param w    weights
     * @param g    gradient
     * @param from first element
     * @param to   last element + 1
     */
    void sgd(float rate, float[] w, float[] g, int from, int to);

    /**
     * v = beta v + g, w -= rate v.
     *
     * @param rate mu
     * @param beta the momentum
     * @param w    weights
     * @param g    gradient
     * @param v    velocity
     * @param from first element
     * @param to   last element + 1
     */
    void momentum(float rate, float beta, float[] w, float[] g, float[] v, int from, int to);

    /**
     * v = beta v + g, w -= rate (g + beta v).
     *
     * @param rate mu
     * @param beta the momentum
     * @param w    weights
     * @param g    gradient
     * @param v    velocity
     * @param from first element
     * @param to   last element + 1
     */
    void nesterov(float rate, float beta, float[] w, float[] g, float[] v, int from, int to);

    /**
     * s += g^2, w -= rate g / (sqrt(s) + epsilon).
     *
     * @param rate    mu
     * @param epsilon added to the root
     * @param w       weights
     * @param g       gradient
     * @param s       sums of squares
     * @param from    first element
     * @param to      last element + 1
     */
    void adaGrad(float rate, float epsilon, float[] w, float[] g, float[] s, int from, int to);

    /**
     * v += share (g^2 - v), w -= rate g / (sqrt(v) + epsilon).
     *
     * @param rate    mu
     * @param share   1 - rho
     * @param epsilon added to the root
     * @param w       weights
     * @param g       gradient
     * @param v       mean squares
     * @param from    first element
     * @param to      last element + 1
     */
    void rmsProp(float rate, float share, float epsilon, float[] w, float[] g, float[] v, int from, int to);

    /**
     * v += share (g^2 - v), b = beta b + g / (sqrt(v) + epsilon), w -= rate b.
     *
     * @param rate    mu
     * @param share   1 - rho
     * @param epsilon added to the root
     * @param beta    the momentum
     * @param w       weights
     * @param g       gradient
     * @param v       mean squares
     * @param b       velocity
     * @param from    first element
     * @param to      last element + 1
     */
    void rmsPropMomentum(
            float rate,
            float share,
            float epsilon,
            float beta,
            float[] w,
            float[] g,
            float[] v,
            float[] b,
            int from,
            int to);

    /**
     * v += share (g^2 - v), a += share (g - a), w -= rate g / (sqrt(max(v - a^2, 0)) + epsilon).
     *
     * @param rate    mu
     * @param share   1 - rho
     * @param epsilon added to the root
     * @param w       weights
     * @param g       gradient
     * @param v       mean squares
     * @param a       means
     * @param from    first element
     * @param to      last element + 1
     */
    void centeredRmsProp(
            float rate, float share, float epsilon, float[] w, float[] g, float[] v, float[] a, int from, int to);

    /**
     * v += share (g^2 - v), a += share (g - a), b = beta b + g / (sqrt(max(v - a^2, 0)) + epsilon), w -= rate b.
     *
     * @param rate    mu
     * @param share   1 - rho
     * @param epsilon added to the root
     * @param beta    the momentum
     * @param w       weights
     * @param g       gradient
     * @param v       mean squares
     * @param a       means
     * @param b       velocity
     * @param from    first element
     * @param to      last element + 1
     */
    void centeredRmsPropMomentum(
            float rate,
            float share,
            float epsilon,
            float beta,
            float[] w,
            float[] g,
            float[] v,
            float[] a,
            float[] b,
            int from,
            int to);

    /**
     * m += share1 (g - m), v += share2 (g^2 - v), w -= decay w + rate m / (sqrt(v) root + epsilon): Adam, with a decay AdamW.
     *
     * @param decay   mu lambda, 0 for Adam
     * @param rate    mu / (1 - beta1^t)
     * @param root    1 / sqrt(1 - beta2^t)
     * @param share1  1 - beta1
     * @param share2  1 - beta2
     * @param epsilon added to the root
     * @param w       weights
     * @param g       gradient
     * @param m       first moments
     * @param v       second moments
     * @param from    first element
     * @param to      last element + 1
     */
    void adam(
            float decay,
            float rate,
            float root,
            float share1,
            float share2,
            float epsilon,
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to);

    /**
     * {@link #adam} that divides by the largest v so far: u = max(u, v) in place of v.
     *
     * @param decay   mu lambda, 0 for Adam
     * @param rate    mu / (1 - beta1^t)
     * @param root    1 / sqrt(1 - beta2^t)
     * @param share1  1 - beta1
     * @param share2  1 - beta2
     * @param epsilon added to the root
     * @param w       weights
     * @param g       gradient
     * @param m       first moments
     * @param v       second moments
     * @param u       largest second moments
     * @param from    first element
     * @param to      last element + 1
     */
    void amsgrad(
            float decay,
            float rate,
            float root,
            float share1,
            float share2,
            float epsilon,
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            float[] u,
            int from,
            int to);

    /**
     * m += share1 (g - m), v += share2 (g^2 - v), w -= (gradientRate g + momentRate m) / (sqrt(v) root + epsilon).
     *
     * @param gradientRate factor of the gradient
     * @param momentRate   factor of the first moment
     * @param root         1 / sqrt(1 - beta2^t)
     * @param share1       1 - beta1
     * @param share2       1 - beta2
     * @param epsilon      added to the root
     * @param w            weights
     * @param g            gradient
     * @param m            first moments
     * @param v            second moments
     * @param from         first element
     * @param to           last element + 1
     */
    void nAdam(
            float gradientRate,
            float momentRate,
            float root,
            float share1,
            float share2,
            float epsilon,
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to);

    /**
     * Clamps g to [-bound, bound].
     *
     * @param g     read and overwritten
     * @param bound not negative
     * @param from  first element
     * @param to    last element + 1
     */
    void clip(float[] g, float bound, int from, int to);

    /**
     * The gradient of the penalties: g += l2 w + l1 sign(w).
     *
     * @param g    read and overwritten
     * @param w    read
     * @param l1   weight of sum |w|
     * @param l2   weight of sum w^2 / 2
     * @param from first element
     * @param to   last element + 1
     */
    void penalize(float[] g, float[] w, float l1, float l2, int from, int to);

    /**
     * The sum of squares in double. Its shape depends on the length alone: element i of the whole blocks of 16 belongs to chain i mod 16 (counted from
     * {@code from}); the chains are added as a tree of neighbours; what is left over makes a chain of its own, added last.
     *
     * @param g    read
     * @param from first element
     * @param to   last element + 1
     * @return the sum
     */
    double sumOfSquares(float[] g, int from, int to);
}

/**
 * The maximum-likelihood family: each member owns the output activation o(z), the cost J = -log p(y | o) and the start of backpropagation,
 * delta(L) = Jac_o(z)^T grad_o J [10].
 *
 * <p>Start at {@link org.chainrule.likelihood.Likelihood}, or at {@link org.chainrule.likelihood.Likelihoods} for names. May use {@code math} and
 * {@code kernel}; knows nothing of networks or training.
 */
@org.jspecify.annotations.NullMarked
package org.chainrule.likelihood;

/**
 * Rules by which a gradient moves the weights, [7, 8] and their successors.
 *
 * <p>Start at {@link org.chainrule.optim.Optimizer}. A rule is an immutable record; what it remembers lives in an
 * {@link org.chainrule.optim.OptimizerState}, plain data that a checkpoint stores. {@link org.chainrule.optim.Optimizers} reads and writes rules as text,
 * {@link org.chainrule.optim.LBfgs} is the full-batch method with a line search. May use {@code java.base},
 * {@code org.chainrule.text} and the loops of {@code org.chainrule.kernel.UpdateKernels}.
 */
@NullMarked
package org.chainrule.optim;

import org.jspecify.annotations.NullMarked;

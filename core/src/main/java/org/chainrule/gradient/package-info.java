/**
 * Backpropagation, four times: {@link org.chainrule.gradient.Backpropagation} is the lecture, {@link org.chainrule.gradient.ReferenceEngine} the same
 * mathematics for batches and every layer in double precision, {@link org.chainrule.gradient.BatchBackpropagation} its fast float32 twin, and
 * {@link org.chainrule.gradient.GradientCheck} the witness by finite differences. Start at the first.
 */
@NullMarked
package org.chainrule.gradient;

import org.jspecify.annotations.NullMarked;

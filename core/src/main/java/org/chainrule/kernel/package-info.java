/**
 * The inner loops: float32 functions and products over flat arrays, without allocation, with the same bits on every machine.
 *
 * <p>Start at {@link org.chainrule.kernel.FloatMath}. May use {@code network.Activation} as a value; knows nothing of layers, likelihoods or training.
 */
@org.jspecify.annotations.NullMarked
package org.chainrule.kernel;

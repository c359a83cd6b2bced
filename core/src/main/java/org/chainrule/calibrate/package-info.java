/**
 * Honest probabilities and intervals, fitted on rows that the weights were not fitted to: plain arrays of outputs, targets and weights go in, a temperature
 * and sorted conformal scores come out.
 *
 * <p>Start at {@link org.chainrule.calibrate.TemperatureScaling} and {@link org.chainrule.calibrate.ConformalScores}. May use {@code java.base}
 * and {@code org.chainrule.math} only.
 */
@NullMarked
package org.chainrule.calibrate;

import org.jspecify.annotations.NullMarked;

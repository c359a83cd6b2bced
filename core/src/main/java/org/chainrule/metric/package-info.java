/**
 * Numbers that judge predictions: computed in row order with compensated sums, weighted, the same bits everywhere.
 *
 * <p>Start at {@link org.chainrule.metric.Metric} and {@link org.chainrule.metric.Metrics}; {@link org.chainrule.metric.ConfusionMatrix} and
 * {@link org.chainrule.metric.Calibration} are what a report draws. A metric of predictions that contain NaN is NaN. May use {@code java.base},
 * {@code org.chainrule.math} and {@code org.chainrule.text} only.
 */
@NullMarked
package org.chainrule.metric;

import org.jspecify.annotations.NullMarked;

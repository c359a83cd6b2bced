/**
 * Training: mini-batches, early stopping, events. Start at {@link org.chainrule.train.Trainer}; {@link org.chainrule.train.TrainingConfiguration} says how.
 * Uses gradient, optim, schedule, metric, data and text.
 */
@NullMarked
package org.chainrule.train;

import org.jspecify.annotations.NullMarked;

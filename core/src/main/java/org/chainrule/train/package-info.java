/** Training: mini-batches, early stopping, events. Start at {@link org.chainrule.train.Trainer}. Uses gradient, optim, schedule, metric and data. */
@NullMarked
package org.chainrule.train;

import org.jspecify.annotations.NullMarked;

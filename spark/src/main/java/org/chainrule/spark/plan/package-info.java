/**
 * What a training will cost on the cluster at hand, said before it begins. Start at {@link org.chainrule.spark.plan.Planner}. Uses Spark's core and {@code train} of
 * the core; nothing here has an influence on the training.
 */
@NullMarked
package org.chainrule.spark.plan;

import org.jspecify.annotations.NullMarked;

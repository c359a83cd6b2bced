/**
 * Scores a {@code DataFrame} with a model in batches: start at {@link org.chainrule.spark.score.Scoring}. May use core, tabular and Spark.
 */
@NullMarked
package org.chainrule.spark.score;

import org.jspecify.annotations.NullMarked;

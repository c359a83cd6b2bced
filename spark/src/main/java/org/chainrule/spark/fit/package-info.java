/**
 * A training on a cluster: start at {@link org.chainrule.spark.fit.ClusterTraining}, which goes from a DataFrame to a model. {@link org.chainrule.spark.fit.SparkShards}
 * is all that Spark has to do with the training itself: it carries tasks to the shards and answers back.
 */
@NullMarked
package org.chainrule.spark.fit;

import org.jspecify.annotations.NullMarked;

/**
 * Rows of a DataFrame as shards: which columns ({@link org.chainrule.spark.data.ClusterColumns}), what is in them
 * ({@link org.chainrule.spark.data.ClusterTable#profile}), and the rows themselves, cut the same way whatever the partitions are
 * ({@link org.chainrule.spark.data.ShardedRows}). Start at {@link org.chainrule.spark.data.ClusterTable}.
 */
@NullMarked
package org.chainrule.spark.data;

import org.jspecify.annotations.NullMarked;

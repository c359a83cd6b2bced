/** Clusters of real processes on this machine, for tests: from Maven's jars alone. Start at {@link org.chainrule.spark.cluster.SparkHome}. */
@NullMarked
package org.chainrule.spark.cluster;

import org.jspecify.annotations.NullMarked;

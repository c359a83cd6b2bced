/** Programs for Apache Spark, each a plain {@code main} in local mode and by {@code spark-submit}; {@code docs/spark.md} says how. */
@NullMarked
package org.chainrule.spark.examples;

import org.jspecify.annotations.NullMarked;

/** Proofs and measurements that take longer than a test may: each is a main class that {@code spark/run} starts. */
@NullMarked
package org.chainrule.spark.bench;

import org.jspecify.annotations.NullMarked;

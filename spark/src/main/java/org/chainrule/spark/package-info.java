/** Chainrule on Apache Spark: estimators and models of Spark ML. */
@NullMarked
package org.chainrule.spark;

import org.jspecify.annotations.NullMarked;

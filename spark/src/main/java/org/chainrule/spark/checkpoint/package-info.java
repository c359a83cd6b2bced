/**
 * States of a training on any file system that Hadoop knows, so that a driver that died can be followed by another: {@link
 * org.chainrule.spark.checkpoint.ClusterKeeper}. The files are those of {@code tabular.checkpoint}.
 */
@NullMarked
package org.chainrule.spark.checkpoint;

import org.jspecify.annotations.NullMarked;

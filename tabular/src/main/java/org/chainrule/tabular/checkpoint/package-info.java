/**
 * The folder of a training that can be taken up again: {@link org.chainrule.tabular.checkpoint.CheckpointFolder} is locked for one training, holds its last
 * states as {@link org.chainrule.tabular.model.CheckpointFile}s and writes them beside the training. Start there. What is done with the states is {@link
 * org.chainrule.tabular.checkpoint.StoreKeeper}, for any place that is a {@link org.chainrule.tabular.checkpoint.CheckpointStore}. May use the core, {@code tabular.model} and
 * {@code tabular.error}.
 */
@NullMarked
package org.chainrule.tabular.checkpoint;

import org.jspecify.annotations.NullMarked;

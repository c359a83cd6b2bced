package org.chainrule.spark.fit;

import java.io.Serializable;
import java.util.List;
import org.chainrule.tabular.run.ShardProgram;

/**
 * What every executor is told once.
 *
 * @param program      how to encode and to train
 * @param fingerprints of the shards, as the driver saw them first
 */
record ShardSetup(ShardProgram program, List<String> fingerprints) implements Serializable {}

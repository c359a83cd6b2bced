package org.chainrule.spark.plan;

/**
 * A round as it was.
 *
 * @param steps        of each shard
 * @param seconds      from its begin to the begin of the next, without the judging of validation rows
 * @param shardSeconds what a shard took on its core, the mean over shards
 */
public record RanRound(int steps, double seconds, double shardSeconds) {}

package org.chainrule.train;

import java.io.Serializable;

/**
 * What judging validation rows gives, of one shard or of all in shard order.
 *
 * @param outputs [rows x n(L)] row-major
 * @param targets [rows], the first target of each row
 * @param weights [rows]
 * @param costSum sum over the rows of weight times cost
 * @param weightSum sum of the weights
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShardScores(float[] outputs, float[] targets, float[] weights, double costSum, double weightSum)
        implements Serializable {}

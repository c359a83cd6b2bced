package org.chainrule.tabular.run;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.chainrule.data.FloatDataset;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.train.StartingWeights;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a start by the data looks at, encoded: those of {@link StartingWeights#rows} that are in the shard.
 *
 * @param program knows how rows are encoded; its weights do not matter
 * @param sample  rows among the training rows of all shards, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
record StartQuestion(ShardProgram program, int[] sample) implements ShardQuestion {
    @Override
    public Serializable answer(RawTable training, @Nullable RawTable validation, long firstRow) {
        int[] own = Arrays.stream(sample)
                .filter(row -> row >= firstRow && row - firstRow < training.rows())
                .map(row -> (int) (row - firstRow))
                .toArray();
        if (own.length == 0) {
            return new float[0];
        }
        try (EncodedDataset encoded = program.encode(training, firstRow, own)) {
            int inputs = encoded.inputs();
            float[] x = new float[own.length * inputs];
            encoded.gather(
                    java.util.stream.IntStream.range(0, own.length).toArray(),
                    0,
                    own.length,
                    0,
                    inputs,
                    x,
                    new float[own.length * encoded.targets()],
                    new float[own.length]);
            return x;
        }
    }

    /** The rows of all shards; targets are of no account. */
    FloatDataset joined(List<float[]> answers) {
        int inputs = program.network().inputs();
        float[] x = new float[sample.length * inputs];
        int at = 0;
        for (float[] part : answers) {
            System.arraycopy(part, 0, x, at, part.length);
            at += part.length;
        }
        if (at != x.length) {
            throw new IllegalStateException("asked for " + sample.length + " rows of " + inputs + " inputs, got " + at
                    + " numbers: the shards have other rows than were counted");
        }
        return new FloatDataset(sample.length, x, new float[sample.length], null);
    }
}

package org.chainrule.tabular.run;

import java.io.Serializable;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.EdgeFacts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.read.RawTable;
import org.jspecify.annotations.Nullable;

/**
 * Where the edges of a piecewise-linear embedding are: asks for encoded quantities.
 *
 * @param encoder the fitted encoder
 * @param rows    training rows of all shards
 */
record EdgeQuestion(Encoder encoder, long rows) implements ShardQuestion {
    @Override
    public Serializable answer(RawTable training, @Nullable RawTable validation, long firstRow) {
        int[] all = IntStream.range(0, training.rows()).toArray();
        return EdgeFacts.of(encoder, training, all, firstRow, rows);
    }
}

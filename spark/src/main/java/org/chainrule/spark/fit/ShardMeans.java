package org.chainrule.spark.fit;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardMean;

/** Means of answers that arrive one after the other, and of slices. */
final class ShardMeans {
    private ShardMeans() {}

    /** The mean of answers in the order of their shards; at least one. */
    static ShardAnswer of(Iterator<ShardAnswer> answers) {
        ShardAnswer first = answers.next();
        ShardMean mean = new ShardMean(0, first.size());
        mean.add(first);
        while (answers.hasNext()) {
            mean.add(answers.next());
        }
        return mean.mean();
    }

    /** The whole of the means of slices; all else is the same in every slice. */
    static ShardAnswer joined(List<ShardAnswer> slices) {
        ShardAnswer first = slices.get(0);
        int size = slices.stream().mapToInt(ShardAnswer::size).sum();
        boolean single = first.floats() != null;
        float[] floats = new float[single ? size : 0];
        double[] doubles = new double[single ? 0 : size];
        int at = 0;
        for (ShardAnswer slice : slices) {
            Object from = single ? slice.floats() : slice.doubles();
            System.arraycopy(Objects.requireNonNull(from), 0, single ? floats : doubles, at, slice.size());
            at += slice.size();
        }
        return new ShardAnswer(
                single ? floats : null,
                single ? null : doubles,
                first.weight(),
                first.cost(),
                first.scalars(),
                first.nonFinite());
    }
}

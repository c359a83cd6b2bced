package org.chainrule.train;

import java.util.List;

/** Shards of this JVM, asked one after the other. */
public final class InMemoryShards implements Shards {
    private final ShardLayout layout;
    private final List<ShardWorker> workers;

    /**
     * Shards.
     *
     * @param layout  how the rows are cut
     * @param workers one a shard, in their order; closed with this
     */
    public InMemoryShards(ShardLayout layout, List<ShardWorker> workers) {
        if (workers.size() != layout.shards()) {
            throw new IllegalArgumentException(
                    layout.shards() + " shards need as many workers, found " + workers.size());
        }
        this.layout = layout;
        this.workers = List.copyOf(workers);
    }

    @Override
    public ShardLayout layout() {
        return layout;
    }

    @Override
    public ShardAnswer mean(ShardTask task) {
        ShardMean mean = null;
        for (ShardWorker worker : workers) {
            ShardAnswer answer = worker.answer(task);
            if (mean == null) {
                mean = new ShardMean(0, answer.size());
            }
            mean.add(answer);
        }
        if (mean == null) {
            throw new IllegalStateException("there is no shard");
        }
        return mean.mean();
    }

    @Override
    public List<ShardScores> score(float[] parameters, float[] statistics) {
        return workers.stream()
                .map(worker -> worker.score(parameters, statistics))
                .toList();
    }

    @Override
    public void close() {
        workers.forEach(ShardWorker::close);
    }
}

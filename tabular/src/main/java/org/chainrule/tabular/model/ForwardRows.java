package org.chainrule.tabular.model;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.read.RawTable;

/** Encodes rows and takes them through the network, a chunk at a time. Safe to use from several threads: each borrows a forward pass. */
public final class ForwardRows {
    private static final int CHUNK_NUMBERS = 1 << 18;

    private final ModelContents contents;
    private final Supplier<Forward> supplier;
    private final ConcurrentLinkedQueue<Forward> idle = new ConcurrentLinkedQueue<>();

    /**
     * Prepares.
     *
     * @param contents the model
     * @param supplier makes a forward pass, once for every thread that predicts at the same time
     */
    public ForwardRows(ModelContents contents, Supplier<Forward> supplier) {
        this.contents = contents;
        this.supplier = supplier;
    }

    /**
     * Predicts.
     *
     * @param table a table with the columns of the encoder
     * @param rows  which rows, in which order
     * @return a prediction for each of them
     * @throws org.chainrule.tabular.error.UserException if a column is absent or is not of its kind
     */
    public Predictions predict(RawTable table, int[] rows) {
        BoundEncoder encoder = contents.encoder().bind(table);
        int outputs = contents.network().network().outputs();
        int chunk = Math.max(1, Math.min(rows.length, CHUNK_NUMBERS / Math.max(encoder.width(), outputs)));
        float[] x = new float[chunk * encoder.width()];
        double[] o = new double[chunk * outputs];
        double[][] all = new double[rows.length][];
        Forward borrowed = idle.poll();
        Forward forward = borrowed == null ? supplier.get() : borrowed;
        for (int from = 0; from < rows.length; from += chunk) {
            int count = Math.min(chunk, rows.length - from);
            encoder.encode(rows, from, count, x, 0, encoder.width());
            forward.predict(x, count, o);
            for (int n = 0; n < count; n++) {
                all[from + n] = Arrays.copyOfRange(o, n * outputs, (n + 1) * outputs);
            }
        }
        idle.offer(forward);
        return Predictions.of(contents.network().likelihood(), contents.target(), all)
                .with(contents.uncertainty());
    }
}

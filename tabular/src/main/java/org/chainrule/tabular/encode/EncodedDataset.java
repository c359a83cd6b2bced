package org.chainrule.tabular.encode;

import java.io.IOException;
import java.util.List;
import org.chainrule.data.Dataset;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the trainer reads them, in float32. They are encoded once and kept on the heap while that is no larger than
 * {@link DatasetStorage} allows; larger ones are kept as cells, on the heap or, where even these are too large, in a
 * memory-mapped temporary file, and encoded whenever they are read. The numbers are the same bits either way. Row i of
 * the dataset is {@code rows[i]} of the table. Reading is safe from several threads.
 */
public final class EncodedDataset implements Dataset, AutoCloseable {
    private static final long PIECE_BYTES = 1 << 30;

    private final int rows;
    private final int inputs;
    private final int targets;
    private volatile @Nullable EncodedRows store;

    private EncodedDataset(int rows, int inputs, int targets, EncodedRows store) {
        this.rows = rows;
        this.inputs = inputs;
        this.targets = targets;
        this.store = store;
    }

    /**
     * Encodes rows.
     *
     * @param encoder the inputs
     * @param targets the targets, of the same table; may be empty
     * @param rows    row numbers of the table, in the order of the dataset
     * @param weights how much each row counts; class weights go by the first target
     * @param storage where to keep the numbers
     * @return the dataset
     * @throws UserException if a target is missing or unknown, a weight is not a number or all are 0, or the disk is
     *                       full
     */
    public static EncodedDataset of(
            BoundEncoder encoder, List<BoundTarget> targets, int[] rows, RowWeights weights, DatasetStorage storage) {
        return of(encoder, targets, rows, weights, storage, PIECE_BYTES);
    }

    /**
     * Encodes a part of the rows of a training, of which all may have the weight 0: whoever sees all parts refuses that.
     *
     * @param encoder the inputs
     * @param targets the targets, of the same table
     * @param rows    row numbers of the table, in the order of the dataset
     * @param weights how much each row counts
     * @param storage where to keep the numbers
     * @return the dataset
     * @throws UserException if a target is missing or unknown, a weight is not a number, or the disk is full
     */
    public static EncodedDataset part(
            BoundEncoder encoder, List<BoundTarget> targets, int[] rows, RowWeights weights, DatasetStorage storage) {
        return of(encoder, targets, rows, weights, storage, PIECE_BYTES, true);
    }

    static EncodedDataset of(
            BoundEncoder encoder,
            List<BoundTarget> targets,
            int[] rows,
            RowWeights weights,
            DatasetStorage storage,
            long pieceBytes) {
        return of(encoder, targets, rows, weights, storage, pieceBytes, false);
    }

    private static EncodedDataset of(
            BoundEncoder encoder,
            List<BoundTarget> targets,
            int[] rows,
            RowWeights weights,
            DatasetStorage storage,
            long pieceBytes,
            boolean part) {
        int tail = targets.size() + 1;
        CompactLayout layout = CompactLayout.of(encoder.parts(), tail);
        long bytes = (long) rows.length * layout.bytes();
        boolean expanded =
                rows.length == 0 || (long) rows.length * (encoder.width() + tail) * Float.BYTES <= storage.heapBytes();
        EncodedRows store = null;
        try {
            if (expanded) {
                store = new HeapRows(rows.length, encoder, tail);
            } else {
                store = new CompactRows(
                        layout,
                        bytes <= storage.heapBytes()
                                ? new HeapBytes(rows.length, layout.bytes())
                                : new MappedBytes(storage.directory(), rows.length, layout.bytes(), pieceBytes));
            }
            fill(store, targets, rows, weights, part);
            store.finish();
            EncodedDataset dataset = new EncodedDataset(rows.length, encoder.width(), targets.size(), store);
            store = null;
            return dataset;
        } catch (IOException failed) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "the rows need " + (bytes >> 20) + " MiB in a temporary file in " + storage.directory()
                            + ", which failed: " + failed.getMessage()
                            + "; free space, set -Djava.io.tmpdir or a larger -Xmx",
                    failed);
        } finally {
            discard(store);
        }
    }

    private static void fill(EncodedRows store, List<BoundTarget> targets, int[] rows, RowWeights weights, boolean part)
            throws IOException {
        float[] tail = new float[targets.size() + 1];
        double total = 0;
        for (int row : rows) {
            double first = 0;
            for (int k = 0; k < targets.size(); k++) {
                double target = targets.get(k).encode(row);
                if (Double.isNaN(target)) {
                    throw UserException.data(
                            "the target is missing in data row " + (row + 1) + "; leave such rows out");
                }
                first = k == 0 ? target : first;
                tail[k] = (float) target;
            }
            double weight = weights.of(row, first);
            total += weight;
            tail[targets.size()] = (float) weight;
            store.append(row, tail);
        }
        if (!part && rows.length > 0 && !(total > 0)) {
            throw UserException.data("all weights of " + rows.length + " rows are 0; give some row a weight above 0");
        }
    }

    private static void discard(@Nullable EncodedRows store) {
        if (store != null) {
            try {
                store.close();
            } catch (IOException ignored) {
                // What made us give up is the error to report; the file goes at exit.
            }
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int targets() {
        return targets;
    }

    /**
     * Whether the rows are in a memory-mapped file.
     *
     * @return false if they are on the heap
     */
    public boolean isMapped() {
        return open().isMapped();
    }

    /** Whether rows are kept as cells and encoded when they are read. */
    boolean isCompact() {
        return open() instanceof CompactRows;
    }

    private EncodedRows open() {
        EncodedRows current = store;
        if (current == null) {
            throw new IllegalStateException("the dataset is closed; read it before close()");
        }
        return current;
    }

    @Override
    public void gather(
            int[] order, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights) {
        EncodedRows source = open();
        source.inputs(order, from, count, x, firstRow * xStride, xStride);
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            int to = firstRow + n;
            for (int k = 0; k < targets; k++) {
                y[to * targets + k] = source.tail(row, k);
            }
            weights[to] = source.tail(row, targets);
        }
    }

    @Override
    public void gather(int[] order, int from, int count, double[] x, double[] y, double[] weights) {
        EncodedRows source = open();
        float[] single = new float[inputs];
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            source.inputs(order, from + n, 1, single, 0, inputs);
            for (int i = 0; i < inputs; i++) {
                x[n * inputs + i] = single[i];
            }
            for (int k = 0; k < targets; k++) {
                y[n * targets + k] = source.tail(row, k);
            }
            weights[n] = source.tail(row, targets);
        }
    }

    /**
     * Releases the memory and the temporary file. Later reads throw IllegalStateException; reads under way in other
     * threads end well.
     */
    @Override
    public void close() {
        EncodedRows current = store;
        store = null;
        discard(current);
    }
}

package org.chainrule.tabular.encode;

import java.io.IOException;
import java.util.List;
import org.chainrule.data.Dataset;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Encoded rows as the trainer reads them: float32, on the heap or, when larger than {@link DatasetStorage} allows, in
 * a memory-mapped temporary file. Row i of the dataset is {@code rows[i]} of the table. Reading is safe from several
 * threads and allocates nothing.
 */
public final class EncodedDataset implements Dataset, AutoCloseable {
    private static final long PIECE_BYTES = 1 << 30;

    private final int rows;
    private final int inputs;
    private final int targets;
    private volatile @Nullable FloatRows store;

    private EncodedDataset(int rows, int inputs, int targets, FloatRows store) {
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

    static EncodedDataset of(
            BoundEncoder encoder,
            List<BoundTarget> targets,
            int[] rows,
            RowWeights weights,
            DatasetStorage storage,
            long pieceBytes) {
        int width = encoder.width() + targets.size() + 1;
        long bytes = (long) rows.length * width * Float.BYTES;
        FloatRows store = null;
        try {
            store = bytes <= storage.heapBytes() || rows.length == 0
                    ? new HeapRows(rows.length, width)
                    : new MappedRows(storage.directory(), rows.length, width, pieceBytes);
            fill(store, encoder, targets, rows, weights, new float[width]);
            store.finish();
            EncodedDataset dataset = new EncodedDataset(rows.length, encoder.width(), targets.size(), store);
            store = null;
            return dataset;
        } catch (IOException failed) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "the encoded data needs " + (bytes >> 20) + " MiB in a temporary file in " + storage.directory()
                            + ", which failed: " + failed.getMessage()
                            + "; free space, set -Djava.io.tmpdir or a larger -Xmx",
                    failed);
        } finally {
            discard(store);
        }
    }

    private static void fill(
            FloatRows store,
            BoundEncoder encoder,
            List<BoundTarget> targets,
            int[] rows,
            RowWeights weights,
            float[] buffer)
            throws IOException {
        double total = 0;
        for (int row : rows) {
            encoder.encode(row, buffer, 0);
            double first = 0;
            for (int k = 0; k < targets.size(); k++) {
                double target = targets.get(k).encode(row);
                if (Double.isNaN(target)) {
                    throw UserException.data(
                            "the target is missing in data row " + (row + 1) + "; leave such rows out");
                }
                first = k == 0 ? target : first;
                buffer[encoder.width() + k] = (float) target;
            }
            double weight = weights.of(row, first);
            total += weight;
            buffer[buffer.length - 1] = (float) weight;
            store.append(buffer);
        }
        if (rows.length > 0 && !(total > 0)) {
            throw UserException.data("all weights of " + rows.length + " rows are 0; give some row a weight above 0");
        }
    }

    private static void discard(@Nullable FloatRows store) {
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
     * Whether the numbers are in a memory-mapped file.
     *
     * @return false if they are on the heap
     */
    public boolean isMapped() {
        return open() instanceof MappedRows;
    }

    private FloatRows open() {
        FloatRows current = store;
        if (current == null) {
            throw new IllegalStateException("the dataset is closed; read it before close()");
        }
        return current;
    }

    @Override
    public boolean mayBlock() {
        return isMapped();
    }

    @Override
    public void gather(
            int[] order, int from, int count, int firstRow, int xStride, float[] x, float[] y, float[] weights) {
        FloatRows source = open();
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            int to = firstRow + n;
            source.read(row, 0, x, to * xStride, inputs);
            for (int k = 0; k < targets; k++) {
                y[to * targets + k] = source.get(row, inputs + k);
            }
            weights[to] = source.get(row, inputs + targets);
        }
    }

    @Override
    public void gather(int[] order, int from, int count, double[] x, double[] y, double[] weights) {
        FloatRows source = open();
        for (int n = 0; n < count; n++) {
            int row = order[from + n];
            for (int i = 0; i < inputs; i++) {
                x[n * inputs + i] = source.get(row, i);
            }
            for (int k = 0; k < targets; k++) {
                y[n * targets + k] = source.get(row, inputs + k);
            }
            weights[n] = source.get(row, inputs + targets);
        }
    }

    /**
     * Releases the memory and the temporary file. Later reads throw IllegalStateException; reads under way in other
     * threads end well.
     */
    @Override
    public void close() {
        FloatRows current = store;
        store = null;
        discard(current);
    }
}

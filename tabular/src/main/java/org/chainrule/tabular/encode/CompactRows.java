package org.chainrule.tabular.encode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;
import org.jspecify.annotations.Nullable;

/**
 * Rows as cells: what an encoder makes of them is many times as large, so it is made when a row is read. The encodings
 * are bound to the stored cells as they are to a table, hence the same bits.
 */
final class CompactRows implements EncodedRows {
    /** Rows that are encoded column by column; what they become stays in the cache meanwhile. */
    private static final int BLOCK_ROWS = 32;

    private final CompactLayout layout;
    private final RowBytes bytes;
    private final float[] scratch;
    private @Nullable Reader reader;

    /** Stretches of inputs that are stored as they are; {@code at} counts bytes. */
    private record Run(int input, int at, int length) {}

    /** A column that is encoded when it is read. */
    private record Column(BoundEncoding encoding, int input) {}

    /** What reading needs. */
    private record Reader(StoredCells cells, List<Column> columns, List<Run> runs) {}

    CompactRows(CompactLayout layout, RowBytes bytes) {
        this.layout = layout;
        this.bytes = bytes;
        this.scratch = new float
                [layout.encoded().stream()
                        .mapToInt(part -> part.encoding().width())
                        .max()
                        .orElse(0)];
    }

    @Override
    public void append(int row, float[] tail) throws IOException {
        ByteBuffer to = bytes.next();
        for (int i = 0; i < layout.numbers().size(); i++) {
            to.putDouble(Columns.numeric(layout.numbers().get(i).source()).value(row));
        }
        for (int i = 0; i < layout.codes().size(); i++) {
            to.putInt(Columns.text(layout.codes().get(i).source()).code(row));
        }
        for (int i = 0; i < layout.encoded().size(); i++) {
            BoundPart part = layout.encoded().get(i);
            part.bound().encode(row, scratch, 0);
            for (int k = 0; k < part.encoding().width(); k++) {
                to.putFloat(scratch[k]);
            }
        }
        for (float number : tail) {
            to.putFloat(number);
        }
    }

    @Override
    public void finish() throws IOException {
        StoredCells cells = new StoredCells(bytes.finish(), bytes.shift(), layout.bytes());
        List<Column> columns = new ArrayList<>();
        int at = 0;
        for (BoundPart part : layout.numbers()) {
            columns.add(bound(part, cells.numbers(part.source().name(), at)));
            at += Double.BYTES;
        }
        for (BoundPart part : layout.codes()) {
            columns.add(bound(part, cells.texts(Columns.text(part.source()), at)));
            at += Integer.BYTES;
        }
        reader = new Reader(cells, List.copyOf(columns), runs());
    }

    private static Column bound(BoundPart part, RawColumn stored) {
        return new Column(part.encoding().bind(stored), part.input());
    }

    /** Neighbours become one run. */
    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int at = layout.encodedAt();
        for (BoundPart part : layout.encoded()) {
            int width = part.encoding().width();
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.input() + last.length() == part.input()) {
                runs.set(runs.size() - 1, new Run(last.input(), last.at(), last.length() + width));
            } else {
                runs.add(new Run(part.input(), at, width));
            }
            at += width * Float.BYTES;
        }
        return List.copyOf(runs);
    }

    private Reader reader() {
        Reader current = reader;
        if (current == null) {
            throw new IllegalStateException("rows are read after finish()");
        }
        return current;
    }

    @Override
    public void inputs(int[] order, int from, int count, float[] x, int offset, int stride) {
        Reader current = reader();
        for (int done = 0; done < count; done += BLOCK_ROWS) {
            int rows = Math.min(BLOCK_ROWS, count - done);
            block(current, order, from + done, rows, x, offset + done * stride, stride);
        }
    }

    private static void block(Reader reader, int[] order, int from, int count, float[] x, int offset, int stride) {
        for (int i = 0; i < reader.columns.size(); i++) {
            Column column = reader.columns.get(i);
            column.encoding.encode(order, from, count, x, offset + column.input, stride);
        }
        for (int i = 0; i < reader.runs.size(); i++) {
            Run run = reader.runs.get(i);
            for (int n = 0; n < count; n++) {
                reader.cells.singles(order[from + n], run.at, x, offset + n * stride + run.input, run.length);
            }
        }
    }

    @Override
    public float tail(int row, int position) {
        return reader().cells.single(row, layout.tailAt() + position * Float.BYTES);
    }

    @Override
    public boolean isMapped() {
        return bytes instanceof MappedBytes;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

package org.chainrule.spark.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.chainrule.tabular.read.CellTexts;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Turns the rows of an input partition into chunks for the partitions that want them, in bounded memory. */
final class ChunkWriter implements Iterator<Tuple2<Integer, Chunk>> {
    /** Bytes of rows that wait. */
    private static final long BUDGET = 64L << 20;

    private static final int HASH_BYTES = 16;

    /** Texts that have a code at a time. */
    private static final int MOST_TEXTS = 1 << 20;

    private final Iterator<Row> rows;
    private final RowReader reader;
    private final RowFormat format;
    private final LoadPlan plan;
    private final ShardCut[] cuts;
    private final int[][] firstPartitions = new int[2][];
    private final @Nullable ChunkBuilder[] builders;
    private final Deque<Tuple2<Integer, Chunk>> ready = new ArrayDeque<>();
    private final Map<Object, Integer>[] codes;
    private final @Nullable List<String>[] texts;
    private final double[] loaded;
    private final long most;
    private long waiting;
    private int known;

    @SuppressWarnings({"unchecked", "rawtypes"})
    ChunkWriter(RowFormat format, LoadPlan plan, ShardCut training, ShardCut validation, Iterator<Row> rows) {
        this.rows = rows;
        this.format = format;
        this.plan = plan;
        reader = new RowReader(format);
        cuts = new ShardCut[] {training, validation};
        firstPartitions[0] = training.firstPartitions();
        firstPartitions[1] = validation.firstPartitions();
        builders = new ChunkBuilder[2 * training.partitions()];
        int columns = plan.columns().size();
        loaded = new double[columns];
        codes = new Map[columns];
        texts = new List[columns];
        most = BUDGET / (HASH_BYTES + (long) Double.BYTES * columns);
        newCodes();
    }

    private void newCodes() {
        for (int i = 0; i < codes.length; i++) {
            codes[i] = new HashMap<>();
            texts[i] = plan.columns().get(i).text() ? new ArrayList<>() : null;
        }
        known = 0;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && rows.hasNext()) {
            reader.read(rows.next());
            add();
            if (waiting >= most || known >= MOST_TEXTS) {
                flush();
            }
        }
        if (ready.isEmpty()) {
            flush();
        }
        return !ready.isEmpty();
    }

    @Override
    public Tuple2<Integer, Chunk> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void add() {
        for (int i = 0; i < loaded.length; i++) {
            loaded[i] = cell(plan.columns().get(i), i);
        }
        int side = reader.validates ? 1 : 0;
        int range = HashCounts.bucket(reader.high);
        for (int p = firstPartitions[side][range]; !cuts[side].beyond(p, range); p++) {
            if (cuts[side].wants(p, range)) {
                builder(2 * p + side).add(reader, loaded);
                waiting++;
            }
        }
    }

    private ChunkBuilder builder(int key) {
        ChunkBuilder builder = builders[key];
        if (builder == null) {
            builder = new ChunkBuilder(key % 2 == 1, loaded.length, format);
            builders[key] = builder;
        }
        return builder;
    }

    private double cell(LoadPlan.Column column, int i) {
        TextCell text = reader.texts[column.cell()];
        if (column.text()) {
            return text == null ? code(i, reader.raw[column.cell()], column) : code(i, text);
        }
        double number = text == null ? reader.numbers[column.cell()] : column.number(text);
        return column.checked(number);
    }

    private int code(int i, TextCell text) {
        if (text.clean == null) {
            return -1;
        }
        if (text.code == TextCell.NO_CODE) {
            text.code = code(i, text.clean);
        }
        return text.code;
    }

    /** The code of a number, such as a class. An element of a vector never came as a cell of its own. */
    private int code(int i, @Nullable Object raw, LoadPlan.Column column) {
        Object value = column.cell() < format.firstColumn() ? (Object) reader.numbers[column.cell()] : raw;
        if (value == null || value instanceof Number number && Double.isNaN(number.doubleValue())) {
            return -1;
        }
        Integer code = codes[i].get(value);
        if (code == null) {
            String text = CellTexts.text(value);
            code = code(i, text == null ? value.toString() : text);
            codes[i].put(value, code);
        }
        return code;
    }

    private int code(int i, String text) {
        Integer code = codes[i].get(text);
        if (code == null) {
            List<String> all = texts[i];
            if (all == null) {
                throw new IllegalStateException("column " + i + " is not text");
            }
            code = all.size();
            all.add(text);
            codes[i].put(text, code);
            known++;
        }
        return code;
    }

    private void flush() {
        for (int key = 0; key < builders.length; key++) {
            ChunkBuilder builder = builders[key];
            if (builder != null) {
                ready.add(new Tuple2<>(key / 2, builder.build(texts)));
                builders[key] = null;
            }
        }
        waiting = 0;
        if (known >= MOST_TEXTS) {
            newCodes();
            reader.forget();
        }
    }
}

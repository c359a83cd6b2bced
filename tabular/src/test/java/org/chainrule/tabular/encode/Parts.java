package org.chainrule.tabular.encode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;

/** Rows of a table, cut into tables of their own: each text column with a dictionary of its part alone, as parts that were read by different machines have it. */
record Parts(List<MemoryTable> tables, long total) {
    /** One part. */
    interface Look<T extends Serializable> {
        T of(RawTable part, int[] rows, long firstRow, long totalRows);
    }

    /** Cuts at random places; parts may be empty. */
    static Parts cut(RawTable table, int[] rows, int count, long seed) {
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SAMPLE, 0);
        int[] cuts = new int[count + 1];
        for (int c = 1; c < count; c++) {
            cuts[c] = random.below(c, rows.length + 1);
        }
        cuts[count] = rows.length;
        Arrays.sort(cuts);
        List<MemoryTable> tables = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            tables.add(part(table, Arrays.copyOfRange(rows, cuts[c], cuts[c + 1])));
        }
        return new Parts(tables, rows.length);
    }

    private static MemoryTable part(RawTable table, int[] rows) {
        MemoryTable part = new MemoryTable(rows.length);
        for (RawColumn column : table.columns()) {
            if (column instanceof RawColumn.Numeric numbers) {
                part.with(
                        ColumnKind.NUMERIC,
                        MemoryTable.numbers(
                                column.name(),
                                Arrays.stream(rows).mapToDouble(numbers::value).toArray()));
            } else if (column instanceof RawColumn.Text text) {
                String[] cells = new String[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    int code = text.code(rows[i]);
                    cells[i] = code < 0 ? null : text.dictionary().get(code);
                }
                part.with(ColumnKind.CATEGORICAL, MemoryTable.texts(column.name(), cells));
            }
        }
        return part;
    }

    /** Looks at every part and puts together what was found, as it arrives from elsewhere. */
    <T extends Serializable> T all(Look<T> look, BinaryOperator<T> then) {
        T all = null;
        long first = 0;
        for (MemoryTable table : tables) {
            T found = copy(look.of(table, MemoryTable.first(table.rows()), first, total));
            all = all == null ? found : then.apply(all, found);
            first += table.rows();
        }
        return all;
    }

    /** The encoder of all parts, and what they say of the target. */
    record Fitted(EncoderFacts facts, Encoder encoder, MeanFacts means) {}

    /** Fits by facts; the target is a column of the table. */
    Fitted fit(List<ColumnSchema> features, EncoderOptions options, TargetEncoding labels, int classes) {
        EncoderFacts facts = all(
                (part, rows, first, total) -> EncoderFacts.of(part, rows, features, options, first, total),
                EncoderFacts::then);
        MeansWanted wanted = copy(facts.meansWanted(options, classes));
        MeanFacts means = wanted.isEmpty()
                ? null
                : all(
                        (part, rows, first, total) -> MeanFacts.of(
                                wanted,
                                part,
                                rows,
                                new TrainingTarget(labels.bind(part.column(labels.column())), classes),
                                first),
                        MeanFacts::then);
        return new Fitted(facts, copy(Encoder.fit(facts, features, options, means)), means);
    }

    /** Every training row as the network would see it. */
    List<float[]> encoded(Encoder encoder, MeanFacts means) {
        List<float[]> rows = new ArrayList<>();
        long first = 0;
        for (MemoryTable table : tables) {
            BoundEncoder bound = encoder.bindTraining(table, first, means);
            for (int row = 0; row < table.rows(); row++) {
                float[] out = new float[encoder.width()];
                bound.encode(row, out, 0);
                rows.add(out);
            }
            first += table.rows();
        }
        return rows;
    }

    /** As it arrives on another machine. */
    @SuppressWarnings("unchecked")
    static <T extends Serializable> T copy(T value) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(value)))) {
            return (T) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(Serializable value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

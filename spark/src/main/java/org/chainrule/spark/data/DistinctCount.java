package org.chainrule.spark.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Counts distinct cells of columns that have too many to be held in one place: numbers exactly, texts by 64 bits of their hash (a billion texts meet by chance with a probability of 3%,
 * a million with one of 1 in 40 million).
 */
final class DistinctCount {
    private DistinctCount() {}

    /**
     * Counts.
     *
     * @param rows     all rows
     * @param format   how they are read
     * @param columns  which cells
     * @param byNumber whether each is counted as a number
     * @param parts    tasks that count
     * @return how many, by cell
     */
    static Map<Integer, Long> of(JavaRDD<Row> rows, RowFormat format, int[] columns, boolean[] byNumber, int parts) {
        List<Tuple2<Integer, Long>> counts = rows.mapPartitionsToPair(
                        part -> new Parts(format, part, columns, byNumber, parts).all())
                .partitionBy(new GivenPartition(parts))
                .mapPartitions(DistinctCount::count)
                .collect();
        Map<Integer, Long> sums = new HashMap<>();
        counts.forEach(count -> sums.merge(count._1(), count._2(), Long::sum));
        return sums;
    }

    /** The arrays of a partition, by column. */
    private static Iterator<Tuple2<Integer, Long>> count(Iterator<Tuple2<Integer, long[][]>> parts) {
        Map<Integer, Growing> values = new HashMap<>();
        while (parts.hasNext()) {
            long[][] part = parts.next()._2();
            values.computeIfAbsent((int) part[0][0], column -> new Growing()).add(part[1]);
        }
        List<Tuple2<Integer, Long>> counts = new ArrayList<>();
        values.forEach((column, all) -> counts.add(new Tuple2<>(column, (long) all.distinct().length)));
        return counts.iterator();
    }

    /** Numbers that are thinned out before they need more room. */
    private static final class Growing {
        private long[] values = new long[64];
        private int size;

        void add(long value) {
            if (size == values.length) {
                makeRoom();
            }
            values[size++] = value;
        }

        void add(long[] more) {
            for (long value : more) {
                add(value);
            }
        }

        private void makeRoom() {
            thin();
            if (2 * size > values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
        }

        private void thin() {
            Arrays.sort(values, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || values[i] != values[i - 1]) {
                    values[kept++] = values[i];
                }
            }
            size = kept;
        }

        long[] distinct() {
            thin();
            return Arrays.copyOf(values, size);
        }
    }

    /** The distinct cells of one partition, by whoever counts them. */
    private static final class Parts {
        private final RowFormat format;
        private final Iterator<Row> rows;
        private final int[] columns;
        private final boolean[] byNumber;
        private final int parts;
        private final List<Tuple2<Integer, long[][]>> sent = new ArrayList<>();

        Parts(RowFormat format, Iterator<Row> rows, int[] columns, boolean[] byNumber, int parts) {
            this.format = format;
            this.rows = rows;
            this.columns = columns;
            this.byNumber = byNumber;
            this.parts = parts;
        }

        Iterator<Tuple2<Integer, long[][]>> all() {
            RowReader reader = new RowReader(format);
            Growing[] held = new Growing[columns.length];
            Arrays.setAll(held, i -> new Growing());
            while (rows.hasNext()) {
                reader.read(rows.next());
                for (int i = 0; i < columns.length && !reader.validates; i++) {
                    add(reader, i, held[i]);
                }
            }
            for (int i = 0; i < columns.length; i++) {
                send(columns[i], held[i].distinct());
            }
            return sent.iterator();
        }

        private void add(RowReader reader, int i, Growing held) {
            TextCell text = reader.texts[columns[i]];
            double number = text == null ? reader.numbers[columns[i]] : text.number;
            if (byNumber[i]) {
                if (!Double.isNaN(number)) {
                    held.add(Double.doubleToRawLongBits(number));
                }
            } else if (text != null && text.clean != null) {
                held.add(text.high);
            }
        }

        /** Each value goes to one part, by its own bits. */
        private void send(int column, long[] values) {
            Growing[] split = new Growing[parts];
            Arrays.setAll(split, i -> new Growing());
            for (long value : values) {
                split[part(value)].add(value);
            }
            for (int i = 0; i < parts; i++) {
                if (split[i].size > 0) {
                    sent.add(new Tuple2<>(i, new long[][] {{column}, split[i].distinct()}));
                }
            }
        }

        private int part(long value) {
            return (int) ((value * 0x9e3779b97f4a7c15L >>> 33) % parts);
        }
    }
}

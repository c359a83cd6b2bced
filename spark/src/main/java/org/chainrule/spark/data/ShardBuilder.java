package org.chainrule.spark.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import scala.Tuple2;

/** Makes the shards of one partition of all chunks that were sent to it: a pure function of the rows, whoever computes it and however often. */
final class ShardBuilder {
    private final LoadPlan plan;
    private final boolean ordered;
    private final ShardCut[] cuts;
    private final int partition;

    ShardBuilder(LoadPlan plan, boolean ordered, ShardCut training, ShardCut validation, int partition) {
        this.plan = plan;
        this.ordered = ordered;
        this.cuts = new ShardCut[] {training, validation};
        this.partition = partition;
    }

    Iterator<ShardRows> build(Iterator<Tuple2<Integer, Chunk>> sent) {
        List<Chunk> training = new ArrayList<>();
        List<Chunk> validation = new ArrayList<>();
        while (sent.hasNext()) {
            Chunk chunk = sent.next()._2();
            (chunk.validation() ? validation : training).add(chunk);
        }
        List<PackedTable> trainingTables = tables(training, cuts[0]);
        List<PackedTable> validationTables = tables(validation, cuts[1]);
        List<ShardRows> shards = new ArrayList<>();
        int first = cuts[0].firstShard(partition);
        for (int i = 0; i < trainingTables.size(); i++) {
            shards.add(ShardRows.of(
                    first + i,
                    cuts[0].first(first + i),
                    trainingTables.get(i),
                    validationTables.get(i),
                    plan.schemas()));
        }
        return shards.iterator();
    }

    /** One table a shard. */
    private List<PackedTable> tables(List<Chunk> chunks, ShardCut cut) {
        RowOrder rows = new RowOrder(chunks);
        if (rows.rows() != cut.within(partition) || rows.sum() != cut.sum(partition)) {
            throw UserException.data("the rows changed while they were read: partition " + partition + " expected "
                    + cut.within(partition) + " rows, found " + rows.rows()
                    + (rows.rows() == cut.within(partition) ? " others" : "") + "; cache or checkpoint the input");
        }
        int[] order = rows.sorted();
        int firstShard = cut.firstShard(partition);
        int[] ends = new int[cut.firstShard(partition + 1) - firstShard + 1];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = (int) (cut.first(firstShard + i) - cut.before(partition));
        }
        boolean some = ends[0] < ends[ends.length - 1];
        if (!some) {
            Arrays.fill(ends, 0);
        }
        if (ordered) {
            rows.sortByColumn(order, ends);
        }
        List<List<RawColumn>> columns = new ArrayList<>();
        for (int i = 0; i + 1 < ends.length; i++) {
            columns.add(new ArrayList<>());
        }
        for (int c = 0; c < plan.columns().size(); c++) {
            column(c, chunks, order, ends, columns);
        }
        List<PackedTable> tables = new ArrayList<>();
        for (int i = 0; i + 1 < ends.length; i++) {
            tables.add(new PackedTable(ends[i + 1] - ends[i], columns.get(i)));
        }
        return tables;
    }

    /** One column of every shard; one at a time is unpacked. */
    private void column(int c, List<Chunk> chunks, int[] order, int[] ends, List<List<RawColumn>> columns) {
        boolean text = plan.columns().get(c).text();
        List<String> texts = new ArrayList<>();
        double[] cells = cells(c, chunks, order.length, text, texts);
        String name = plan.columns().get(c).name();
        for (int i = 0; i + 1 < ends.length; i++) {
            int rows = ends[i + 1] - ends[i];
            double[] own = new double[rows];
            for (int row = 0; row < rows; row++) {
                own[row] = cells[order[ends[i] + row]];
            }
            columns.get(i).add(text ? texts(name, own, texts) : new PackedTable.Numbers(name, Packed.of(own, rows)));
        }
    }

    /** A column of all chunks, its codes those of one dictionary. */
    private static double[] cells(int c, List<Chunk> chunks, int rows, boolean text, List<String> texts) {
        double[] cells = new double[rows];
        Map<String, Integer> codes = new HashMap<>();
        int at = 0;
        for (Chunk chunk : chunks) {
            String[] dictionary = chunk.dictionaries()[c];
            int[] own = new int[dictionary.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = codes.computeIfAbsent(dictionary[i], key -> {
                    texts.add(key);
                    return texts.size() - 1;
                });
            }
            Packed packed = chunk.cells()[c];
            for (int row = 0; row < chunk.rows(); row++) {
                double cell = packed.get(row);
                cells[at++] = text && cell >= 0 ? own[(int) cell] : cell;
            }
        }
        return cells;
    }

    /** A column of text whose dictionary is in the order of first appearance. */
    private static RawColumn texts(String name, double[] codes, List<String> texts) {
        int[] own = new int[texts.size()];
        List<String> dictionary = new ArrayList<>();
        for (int row = 0; row < codes.length; row++) {
            int code = (int) codes[row];
            if (code >= 0) {
                if (own[code] == 0) {
                    dictionary.add(texts.get(code));
                    own[code] = dictionary.size();
                }
                codes[row] = own[code] - 1;
            }
        }
        return new PackedTable.Texts(name, Packed.of(codes, codes.length), List.copyOf(dictionary));
    }
}

package org.chainrule.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.network.Network;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.model.TrainingHistory;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/** Models for rows: the networks of the workloads behind columns of numbers, and models trained on real tables. */
final class RowModels {
    private RowModels() {}

    /** A network whose columns are its inputs, with an encoder that changes nothing. */
    static Model plain(Workload workload, float[] parameters) {
        Network network = workload.network();
        List<ColumnEncoding> encodings = new ArrayList<>();
        List<ColumnSchema> columns = new ArrayList<>();
        for (int i = 0; i < network.inputs(); i++) {
            encodings.add(new ScaledNumeric("x" + i, 0, 1, 0, 0, false));
            columns.add(new ColumnSchema("x" + i, ColumnKind.NUMERIC, false, ""));
        }
        boolean classes = workload.classes() > 0;
        columns.add(new ColumnSchema("y", ColumnKind.TARGET, classes, ""));
        TargetEncoding target = classes
                ? new ClassTarget(
                        "y",
                        IntStream.range(0, workload.classes())
                                .mapToObj(k -> "c" + k)
                                .toList())
                : ValueTarget.unscaled("y");
        return new Model(new ModelContents(
                new Schema(columns),
                classes ? Task.CLASSIFICATION : Task.REGRESSION,
                new Encoder(encodings),
                target,
                TrainedNetwork.float32(network, workload.likelihood(), parameters, new float[0]),
                Map.of(),
                Map.of(),
                new TrainingHistory("", List.of()),
                nobody()));
    }

    private static Provenance nobody() {
        return new Provenance(
                "",
                "2026-01-01T00:00:00Z",
                "",
                new TableIdentity("", "", 0, Map.of()),
                null,
                0,
                0,
                0,
                0,
                "",
                Map.of(),
                "",
                0,
                0,
                0,
                "",
                0);
    }

    /** Rows of numbers, those of all contenders. */
    static List<@Nullable Object[]> numbers(Workload workload) {
        int width = workload.network().inputs();
        float[] uniform = SyntheticRows.uniform(RowPredictor.ROWS * width, 3);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int n = 0; n < RowPredictor.ROWS; n++) {
            int from = n * width;
            rows.add(IntStream.range(0, width)
                    .mapToObj(i -> (Object) (double) uniform[from + i])
                    .toArray());
        }
        return rows;
    }

    /** A model of a table, trained for two epochs: how good it is does not matter here. */
    static Model trained(Path file, String target) {
        TrainOptions options = TrainOptions.builder(target).epochs(2).build();
        return Chainrule.run(Table.read(file), options, () -> false).model();
    }

    /** The first rows of a table, as an application would have them: numbers, texts, and null where a value is missing. */
    static List<@Nullable Object[]> rows(Path file, Model model) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (RawTable table = Table.read(file).load(model.inputColumns())) {
            for (int n = 0; n < Math.min(RowPredictor.ROWS, table.rows()); n++) {
                @Nullable
                Object[] row = new @Nullable Object[model.inputColumns().size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = cell(table.column(model.inputColumns().get(i).name()), n);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static @Nullable Object cell(@Nullable RawColumn column, int row) {
        if (column instanceof RawColumn.Numeric numeric) {
            return numeric.value(row);
        }
        if (column instanceof RawColumn.Text text && text.code(row) >= 0) {
            return text.dictionary().get(text.code(row));
        }
        return null;
    }
}

package org.chainrule.tabular.run;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.optim.Sgd;
import org.chainrule.schedule.Constant;
import org.chainrule.tabular.checkpoint.CheckpointFolder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TrainingTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.OptimizerSnapshot;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.train.Passes;
import org.chainrule.train.Rates;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/** The rows of a {@link OpenedModel}, encoded by the model's own encoder and target. */
final class OpenedRows {
    private static final int MOST_EPOCHS = 1_000_000;

    private OpenedRows() {}

    /** The rows as they were split; loaded already, and closed with the result. */
    static PreparedTraining asTrained(Model model, Table table, LoadedTable rows, @Nullable Table validation) {
        Reproducer reproducer = new Reproducer(model, 0);
        TrainingPlan plan = further(TrainingPlan.again(model, 0), model);
        TrainOptions options = reproducer.options(plan, validation);
        TableTraining training = reproducer.training(table, validation, outline -> {});
        LoadedTable validationRows = validation == null ? rows : validation.load(training.columns());
        boolean complete = false;
        try {
            TargetEncoding labels = training.labels(rows);
            Rows split = training.split(rows, validationRows, labels);
            TrainingTarget seen = new TrainingTarget(
                    labels.bind(training.column(rows)),
                    Math.max(1, model.classes().size()));
            Preparation prepared = training.prepare(
                    rows,
                    split,
                    model.encoder(),
                    model.encoder().bindTraining(rows, split.training(), seen),
                    model.targetEncoding(),
                    plan);
            complete = true;
            return new PreparedTraining(
                    table, options, training, rows, validationRows, prepared, CheckpointFolder.open(null));
        } finally {
            if (!complete && validationRows != rows) {
                validationRows.close();
            }
        }
    }

    /**
     * Where all epochs were taken and no rate goes by how many there are, as many again: the steps that a training of twice the epochs would have taken.
     */
    private static TrainingPlan further(TrainingPlan plan, Model model) {
        OptimizerSnapshot optimizer = model.contents().optimizer();
        TrainingConfiguration configuration = plan.configuration();
        Rates rates = configuration.rates();
        boolean constant = Stream.of(rates.schedule(), rates.weightDecaySchedule(), rates.dropoutSchedule())
                .allMatch(schedule -> schedule instanceof Constant);
        Passes passes = configuration.passes();
        long all = (long) passes.stepsPerEpoch(model.provenance().trainingRows()) * passes.epochs();
        if (!constant || optimizer == null || optimizer.state().step() != all || passes.epochs() > MOST_EPOCHS) {
            return plan;
        }
        int epochs = 2 * passes.epochs();
        Map<String, String> settings = new LinkedHashMap<>(plan.settings());
        settings.put("epochs", String.valueOf(epochs));
        Passes more = new Passes(
                epochs,
                passes.batchSize(),
                passes.dropLastBatch(),
                passes.patience(),
                passes.ties(),
                passes.timeLimit());
        return new TrainingPlan(
                plan.likelihood(), plan.network(), configuration.withPasses(more), plan.metric(), settings);
    }

    /** All rows that have a target, whichever trained the model. */
    static PreparedTraining any(Model model, Table table) {
        Set<String> read = new HashSet<>();
        model.inputColumns().forEach(column -> read.add(column.name()));
        List<ColumnSchema> columns = model.schema().columns().stream()
                .filter(column -> read.contains(column.name()) || column.kind() == ColumnKind.TARGET)
                .toList();
        InferredSchema inferred =
                new InferredSchema(new Schema(columns), model.task(), "as in the model file", List.of());
        TrainOptions options = TrainOptions.builder(model.target())
                .task(model.task())
                .validationFraction(0)
                .precision(model.network().precision())
                .doctor(false)
                .build();
        TrainingPlan plan = described(model);
        TableTraining training = TableTraining.decided(
                table,
                options,
                inferred,
                (rows, quantities) -> {
                    throw new IllegalStateException("nothing is to be decided");
                },
                outline -> {});
        LoadedTable rows = table.load(training.columns());
        boolean complete = false;
        try {
            TargetEncoding target = model.targetEncoding();
            int[] all = IntStream.range(0, rows.rows()).toArray();
            int[] present = target.bind(training.column(rows)).present(all);
            if (present.length == 0) {
                throw UserException.data("expected rows with a value in the target column \"" + model.target()
                        + "\", found none in " + table.description() + "; check the data");
            }
            Rows split = new Rows(present, new int[0], rows, all.length - present.length);
            Preparation prepared = training.prepare(
                    rows, split, model.encoder(), model.encoder().bind(rows), target, plan);
            complete = true;
            return new PreparedTraining(table, options, training, rows, rows, prepared, CheckpointFolder.open(null));
        } finally {
            if (!complete) {
                rows.close();
            }
        }
    }

    /** How it was trained, as far as its file says. */
    private static TrainingPlan described(Model model) {
        TrainedNetwork network = model.network();
        TrainingConfiguration known = TrainedBy.of(model);
        Map<String, String> settings = model.provenance().configuration();
        return new TrainingPlan(
                network.likelihood(),
                network.network(),
                known != null
                        ? known
                        : TrainingConfiguration.of(
                                        new Sgd(),
                                        1,
                                        Math.max(1, model.provenance().epochs()),
                                        model.provenance().seed())
                                .withPrecision(network.precision()),
                TrainingPlan.usualMetric(model.task()),
                settings);
    }
}

package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.chainrule.metric.LogLoss;
import org.chainrule.metric.Metric;
import org.chainrule.metric.Rmse;
import org.chainrule.tabular.doctor.Doctor;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.RowWeights;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TrainingTarget;
import org.chainrule.tabular.ensemble.EnsembleSelection.Judge;
import org.chainrule.tabular.ensemble.Folds;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Portfolio;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.recipe.Recipe;
import org.chainrule.tabular.recipe.Variation;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/** The rows of a search, read once, and how they are shared out over the networks that are trained on them. */
final class SearchData {
    /** Tables with more rows are split once: enough rows judge, and each fold would take long. */
    static final int MOST_ROWS_FOR_FOLDS = 100_000;

    private static final int FOLDS = 5;

    private final Table table;
    private final TrainOptions options;
    private final InferredSchema inferred;
    private final LoadedTable rows;
    private final LoadedTable validationRows;
    private final TableTraining usual;
    private final TargetEncoding labels;
    private final List<Rows> folds;
    private final List<String> warnings = new ArrayList<>();
    private final List<Finding> findings;

    private SearchData(
            Table table,
            TrainOptions options,
            InferredSchema inferred,
            LoadedTable rows,
            LoadedTable validationRows,
            int foldCount) {
        this.table = table;
        this.options = options;
        this.inferred = inferred;
        this.rows = rows;
        this.validationRows = validationRows;
        this.usual = training(
                (count, quantities) -> {
                    throw new IllegalStateException("this one only splits");
                },
                outline -> {});
        this.labels = usual.labels(rows);
        this.folds = foldCount > 1 ? folds(foldCount) : List.of(usual.split(rows, validationRows, labels));
        warnings.addAll(usual.warnings());
        findings = options.doctor() ? examined(folds.get(0)) : List.of();
    }

    /** The doctor looks once, at the first of the folds: the others are like it. Inputs are counted as the quick preset encodes. */
    private List<Finding> examined(Rows split) {
        int[] training = split.training();
        int quantities = (int) inferred.schema().features().stream()
                .filter(column -> column.kind() == ColumnKind.NUMERIC)
                .count();
        Recipe quick = Presets.of(Portfolio.QUICK.preset(), inferred.task(), training.length, quantities);
        TrainingTarget seen = new TrainingTarget(labels.bind(usual.column(rows)), width());
        int inputs = Encoder.fit(rows, inferred.schema(), training, quick.encoding(), seen)
                .width();
        return DoctorVisits.before(options, inferred, rows, split, labels, inputs);
    }

    /** Tables that are open, with folds where the options leave it open which rows judge. */
    static SearchData folded(
            Table table, TrainOptions options, InferredSchema inferred, LoadedTable rows, LoadedTable validationRows) {
        boolean decided = validationRows != rows || options.time() != null;
        boolean many = rows.rows() > MOST_ROWS_FOR_FOLDS;
        return new SearchData(table, options, inferred, rows, validationRows, decided || many ? 1 : FOLDS);
    }

    /** The same with a number of folds that is known; 1 splits the rows once. */
    static SearchData of(
            Table table,
            TrainOptions options,
            InferredSchema inferred,
            LoadedTable rows,
            LoadedTable validationRows,
            int foldCount) {
        return new SearchData(table, options, inferred, rows, validationRows, foldCount);
    }

    private List<Rows> folds(int wanted) {
        BoundTarget target = labels.bind(usual.column(rows));
        int[] present = target.present(IntStream.range(0, rows.rows()).toArray());
        if (present.length < 4 || options.time() != null) {
            return List.of(usual.split(rows, validationRows, labels));
        }
        int missing = rows.rows() - present.length;
        new Rows(present, new int[0], rows, missing).checkVaries(options, target);
        String group = usual.name(ColumnKind.GROUP);
        Folds dealt;
        if (group != null) {
            RawColumn.Text groups = (RawColumn.Text) Objects.requireNonNull(rows.column(group));
            long count = Arrays.stream(present)
                    .map(row -> groups.code(row) < 0 ? -1 - row : groups.code(row))
                    .distinct()
                    .count();
            if (count < 2) {
                return List.of(usual.split(rows, validationRows, labels));
            }
            dealt = Folds.grouped(present, groups::code, (int) Math.min(wanted, count), options.seed());
        } else {
            boolean classes = labels instanceof ClassTarget;
            dealt = Folds.stratified(
                    present,
                    row -> classes ? (int) target.encode(row) : 0,
                    Math.min(wanted, present.length / 2),
                    options.seed());
        }
        return IntStream.range(0, dealt.count())
                .mapToObj(fold -> new Rows(dealt.training(fold), dealt.held(fold), rows, missing))
                .toList();
    }

    private TableTraining training(Recipes recipes, Consumer<TrainingOutline> outline) {
        return TableTraining.decided(table, options, inferred, recipes, outline);
    }

    /** How a network of a configuration is trained: within so many seconds, fitting the encoder included. */
    record How(
            Variation variation,
            long seed,
            double share,
            @Nullable Double seconds,
            int threads) {}

    /** Trains one network on the rows of a fold. */
    Fit fit(
            How how,
            int fold,
            Consumer<TrainingOutline> outline,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        return training(recipes(how), told -> outline.accept(told.with(findings)))
                .fit(rows, labels, folds.get(fold), stopRequested, listeners);
    }

    /** Trains one network whose states are kept, or goes on with it. */
    Fit fit(
            How how,
            int fold,
            Consumer<TrainingOutline> outline,
            TableTraining.Kept kept,
            BooleanSupplier stopRequested) {
        return training(recipes(how), told -> outline.accept(told.with(findings)))
                .fit(rows, validationRows, labels, folds.get(fold), kept, stopRequested);
    }

    private Recipes recipes(How how) {
        return (count, quantities) -> {
            Recipe recipe = Presets.of(how.variation().preset(), inferred.task(), count, quantities);
            return Recipes.Chosen.of(recipe, VariedOptions.of(options, how, recipe), inferred.task())
                    .within(how.seconds());
        };
    }

    /** Trains one network as it was trained before. */
    Fit again(Recipes recipes, int fold, BooleanSupplier stopRequested, TrainingListener... listeners) {
        return training(recipes, outline -> {}).fit(rows, labels, folds.get(fold), stopRequested, listeners);
    }

    /** A model of one network, without its metrics. */
    ModelContents model(Fit fit, double seconds) {
        return TrainingAccount.bare(table, rows, validationRows, options, inferred, fit, seconds);
    }

    List<Rows> folds() {
        return folds;
    }

    LoadedTable rows() {
        return rows;
    }

    LoadedTable validationRows() {
        return validationRows;
    }

    Table table() {
        return table;
    }

    TrainOptions options() {
        return options;
    }

    InferredSchema inferred() {
        return inferred;
    }

    TargetEncoding labels() {
        return labels;
    }

    List<String> warnings() {
        return warnings;
    }

    /** What the doctor found in the data, then what it finds in the figures of the final model. */
    List<Finding> findings(@Nullable Evaluation judged) {
        if (!options.doctor() || judged == null) {
            return findings;
        }
        BoundTarget target = labels.bind(usual.column(rows));
        double[] known = Arrays.stream(folds.get(0).training())
                .mapToDouble(target::encode)
                .toArray();
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(Doctor.judged(known, judged));
        return all;
    }

    /** The number of classes, or 1 for values. */
    int width() {
        return labels instanceof ClassTarget classes ? classes.classes().size() : 1;
    }

    Metric metric() {
        return inferred.task() == Task.CLASSIFICATION ? new LogLoss() : new Rmse();
    }

    /** All folds, by number. */
    List<Integer> allFolds() {
        return IntStream.range(0, folds.size()).boxed().toList();
    }

    /** The rows that judge: of these folds, one after the other. */
    int judgingRows(List<Integer> which) {
        return which.stream()
                .mapToInt(fold -> folds.get(fold).validation().length)
                .sum();
    }

    /** Rows that networks of these folds are trained on: what one holds out the others train on. */
    int trainingRows(List<Integer> which) {
        Rows first = folds.get(which.get(0));
        boolean all = folds.size() > 1 && which.stream().distinct().count() > 1;
        return first.training().length + (all ? first.validation().length : 0);
    }

    /** True classes or values of the rows that judge. */
    double[] targets(List<Integer> which) {
        return perJudge(which, table -> labels.bind(usual.column(table))::encode);
    }

    /** Weights of the rows that judge. */
    double[] weights(List<Integer> which) {
        String name = usual.name(ColumnKind.WEIGHT);
        return perJudge(which, table -> {
            RowWeights weights = RowWeights.of(name == null ? null : table.column(name));
            return row -> weights.of(row, 0);
        });
    }

    /** Judges predictions for the rows that these folds hold out. */
    Judge judge(List<Integer> which) {
        return new Judge(metric(), targets(which), weights(which), width());
    }

    /** A number a row of a table. */
    private interface Numbers {
        java.util.function.IntToDoubleFunction of(RawTable table);
    }

    private double[] perJudge(List<Integer> which, Numbers numbers) {
        return which.stream()
                .map(folds::get)
                .flatMapToDouble(
                        fold -> Arrays.stream(fold.validation()).mapToDouble(numbers.of(fold.validationTable())))
                .toArray();
    }
}

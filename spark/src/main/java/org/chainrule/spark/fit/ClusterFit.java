package org.chainrule.spark.fit;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.chainrule.spark.checkpoint.ClusterKeeper;
import org.chainrule.spark.data.ClusterColumns;
import org.chainrule.spark.data.ClusterTable;
import org.chainrule.spark.data.ShardRows;
import org.chainrule.spark.data.ShardedRows;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.run.PartedRows;
import org.chainrule.tabular.run.PartedTraining;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.tabular.run.ShardQuestion;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.train.ShardScores;
import org.chainrule.train.ShardedTraining;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingDivergedException;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training: profile, shards, encoder, rounds, model. What it persists on the cluster is let go of however it ends. */
final class ClusterFit {
    /** Fewer rows than this are soon trained on by one core. */
    private static final long ROWS_PER_SHARD = 8192;

    /**
     * More shards than this somebody should ask for: each takes its share of a batch, and a step on few rows is mostly the update of all weights. Three million flights in
     * local[2] took 1.35 times the time of one machine on 8 shards (rmse 30.5), 1.87 times on 16 (30.9).
     */
    private static final long MOST_SHARDS = 8;

    /** Outputs of validation rows that the driver gets after each epoch without a warning: 256 MB. */
    private static final long MOST_SCORES = 1L << 26;

    private final Logger log = LoggerFactory.getLogger("org.chainrule.spark");
    private final long started = System.nanoTime();
    private final JavaSparkContext context;
    private final ClusterJobs jobs;
    private final ClusterColumns columns;
    private final TrainOptions options; // with the share that the columns say, which is the one that validates
    private final ClusterSettings settings;
    private final List<String> warnings = new ArrayList<>();

    ClusterFit(
            JavaSparkContext context,
            ClusterJobs jobs,
            ClusterColumns columns,
            TrainOptions options,
            ClusterSettings settings) {
        this.context = context;
        this.jobs = jobs;
        this.columns = columns;
        this.options = options.toBuilder()
                .validationFraction(columns.validationFraction())
                .build();
        this.settings = settings;
    }

    ClusterResult run(Dataset<Row> data, BooleanSupplier stopRequested, TrainingListener... listeners) {
        ClusterTable table = ClusterTable.of(data, columns);
        TableProfile profile = jobs.run("Chainrule: what is in the columns", table::profile);
        PartedTraining training = PartedTraining.of(profile, options);
        int shards = settings.numShards() == 0 ? shardsFor(profile.rows()) : settings.numShards();
        try (ShardedRows rows = jobs.run(
                "Chainrule: rows to " + shards + " shards", () -> table.shards(training.columns(), shards, 0))) {
            List<String> fingerprints = jobs.run("Chainrule: pack " + shards + " shards", rows::fingerprints);
            training.rows(new PartedRows(
                    shards,
                    settings.rounds(),
                    rows.trainingRows(),
                    rows.validationRows(),
                    columns.validationIndicatorCol() != null,
                    0,
                    fingerprints));
            ask(training, rows);
            ShardProgram program = training.program();
            try (SparkShards encoded = SparkShards.of(rows, fingerprints, program, settings.slices(), jobs)) {
                rows.rdd().unpersist(false); // they are within the encoded ones
                warnOfScores(rows.validationRows(), program.network().outputs());
                return train(training, encoded, fingerprints, stopRequested, listeners);
            }
        }
    }

    /** One shard for small tables, whose weights are then those of one machine; for large ones a power of two, which most clusters' cores divide well. */
    static int shardsFor(long rows) {
        return (int) Long.highestOneBit(Math.max(1, Math.min(MOST_SHARDS, rows / ROWS_PER_SHARD)));
    }

    private void ask(PartedTraining training, ShardedRows rows) {
        int number = 1;
        for (ShardQuestion question = training.question(); question != null; question = training.question()) {
            ShardQuestion asked = question;
            List<Serializable> answers =
                    jobs.run("Chainrule: question " + number + " to the shards", () -> rows.ask(asked));
            training.answers(answers);
            number++;
        }
    }

    private void warnOfScores(long rows, int outputs) {
        if (rows > MOST_SCORES / outputs) {
            log.warn(
                    "after each epoch {} validation rows send {} outputs each to the driver; let fewer rows validate, or see to its memory",
                    rows,
                    outputs);
        }
    }

    private ClusterResult train(
            PartedTraining training,
            SparkShards shards,
            List<String> fingerprints,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        warnings.addAll(training.warnings());
        warnings.forEach(warning -> log.warn("{}", warning));
        PlanCheck plan = settings.plan() ? plan(training, shards) : null;
        ClusterKeeper keeper = keeper(training, fingerprints);
        try {
            TrainingListener[] all = Arrays.copyOf(listeners, listeners.length + 1);
            all[listeners.length] = new ClusterProgress(training.metric().name(), warnings);
            TrainingResult result = ShardedTraining.train(
                    training.problem(),
                    training.configuration(),
                    settings.rounds(),
                    plan == null ? shards : plan,
                    stopRequested,
                    keeper == null ? TrainingKeeper.NONE : keeper,
                    all);
            long rounds = shards.rounds();
            TrainedNetwork best = result.network();
            List<ShardScores> validation = training.problem().validates()
                    ? shards.score(
                            Objects.requireNonNull(best.floatParameters()),
                            Objects.requireNonNull(best.floatStatistics()))
                    : List.of();
            Model model = training.model(result, validation, (System.nanoTime() - started) / 1e9);
            log.info("weights {}", model.weightsSha256());
            PlanReport cost = plan == null ? null : plan.plan();
            List<String> toKnow = new ArrayList<>(warnings);
            toKnow.addAll(cost == null ? List.of() : cost.warnings());
            return new ClusterResult(model, result, model.weightsSha256(), rounds, cost, toKnow);
        } catch (TrainingDivergedException diverged) {
            throw new UserException(UserException.Kind.DIVERGED, String.valueOf(diverged.getMessage()), diverged);
        } finally {
            if (keeper != null) {
                keeper.close();
            }
        }
    }

    private PlanCheck plan(PartedTraining training, SparkShards shards) {
        PlanReport plan = ClusterPlan.of(
                context, training.program(), shards, training.configuration().epochs());
        say(plan, List.of());
        return new PlanCheck(
                shards, shards::computedNanos, System::nanoTime, plan, corrected -> say(corrected, plan.warnings()));
    }

    private void say(PlanReport plan, List<String> said) {
        plan.lines().forEach(line -> log.info("{}", line));
        plan.warnings().stream().filter(line -> !said.contains(line)).forEach(line -> log.warn("{}", line));
    }

    private @Nullable ClusterKeeper keeper(PartedTraining training, List<String> fingerprints) {
        String directory = settings.checkpointDirectory();
        if (directory == null) {
            return null;
        }
        Map<String, String> fingerprint = new LinkedHashMap<>(training.settings());
        fingerprint.put("rows", ShardRows.fingerprint(fingerprints));
        return ClusterKeeper.open(
                directory,
                context.hadoopConfiguration(),
                settings.checkpointInterval(),
                Duration.ZERO,
                fingerprint,
                training.configuration().optimizer());
    }
}

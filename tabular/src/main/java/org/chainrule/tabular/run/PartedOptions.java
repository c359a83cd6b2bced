package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.train.Precision;
import org.chainrule.train.Rounds;

/** Which options suit a training whose rows are in parts. */
final class PartedOptions {
    private static final String LBFGS = "lbfgs";

    private PartedOptions() {}

    /** Refuses what makes no sense there. */
    static void check(TrainOptions options) {
        WarmStart.check(options);
        if (Presets.SEARCHES.contains(options.preset())) {
            throw UserException.usage("the preset " + options.preset()
                    + " trains many networks, each on folds of one table; on shards choose one of "
                    + String.join(", ", Presets.NAMES) + ", or search with cross-validation around the training");
        }
        Model start = options.startFrom();
        if (options.precision() != Precision.FLOAT32
                || start != null && start.network().precision() != Precision.FLOAT32) {
            throw UserException.usage("training on shards is in float32, found "
                    + (options.precision() != Precision.FLOAT32
                            ? "the precision " + options.precision().name().toLowerCase(Locale.ROOT)
                            : "float64 weights to start from")
                    + "; choose float32, or train on one machine");
        }
        Map<String, Boolean> said = new LinkedHashMap<>();
        said.put("a group column", options.group() != null);
        said.put("a time column", options.time() != null);
        said.put("a table to validate on", options.validation() != null);
        said.forEach((what, given) -> {
            if (given) {
                throw UserException.usage("rows in shards cannot be split by " + what
                        + "; mark the rows that validate in a column of true and false");
            }
        });
        if (options.test() != null) {
            throw UserException.usage("rows in shards are trained without a test table; evaluate the model afterwards");
        }
        if (options.checkpoint() != null || options.tuneDirectory() != null || options.trials() != null) {
            throw UserException.usage(
                    "a training on shards keeps its state where the cluster says, and no trials; leave out"
                            + (options.checkpoint() != null
                                    ? " the checkpoint folder"
                                    : " the options of the preset tune"));
        }
    }

    /** The options of these rounds, whose update is on all rows or on batches; rows that validate are no share of the training rows if somebody marked them. */
    static TrainOptions with(TrainOptions options, PartedRows cut) {
        TrainOptionsBuilder changed = options.toBuilder();
        if (cut.rounds() instanceof Rounds.FullBatch && options.optimizer() == null) {
            changed.optimizer(LBFGS);
        }
        return cut.validationGiven() ? changed.validationFraction(0).build() : changed.build();
    }

    /** Refuses rounds that say otherwise than the optimiser. */
    static void checkRounds(TrainingPlan plan, Rounds rounds) {
        boolean fullBatch = rounds instanceof Rounds.FullBatch;
        if (fullBatch != (plan.configuration().lbfgs() != null)) {
            throw UserException.usage(
                    fullBatch
                            ? "full-batch rounds are those of the optimizer lbfgs, found "
                                    + plan.settings().get("optimizer")
                                    + "; leave the optimizer out, or choose other rounds"
                            : "the optimizer lbfgs takes all rows for a step, which are full-batch rounds; choose"
                                    + " these, or another optimizer");
        }
    }

    /** Refuses counts that leave nothing to do. */
    static void checkCounts(PartedRows cut) {
        if (cut.trainingRows() < 1) {
            throw UserException.data("there is no row to train on"
                    + (cut.validationRows() > 0
                            ? ": all " + cut.validationRows() + " rows validate; let some train"
                            : ""));
        }
        if (cut.shards() < 1 || cut.shards() > cut.trainingRows()) {
            throw UserException.usage("every shard needs a row to train on, found " + cut.shards() + " shards and "
                    + cut.trainingRows() + " training rows; choose from 1 to " + cut.trainingRows() + " shards");
        }
        if (cut.validationGiven() && cut.validationRows() < 1) {
            throw UserException.data(
                    "no row is marked as one that validates; mark some, or leave the column of marks out");
        }
    }
}

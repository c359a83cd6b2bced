package org.chainrule.tabular.run;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.chainrule.network.Activate;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.OptimizerSnapshot;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TrainingHistory;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.Checkpoint;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.jspecify.annotations.Nullable;

/**
 * A model with a table, to be looked into: the rows are encoded by the model's own encoder and target, nothing is fitted. Where the file and the table are those
 * of the training, the rows are split as they were, and {@link #checkpoint} is where it stood: the steps from there have the bits of the uninterrupted training.
 * Otherwise {@link #obstacle} says why not, and all rows with a target count as training rows. Of several members it is the heaviest. Nothing changes in it; safe
 * for concurrent use until it is closed.
 */
public final class OpenedModel implements AutoCloseable {
    private final Model model;
    private final Table table;
    private final PreparedTraining prepared;
    private final @Nullable String obstacle;

    private OpenedModel(Model model, Table table, PreparedTraining prepared, @Nullable String obstacle) {
        this.model = model;
        this.table = table;
        this.prepared = prepared;
        this.obstacle = obstacle;
    }

    /**
     * Opens a model.
     *
     * @param model      as it was read from its file
     * @param table      rows with the columns of the model and the target
     * @param validation the rows that it was validated on, if they were in a table of their own; null leaves them out
     * @return to be closed
     * @throws UserException if the network has other layers than dense ones, a column is missing, or a cell is not what the model expects
     */
    public static OpenedModel of(Model model, Table table, @Nullable Table validation) {
        if (validation != null && model.provenance().validationData() == null) {
            throw UserException.usage("the model was trained without a separate validation table; its validation rows,"
                    + " if any, are split off DATA; leave out --validation");
        }
        requirePlain(model);
        String unknown = splitUnknown(model);
        if (unknown != null) {
            return new OpenedModel(model, table, OpenedRows.any(model, table), unknown);
        }
        boolean kept = false;
        DataChanges data = DataChanges.read("", model.provenance().data(), model.schema(), table);
        try {
            if (data.changes().isEmpty()) {
                PreparedTraining prepared = OpenedRows.asTrained(model, table, data.same(), validation);
                kept = true;
                return new OpenedModel(model, table, prepared, impossible(model));
            }
        } finally {
            if (!kept) {
                data.close();
            }
        }
        return new OpenedModel(
                model,
                table,
                OpenedRows.any(model, table),
                "these are not the rows that it was trained on (" + String.join("; ", data.changes()) + ")");
    }

    private static void requirePlain(Model model) {
        boolean plain = model.network().network().layers().stream()
                .allMatch(layer -> layer instanceof Dense || layer instanceof Activate || layer instanceof Dropout);
        if (!plain) {
            throw UserException.usage(
                    "the studio opens networks of dense layers, and this one has others; look into it"
                            + " with chainrule explain MODEL DATA --weight BLOCK:INDEX --html FILE, or train one with --preset plain");
        }
    }

    /** Why nobody knows which rows trained and which validated; null if the file says it. */
    private static @Nullable String splitUnknown(Model model) {
        Provenance provenance = model.provenance();
        int members = model.contents().members().size();
        if (members > 1) {
            return "it has " + members + " members, of which this is the heaviest";
        }
        if (provenance.imported()) {
            return "its weights were imported from another tool";
        }
        if (WarmStart.named(provenance.configuration()) != null) {
            return "it was trained from the weights of another model, which its file does not hold";
        }
        String shards = ShardSettings.words(provenance.configuration());
        if (shards != null) {
            return shards;
        }
        return model.contents().members().get(0).training() != null
                        || !TrainingSettings.missing(provenance.configuration()).isEmpty()
                        || provenance.data().columnFingerprints().isEmpty()
                ? "its file does not say all of how it was trained"
                : null;
    }

    /** Why the training of these rows cannot go on; null if it can. */
    private static @Nullable String impossible(Model model) {
        TrainingConfiguration configuration = Objects.requireNonNull(TrainedBy.of(model));
        OptimizerSnapshot optimizer = model.contents().optimizer();
        if (configuration.lbfgs() != null) {
            return "L-BFGS trained it, which has no steps of batches";
        }
        if (optimizer == null || !optimizer.rule().equals(configuration.optimizer())) {
            return "its file does not keep the optimiser's state";
        }
        if (Schedules.plateau(configuration.schedule()) != null) {
            return "its learning rate went by epochs that are past (plateau)";
        }
        return null;
    }

    /**
     * The table.
     *
     * @return as it was given
     */
    public Table table() {
        return table;
    }

    /**
     * The rows and the names.
     *
     * @return the training that it would be, with the model's encoder and target; closed with this
     */
    public PreparedTraining prepared() {
        return prepared;
    }

    /**
     * The network with its weights, of the heaviest member.
     *
     * @return not to be written
     */
    public TrainedNetwork network() {
        return model.network();
    }

    /**
     * Why the training cannot go on from here.
     *
     * @return one clause without a full stop; null if it can
     */
    public @Nullable String obstacle() {
        return obstacle;
    }

    /**
     * The epoch whose weights these are.
     *
     * @return from 1; 0 if the first was not finished
     */
    public int epoch() {
        OptimizerSnapshot optimizer = model.contents().optimizer();
        return optimizer == null || obstacle != null
                ? model.provenance().bestEpoch()
                : (int) (optimizer.state().step() / stepsPerEpoch());
    }

    /**
     * The steps of the whole training.
     *
     * @return of all its epochs, see {@code prepared().configuration()}
     */
    public long totalSteps() {
        return (long) stepsPerEpoch() * prepared.configuration().epochs();
    }

    private int stepsPerEpoch() {
        return prepared.configuration()
                .passes()
                .stepsPerEpoch(prepared.problem().training().rows());
    }

    /**
     * Where the training stood.
     *
     * @return a checkpoint of {@code prepared().problem()} and {@code prepared().configuration()}
     * @throws IllegalStateException if there is an obstacle
     */
    public Checkpoint checkpoint() {
        if (obstacle != null) {
            throw new IllegalStateException(obstacle);
        }
        OptimizerSnapshot optimizer = Objects.requireNonNull(model.contents().optimizer());
        boolean ended = optimizer.state().step() % stepsPerEpoch() == 0;
        List<EpochFinished> history = history(epoch());
        EpochFinished last = history.isEmpty() ? null : history.get(history.size() - 1);
        return Checkpoint.kept(
                model.network(),
                optimizer.state(),
                ended && last != null ? last.epoch() : 0,
                last == null ? Double.NaN : last.validationMetric(),
                last == null ? Double.NaN : last.validationLoss());
    }

    /**
     * The epochs of the training.
     *
     * @param most leaves out those behind this one
     * @return in order; what the file does not say of them is NaN or 0
     */
    public List<EpochFinished> history(int most) {
        return model.history().epochs().stream()
                .filter(epoch -> epoch.epoch() <= most)
                .map(this::finished)
                .toList();
    }

    private EpochFinished finished(TrainingHistory.Epoch epoch) {
        return new EpochFinished(
                epoch.epoch(),
                epoch.trainingLoss(),
                epoch.validationLoss(),
                epoch.metricValue(),
                Double.NaN,
                0,
                Duration.ZERO,
                epoch.epoch() == model.provenance().bestEpoch());
    }

    @Override
    public void close() {
        prepared.close();
    }
}

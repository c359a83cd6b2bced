package org.chainrule.tabular;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Version;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.Reproducer;
import org.chainrule.tabular.run.Reproduction;
import org.chainrule.tabular.run.SearchListener;
import org.chainrule.tabular.run.TableTraining;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainingOutline;
import org.chainrule.tabular.run.TrainingRun;
import org.chainrule.train.TrainingListener;

/**
 * From a table to a model:
 *
 * <pre>{@code
 * var model = Chainrule.train(Table.read(Path.of("penguins.csv")), "species");
 * System.out.println(model.validation());
 * var species = model.predict(Map.of("island", "Biscoe", "beak_length_mm", 46.1, "sex", "FEMALE"));
 * }</pre>
 */
public final class Chainrule {
    /** The version of this library. */
    public static final String VERSION = Version.CURRENT;

    private Chainrule() {}

    /**
     * Trains a model with all defaults.
     *
     * @param table  the rows
     * @param target the column to be predicted
     * @return the model
     * @throws UserException if the table does not allow it; one line says what to do
     */
    public static Model train(Table table, String target) {
        return train(table, TrainOptions.of(target));
    }

    /**
     * Trains a model; what the doctor has to say of it is left out, see {@link #run(Table, TrainOptions, BooleanSupplier, TrainingListener...)}.
     *
     * @param table   the rows
     * @param options what to do differently from the defaults
     * @return the model
     * @throws UserException if the table or the options do not allow it, or training diverged; one line says what to do
     */
    public static Model train(Table table, TrainOptions options) {
        // What the doctor finds is in the account of run, of which nothing is kept here.
        TrainingRun run = run(table, options.toBuilder().doctor(false).build(), () -> false);
        if (run.divergence() != null) {
            throw new UserException(UserException.Kind.DIVERGED, run.divergence());
        }
        return run.model();
    }

    /**
     * Trains a model and gives an account of it. A training that diverged gives the model with the last good weights, and says so in
     * {@link TrainingRun#divergence()}.
     *
     * @param table         the rows
     * @param options       what to do differently from the defaults
     * @param stopRequested asked before every step; true ends the training, the best weights so far are kept
     * @param listeners     hear of every training event, on the calling thread
     * @return the model and what a report shows about it
     * @throws UserException if the table or the options do not allow it; one line says what to do
     */
    public static TrainingRun run(
            Table table, TrainOptions options, BooleanSupplier stopRequested, TrainingListener... listeners) {
        return TableTraining.run(table, options, outline -> {}, event -> {}, stopRequested, listeners);
    }

    /**
     * As {@link #run(Table, TrainOptions, BooleanSupplier, TrainingListener...)}, and tells before the first step what is about to be trained.
     *
     * @param table         the rows
     * @param options       what to do differently from the defaults
     * @param outline       told once: the task, what was done to each column, the network
     * @param stopRequested asked before every step; true ends the training, the best weights so far are kept
     * @param listeners     hear of every training event, on the calling thread
     * @return the model and what a report shows about it
     * @throws UserException if the table or the options do not allow it; one line says what to do
     */
    public static TrainingRun run(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        return TableTraining.run(table, options, outline, event -> {}, stopRequested, listeners);
    }

    /**
     * As {@link #run(Table, TrainOptions, Consumer, BooleanSupplier, TrainingListener...)}, and tells how a preset gets on that trains many networks: {@code best}
     * and {@code tune}.
     *
     * @param table         the rows
     * @param options       what to do differently from the defaults
     * @param outline       told once: the task, what was done to each column, the (first) network
     * @param search        hears of every configuration that is tried, on any thread, one at a time
     * @param stopRequested asked before every step; true ends the training, the best so far is kept
     * @param listeners     hear of every training event, on the calling thread; of none if many networks are trained
     * @return the model and what a report shows about it
     * @throws UserException if the table or the options do not allow it; one line says what to do
     */
    public static TrainingRun run(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            SearchListener search,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        return TableTraining.run(table, options, outline, search, stopRequested, listeners);
    }

    /**
     * Trains a model again from its provenance and compares the bits of the weights. For a table to validate on, progress and interruption see
     * {@link Reproducer#run}.
     *
     * @param model the model, as it was read from its file
     * @param table the rows that it was trained on
     * @return what came of it; {@link Reproduction#reproduced()} is the verdict
     * @throws UserException if the model file does not say enough or the table cannot be read; one line says what to do
     */
    public static Reproduction reproduce(Model model, Table table) {
        return Reproducer.run(model, table, null, 0, outline -> {}, () -> false);
    }
}

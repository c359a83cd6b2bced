package org.chainrule.tabular.recipe;

import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.encode.NumericTransform;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.Task;

/**
 * The recipes by name. Their constants were chosen on validation rows of the development tables; docs/design-notes.md has the measurements.
 */
public final class Presets {
    /** The names that {@link #of} knows. */
    public static final List<String> NAMES = List.of("default", "fast");

    /** Many networks, averaged: see {@link Portfolio}. */
    public static final String BEST = "best";

    /** A search for settings: see {@link SearchSpace}. */
    public static final String TUNE = "tune";

    /** The presets that train many networks; {@link #of} knows what they are made of, not them. */
    public static final List<String> SEARCHES = List.of(BEST, TUNE);

    /** Steps that small tables are given at least, whatever the epochs. */
    private static final int STEPS = 1_000;

    /** Inputs that the bins of all quantities together may take, about. */
    private static final int BIN_INPUTS = 512;

    private static final int MOST_BINS = 32;
    private static final int FEWEST_BINS = 4;
    /** Bins need rows: classes, which a bent boundary overfits sooner, more of them than values. */
    private static final int ROWS_PER_BIN_OF_VALUES = 400;

    private static final int ROWS_PER_BIN_OF_CLASSES = 2_000;

    private Presets() {}

    /**
     * A recipe for a table.
     *
     * @param name       one of {@link #NAMES}
     * @param task       what is asked
     * @param rows       training rows
     * @param quantities numeric columns
     * @return the recipe
     * @throws UserException if there is no preset of that name
     */
    public static Recipe of(String name, Task task, int rows, int quantities) {
        return switch (name) {
            case "default" -> recipe(name, task, rows, quantities, List.of(256, 256, 256), 0.3, 2e-3, 40, 12);
            case "fast" -> recipe(name, task, rows, quantities, List.of(128, 128), 0.1, 3e-3, 12, 6);
            default ->
                throw UserException.usage("unknown preset \"" + name + "\"; known are " + String.join(", ", NAMES));
        };
    }

    private static Recipe recipe(
            String name,
            Task task,
            int rows,
            int quantities,
            List<Integer> hiddenLayers,
            double dropout,
            double learningRate,
            int epochs,
            int patience) {
        int batch = rows < 1_000 ? 32 : rows < 5_000 ? 64 : rows < 50_000 ? 128 : 256;
        int stepsPerEpoch = Math.max(1, (rows + batch - 1) / batch);
        int enough = Math.min(2 * epochs, (STEPS + stepsPerEpoch - 1) / stepsPerEpoch);
        int longer = Math.max(epochs, enough);
        return new Recipe(
                name,
                EncoderOptions.defaults()
                        .withNumeric(NumericTransform.ROBUST, 3)
                        .withBins(bins(task, rows, quantities)),
                hiddenLayers,
                Activation.SILU,
                dropout,
                0,
                "adamw(beta2=0.95)",
                learningRate,
                "warmup(0.05,cosine)",
                0.1,
                batch,
                longer,
                Math.max(patience, patience * longer / epochs));
    }

    /** As many bins as rows and width allow; fewer than four are not worth having. */
    private static int bins(Task task, int rows, int quantities) {
        int rowsPerBin = task == Task.REGRESSION ? ROWS_PER_BIN_OF_VALUES : ROWS_PER_BIN_OF_CLASSES;
        int bins = Math.min(MOST_BINS, Math.min(rows / rowsPerBin, BIN_INPUTS / Math.max(1, quantities)));
        return bins < FEWEST_BINS ? 0 : bins;
    }
}

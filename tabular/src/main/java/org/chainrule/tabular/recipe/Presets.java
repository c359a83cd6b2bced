package org.chainrule.tabular.recipe;

import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.optim.Clipping;
import org.chainrule.schedule.Constant;
import org.chainrule.schedule.LearningRateSchedule;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.encode.BinEdges.Placement;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.encode.NumericTransform;
import org.chainrule.tabular.encode.RecipeEncodings;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.recipe.NetworkRecipe.Style;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Passes;
import org.chainrule.train.Rates;
import org.chainrule.train.Ties;

/**
 * The recipes by name. Their constants were chosen on validation rows of the development tables; docs/design-notes.md has the measurements.
 */
public final class Presets {
    /** The names that {@link #of} knows. */
    public static final List<String> NAMES = List.of("default", "fast", "realmlp", "realmlp-s", "tabm", "plain");

    /** Many networks, averaged: see {@link Portfolio}. */
    public static final String BEST = "best";

    /** A search for settings: see {@link SearchSpace}. */
    public static final String TUNE = "tune";

    /** The presets that train many networks; {@link #of} knows what they are made of, not them. */
    public static final List<String> SEARCHES = List.of(BEST, TUNE);

    private static final int FAST_EPOCHS = 12;

    /** Steps that small tables are given at least by the fast recipe, in up to twice its epochs. */
    private static final int STEPS = 1_000;

    /** Rows that the default recipe sees in all its epochs, about. */
    private static final int ROWS_SEEN = 1_000_000;

    private static final int FEWEST_EPOCHS = 3;
    private static final int MOST_EPOCHS = 100;

    private static final LearningRateSchedule CONSTANT = new Constant();

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
            case "default" -> usual(name, task, rows, quantities);
            case "fast" -> fast(name, task, rows, quantities);
            case "realmlp" -> realMlp(name, task);
            case "realmlp-s" -> realMlpSmall(name, task);
            case "tabm" -> tabM(name, task);
            case "plain" -> plain(name, task);
            default ->
                throw UserException.usage("unknown preset \"" + name + "\"; known are " + String.join(", ", NAMES)
                        + ", " + String.join(", ", SEARCHES));
        };
    }

    /** RealMLP-TD: Holzmueller, Grinsztajn and Steinwart 2024, "Better by default". Every constant is in docs/presets.md. */
    private static Recipe realMlp(String name, Task task) {
        boolean classes = task == Task.CLASSIFICATION;
        return new Recipe(
                name,
                RecipeEncodings.realMlp(),
                new NetworkRecipe(
                        Style.NTK_DATA_DRIVEN,
                        NumericEmbedding.PBLD,
                        8,
                        true,
                        1,
                        List.of(256, 256, 256),
                        List.of(classes ? Activation.SELU : Activation.MISH),
                        true,
                        0.15),
                0.1,
                true,
                adam(classes),
                0.02,
                new Rates(
                        classes ? 0.04 : 0.2,
                        Schedules.parse("coslog4"),
                        Schedules.parse("flat-cos"),
                        Schedules.parse("flat-cos"),
                        // A factor enters the decay twice, see ParameterGroups
                        ParameterGroups.parse("bias=0.1:0,scale=6:6,slope=0.1:0.1,periodic=0.1:0.1,table=1:1")),
                Clipping.NONE,
                new Passes(256, 256, true, 0, Ties.LATEST, null),
                classes ? "accuracy" : "rmse");
    }

    /** The authors' squared error, and with it the gradient, is twice ours: half of epsilon makes the same steps. */
    private static String adam(boolean classes) {
        return classes ? "adamw(beta2=0.95)" : "adamw(beta2=0.95,epsilon=5e-9)";
    }

    /** RealMLP-TD-S, the small one of the same paper. */
    private static Recipe realMlpSmall(String name, Task task) {
        boolean classes = task == Task.CLASSIFICATION;
        return new Recipe(
                name,
                RecipeEncodings.realMlpSmall(),
                new NetworkRecipe(
                        Style.NTK_NORMAL,
                        NumericEmbedding.NONE,
                        8,
                        true,
                        1,
                        List.of(256, 256, 256),
                        List.of(classes ? Activation.SELU : Activation.MISH),
                        false,
                        0),
                0.1,
                false,
                adam(classes),
                0,
                new Rates(
                        classes ? 0.04 : 0.07,
                        Schedules.parse("coslog4"),
                        CONSTANT,
                        CONSTANT,
                        ParameterGroups.parse("bias=0.1:0,scale=6:6")),
                Clipping.NONE,
                new Passes(256, 256, true, 0, Ties.LATEST, null),
                classes ? "accuracy" : "rmse");
    }

    /** TabM with piecewise-linear embeddings: Gorishniy, Kotelnikov and Babenko 2025. Biases and the embedding's linear part do not decay.
     * The authors' squared error is twice ours, so are its gradients and what bounds them. */
    private static Recipe tabM(String name, Task task) {
        boolean classes = task == Task.CLASSIFICATION;
        return new Recipe(
                name,
                RecipeEncodings.tabM(),
                new NetworkRecipe(
                        Style.ENSEMBLE,
                        NumericEmbedding.piecewiseLinear(48, Placement.ROWS, 16),
                        8,
                        false,
                        32,
                        List.of(512, 512),
                        List.of(Activation.RELU),
                        false,
                        0.1),
                0,
                false,
                classes ? "adamw" : "adamw(epsilon=5e-9)",
                3e-4,
                new Rates(2e-3, CONSTANT, CONSTANT, CONSTANT, ParameterGroups.parse("bins=1:1,adapter=1:1,table=1:1")),
                Clipping.byNorm(classes ? 1 : 0.5),
                new Passes(1000, 256, false, 17, Ties.FIRST, null),
                classes ? "accuracy" : "rmse");
    }

    /**
     * A small TabM of eight members with a front scale that learns fast, and bins that see rare values: the evidence is in docs/design-notes.md. Epochs and batches
     * follow the rows, so that small tables are given steps enough and large ones end.
     */
    private static Recipe usual(String name, Task task, int rows, int quantities) {
        boolean classes = task == Task.CLASSIFICATION;
        int batch = rows < 1_000 ? 32 : rows < 4_000 ? 64 : rows < 10_000 ? 128 : rows < 200_000 ? 256 : 1_024;
        int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, ROWS_SEEN / Math.max(1, rows)));
        return new Recipe(
                name,
                RecipeEncodings.tabM(),
                new NetworkRecipe(
                        Style.ENSEMBLE,
                        bins(rows, quantities),
                        8,
                        true,
                        8,
                        List.of(256, 256, 256),
                        List.of(Activation.RELU),
                        false,
                        classes ? 0.2 : 0.1),
                0,
                false,
                "adamw",
                classes ? 3e-2 : 1e-2,
                new Rates(
                        classes ? 3e-3 : 4e-3,
                        Schedules.parse("cosine"),
                        CONSTANT,
                        CONSTANT,
                        ParameterGroups.parse("bins=1:1,adapter=1:1,table=1:1,scale=20:0")),
                Clipping.byNorm(1),
                new Passes(epochs, batch, false, Math.max(16, 2 * epochs / 5), Ties.LOWER_LOSS, null),
                classes ? "accuracy" : "rmse");
    }

    /** Many quantities become fewer numbers each, and in the end are left as they are: the first layer would be most of the network. */
    private static NumericEmbedding bins(int rows, int quantities) {
        int width = quantities <= 64 ? 16 : quantities <= 256 ? 4 : 0;
        int count = Math.max(8, Math.min(128, rows / 50));
        return width == 0
                ? NumericEmbedding.NONE
                : NumericEmbedding.piecewiseLinear(count, Placement.ROWS_AND_VALUES, width);
    }

    /** One perceptron: for classes wider, with more dropout and smoothed labels, which is worth 0.7 points of accuracy at little cost. */
    private static Recipe fast(String name, Task task, int rows, int quantities) {
        boolean classes = task == Task.CLASSIFICATION;
        int batch = rows < 1_000 ? 32 : rows < 5_000 ? 64 : rows < 50_000 ? 128 : 256;
        int stepsPerEpoch = Math.max(1, (rows + batch - 1) / batch);
        int enough = Math.min(2 * FAST_EPOCHS, (STEPS + stepsPerEpoch - 1) / stepsPerEpoch);
        int epochs = Math.max(FAST_EPOCHS, enough);
        return new Recipe(
                name,
                EncoderOptions.defaults()
                        .withNumeric(NumericTransform.ROBUST, 3)
                        .withBins(bins(task, rows, quantities)),
                NetworkRecipe.perceptron(
                        classes ? List.of(256, 256) : List.of(128, 128), Activation.SILU, classes ? 0.2 : 0.1),
                classes ? 0.1 : 0,
                false,
                "adamw(beta2=0.95)",
                0.1,
                Rates.constant(3e-3).withSchedule(Schedules.parse("warmup(0.05,cosine)")),
                Clipping.NONE,
                new Passes(epochs, batch, false, epochs / 2, Ties.LOWER_LOSS, null),
                classes ? "logLoss" : "rmse");
    }

    /** What a textbook says, and nothing clever: to see what an option does, or to compare with another program. */
    private static Recipe plain(String name, Task task) {
        return new Recipe(
                name,
                EncoderOptions.defaults(),
                NetworkRecipe.perceptron(List.of(64, 64), Activation.RELU, 0),
                0,
                false,
                "adam",
                0,
                Rates.constant(1e-3),
                Clipping.NONE,
                Passes.of(100),
                task == Task.CLASSIFICATION ? "logLoss" : "rmse");
    }

    /** Inputs that the bins of all quantities together may take, about. */
    private static final int BIN_INPUTS = 512;

    private static final int MOST_BINS = 32;
    private static final int FEWEST_BINS = 4;
    /** Bins need rows: classes, which a bent boundary overfits sooner, more of them than values. */
    private static final int ROWS_PER_BIN_OF_VALUES = 400;

    private static final int ROWS_PER_BIN_OF_CLASSES = 2_000;

    /** As many bins as rows and width allow; fewer than four are not worth having. */
    private static int bins(Task task, int rows, int quantities) {
        int rowsPerBin = task == Task.REGRESSION ? ROWS_PER_BIN_OF_VALUES : ROWS_PER_BIN_OF_CLASSES;
        int bins = Math.min(MOST_BINS, Math.min(rows / rowsPerBin, BIN_INPUTS / Math.max(1, quantities)));
        return bins < FEWEST_BINS ? 0 : bins;
    }
}

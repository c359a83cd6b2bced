package org.chainrule.tabular.recipe;

import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.tabular.UserException;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.encode.NumericTransform;
import org.chainrule.tabular.schema.Task;

/**
 * The recipes by name. Their constants were chosen on validation rows of the development tables; docs/design-notes.md has the measurements.
 */
public final class Presets {
    /** The names that {@link #of} knows. */
    public static final List<String> NAMES = List.of("default", "fast");

    /** Steps that small tables are given at least, whatever the epochs. */
    private static final int STEPS = 3_000;

    private Presets() {}

    /**
     * A recipe for a table.
     *
     * @param name one of {@link #NAMES}
     * @param task what is asked
     * @param rows training rows
     * @return the recipe
     */
    public static Recipe of(String name, Task task, int rows) {
        return switch (name) {
            case "default" -> standard(task, rows);
            case "fast" -> fast(task, rows);
            default -> throw UserException.usage("unknown preset \"" + name + "\"; known are " + String.join(", ", NAMES));
        };
    }

    private static Recipe standard(Task task, int rows) {
        int batch = batchSize(rows);
        return new Recipe(
                "default",
                EncoderOptions.defaults().withNumeric(NumericTransform.ROBUST, 3),
                List.of(256, 256, 256),
                task == Task.CLASSIFICATION ? Activation.SELU : Activation.MISH,
                0.1,
                0,
                "adamw(beta2=0.95)",
                2e-3,
                "warmup(0.05,cosine)",
                1e-2,
                batch,
                epochs(rows, batch, 100),
                0);
    }

    private static Recipe fast(Task task, int rows) {
        int batch = batchSize(rows);
        return new Recipe(
                "fast",
                EncoderOptions.defaults().withNumeric(NumericTransform.ROBUST, 3),
                List.of(128, 128),
                task == Task.CLASSIFICATION ? Activation.SELU : Activation.MISH,
                0.05,
                0,
                "adamw(beta2=0.95)",
                3e-3,
                "warmup(0.05,cosine)",
                1e-2,
                batch,
                epochs(rows, batch, 30),
                0);
    }

    private static int batchSize(int rows) {
        return rows < 1_000 ? 32 : rows < 5_000 ? 64 : rows < 50_000 ? 128 : 256;
    }

    private static int epochs(int rows, int batch, int usual) {
        int stepsPerEpoch = Math.max(1, (rows + batch - 1) / batch);
        int wanted = Math.min(4 * usual, (STEPS + stepsPerEpoch - 1) / stepsPerEpoch);
        return Math.max(usual, wanted);
    }
}

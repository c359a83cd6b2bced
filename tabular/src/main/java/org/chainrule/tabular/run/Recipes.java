package org.chainrule.tabular.run;

import java.util.function.BiFunction;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.recipe.NetworkBuilder.Inputs;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.recipe.Recipe;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/** What is decided once the rows are counted: by a preset and the options, or by the model that is trained again. */
@FunctionalInterface
interface Recipes {
    /** What a training has in any case: enough for a step. */
    double LEAST_SECONDS = 0.05;

    /** Preset and options decide, or the model to start from. */
    static Recipes of(TrainOptions options, Task task) {
        Model start = options.startFrom();
        return (rows, quantities) -> Chosen.of(
                start != null
                        ? WarmStart.recipe(options, start, rows, quantities)
                        : Presets.of(options.preset(), task, rows, quantities),
                options,
                task);
    }

    /** Numeric columns. */
    static int quantities(Schema schema) {
        return (int) schema.features().stream()
                .filter(column -> column.kind() == ColumnKind.NUMERIC)
                .count();
    }

    /**
     * Decides.
     *
     * @param rows       training rows
     * @param quantities numeric columns
     * @return how to encode, and the plan once the encoder was fitted
     */
    Chosen choose(int rows, int quantities);

    /**
     * How to encode, and the plan once the encoder was fitted.
     *
     * @param recipe   what holds where nobody says otherwise; null if a model file decides
     * @param encoding how columns become numbers
     * @param plan     from what the encoder gives and the number of classes (1 for regression) to the plan
     */
    record Chosen(@Nullable Recipe recipe, EncoderOptions encoding, BiFunction<Inputs, Integer, TrainingPlan> plan) {
        /** As a model file says. */
        Chosen(EncoderOptions encoding, BiFunction<Inputs, Integer, TrainingPlan> plan) {
            this(null, encoding, plan);
        }

        /** What a recipe and options amount to. */
        static Chosen of(Recipe recipe, TrainOptions options, Task task) {
            return new Chosen(
                    recipe,
                    recipe.encoding(),
                    (inputs, classes) -> TrainingPlan.of(options, recipe, task, inputs, classes));
        }

        /** The same with a limit that counts from now, not from the first step: fitting the encoder takes its part of it. */
        Chosen within(@Nullable Double seconds) {
            long begun = System.nanoTime();
            return seconds == null
                    ? this
                    : new Chosen(recipe, encoding, plan.andThen(made -> {
                        double left = seconds - (System.nanoTime() - begun) / 1e9;
                        return made.with(
                                made.configuration().withTimeLimit(TimeBudget.duration(Math.max(LEAST_SECONDS, left))));
                    }));
        }
    }
}

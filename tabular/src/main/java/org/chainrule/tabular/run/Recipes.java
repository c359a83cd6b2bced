package org.chainrule.tabular.run;

import java.util.function.BiFunction;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.recipe.NetworkBuilder.Inputs;
import org.chainrule.tabular.recipe.Recipe;
import org.chainrule.tabular.schema.Task;

/** What is decided once the rows are counted: by a preset and the options, or by the model that is trained again. */
@FunctionalInterface
interface Recipes {
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
     * @param encoding how columns become numbers
     * @param plan     from what the encoder gives and the number of classes (1 for regression) to the plan
     */
    record Chosen(EncoderOptions encoding, BiFunction<Inputs, Integer, TrainingPlan> plan) {
        /** What a recipe and options amount to. */
        static Chosen of(Recipe recipe, TrainOptions options, Task task) {
            return new Chosen(
                    recipe.encoding(), (inputs, classes) -> TrainingPlan.of(options, recipe, task, inputs, classes));
        }
    }
}

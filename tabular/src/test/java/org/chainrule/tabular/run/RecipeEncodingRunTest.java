package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.tabular.encode.CategoryOptions;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.encode.ManyLevels;
import org.chainrule.tabular.encode.RecipeEncodings;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.recipe.Recipe;
import org.chainrule.tabular.run.Recipes.Chosen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a table to weights with the encodings that only presets choose. */
class RecipeEncodingRunTest {
    @TempDir
    static Path dir;

    private static final EncoderOptions TWO = EncoderOptions.defaults().withLevels(2, 4);

    @Test
    void everyEncodingTrainsAndTrainsTheSameTwice() {
        Set<String> different = new HashSet<>();
        for (EncoderOptions encoding : List.of(
                RecipeEncodings.realMlp(),
                RecipeEncodings.realMlpSmall(),
                RecipeEncodings.tabM(),
                TWO,
                many(ManyLevels.CODES, 5),
                many(ManyLevels.TARGET, 5),
                many(ManyLevels.TARGET, 2))) {
            for (TrainOptions options :
                    List.of(Reruns.classes().build(), Reruns.values().build())) {
                Fit first = fit(options, encoding);
                assertArrayEquals(
                        first.network().floatParameters(),
                        fit(options, encoding).network().floatParameters());
                different.add(java.util.Arrays.toString(first.network().floatParameters()));
                assertTrue(first.notes().stream().noneMatch(note -> note.done().equals("encoded")));
            }
        }
        // Without rare levels the two encodings of RealMLP are one.
        assertTrue(different.size() >= 12, "different: " + different.size());
    }

    private static EncoderOptions many(ManyLevels levels, int folds) {
        return TWO.withCategories(
                CategoryOptions.defaults().withManyLevels(levels, 9).withTarget(folds, 10));
    }

    private static Fit fit(TrainOptions options, EncoderOptions encoding) {
        Table table = new Reruns(dir).table();
        InferredSchema inferred =
                SchemaInference.infer(table.profile(), options.target(), null, options.drop(), null, null, null);
        TableTraining training = TableTraining.decided(
                table,
                options,
                inferred,
                (rows, quantities) -> {
                    Recipe recipe = Presets.of("fast", inferred.task(), rows, quantities);
                    return new Chosen(
                            encoding,
                            (inputs, classes) -> TrainingPlan.of(options, recipe, inferred.task(), inputs, classes));
                },
                outline -> {});
        try (LoadedTable rows = table.load(TableTraining.readColumns(inferred.schema()))) {
            Fit fit = training.fit(rows, rows, () -> false);
            assertEquals(fit.encoder().width(), fit.network().network().inputs());
            return fit;
        }
    }
}

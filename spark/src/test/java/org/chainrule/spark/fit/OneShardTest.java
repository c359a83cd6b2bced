package org.chainrule.spark.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.chainrule.spark.LocalSpark;
import org.chainrule.spark.data.ClusterColumns;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Rounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With one shard a cluster trains what one machine trains, from the cells of a file to the weights. */
class OneShardTest {
    @TempDir
    private Path folder;

    @Test
    void penguinsAreTheModelOfOneMachine() throws IOException {
        same("penguins.csv", TrainOptions.builder("species").classWeights(true), new Rounds.LocalSteps(3, 0.7, 0.5));
    }

    @Test
    void weatherIsTheModelOfOneMachine() throws IOException {
        same("weather.csv", TrainOptions.builder("temp_max").preset("plain").dropout(0.1), new Rounds.Synchronous());
    }

    private void same(String example, TrainOptionsBuilder builder, Rounds rounds) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("chainrule.root"), "examples", example));
        List<String> training = new ArrayList<>(List.of(lines.get(0)));
        List<String> validation = new ArrayList<>(List.of(lines.get(0)));
        List<String> both = new ArrayList<>(List.of(lines.get(0) + ",number,validates"));
        for (int n = 1; n < lines.size(); n++) {
            boolean validates = n % 5 == 0;
            (validates ? validation : training).add(lines.get(n));
            both.add(lines.get(n) + "," + n + "," + validates);
        }
        Table trainingTable = table("training.csv", training);
        TrainOptions options = builder.epochs(6).seed(11).build();
        Model here = Chainrule.train(
                trainingTable,
                options.toBuilder()
                        .validation(table("validation.csv", validation))
                        .build());

        String label = options.target();
        Dataset<Row> rows = LocalSpark.session(2)
                .read()
                .option("header", true)
                .csv(file("both.csv", both).toString())
                .withColumn("number", functions.expr("CAST(number AS BIGINT)"))
                .withColumn("validates", functions.expr("CAST(validates AS BOOLEAN)"))
                .repartition(5, functions.col(label), functions.col("number"));
        ClusterResult cluster = ClusterTraining.fit(
                rows,
                new ClusterColumns(null, List.of(), label, null, "validates", "number", 0, options.seed()),
                options,
                ClusterSettings.defaults().withShards(1).withRounds(rounds).withPlan(false));

        assertEquals(here.weightsSha256(), cluster.weightsSha256());
        assertEquals(here.validation(), cluster.model().validation());
        assertEquals(here.history(), cluster.model().history());
        assertArrayEquals(predictions(here, trainingTable), predictions(cluster.model(), trainingTable));
    }

    private static double[][] predictions(Model model, Table table) {
        Predictions predictions = model.evaluate(table).predictions();
        return model.task() == Task.CLASSIFICATION
                ? predictions.probabilities()
                : new double[][] {predictions.values()};
    }

    private Table table(String name, List<String> lines) throws IOException {
        return Table.of(file(name, lines).toString());
    }

    private Path file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }
}

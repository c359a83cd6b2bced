package org.chainrule.spark.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.chainrule.data.Dataset;
import org.chainrule.optim.OptimizerState;
import org.chainrule.spark.LocalSpark;
import org.chainrule.spark.cluster.SampleRows;
import org.chainrule.spark.cluster.SampleTraining;
import org.chainrule.spark.data.ClusterTable;
import org.chainrule.spark.data.ShardRows;
import org.chainrule.spark.data.ShardedRows;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.run.PartedRows;
import org.chainrule.tabular.run.PartedTraining;
import org.chainrule.tabular.run.ShardProgram;
import org.chainrule.tabular.run.ShardQuestion;
import org.chainrule.train.InMemoryShards;
import org.chainrule.train.RoundState;
import org.chainrule.train.ShardAnswer;
import org.chainrule.train.ShardScores;
import org.chainrule.train.ShardTask;
import org.chainrule.train.ShardWorker;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shards on a cluster answer as shards of this JVM do, bit for bit. */
class SparkShardsTest {
    private final SparkSession spark = LocalSpark.session(2);
    private final ClusterJobs jobs = new ClusterJobs(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    private ShardedRows rows;
    private ShardProgram program;

    @BeforeEach
    void cutRows() {
        ClusterTable table = ClusterTable.of(SampleRows.of(spark, 400, 3), SampleRows.columns());
        PartedTraining training = PartedTraining.of(table.profile(), SampleTraining.options("localSteps"));
        rows = table.shards(training.columns(), 5, 0);
        training.rows(new PartedRows(
                5,
                SampleTraining.settings("localSteps").rounds(),
                rows.trainingRows(),
                rows.validationRows(),
                false,
                0,
                rows.fingerprints()));
        for (ShardQuestion question = training.question(); question != null; question = training.question()) {
            training.answers(rows.ask(question));
        }
        program = training.program();
    }

    @AfterEach
    void close() {
        rows.close();
        jobs.close();
        assertTrue(spark.sparkContext().getPersistentRDDs().isEmpty());
    }

    @Test
    void answersAndSlicesAreThoseOfThisJvm() {
        try (InMemoryShards here = here()) {
            for (int slices : new int[] {1, 3}) {
                try (SparkShards cluster = SparkShards.of(rows, rows.fingerprints(), program, slices, jobs)) {
                    for (ShardTask task : tasks()) {
                        same(here.mean(task), cluster.mean(task));
                    }
                    assertEquals(3, cluster.rounds());
                }
            }
        }
    }

    @Test
    void validationRowsAreJudgedInTheOrderOfTheShards() {
        TrainedNetwork start = program.start();
        float[] parameters = Objects.requireNonNull(start.floatParameters());
        float[] statistics = Objects.requireNonNull(start.floatStatistics());
        try (InMemoryShards here = here();
                SparkShards cluster = SparkShards.of(rows, rows.fingerprints(), program, 1, jobs)) {
            List<ShardScores> expected = here.score(parameters, statistics);
            List<ShardScores> found = cluster.score(parameters, statistics);
            assertEquals(5, found.size());
            for (int s = 0; s < 5; s++) {
                assertArrayEquals(expected.get(s).outputs(), found.get(s).outputs());
                assertArrayEquals(expected.get(s).targets(), found.get(s).targets());
                assertArrayEquals(expected.get(s).weights(), found.get(s).weights());
            }
        }
    }

    @Test
    void rowsThatAreNotThoseSeenFirstAreFound() {
        List<String> others = new ArrayList<>(rows.fingerprints());
        Collections.swap(others, 2, 3);
        for (int slices : new int[] {1, 3}) {
            try (SparkShards cluster = SparkShards.of(rows, others, program, slices, jobs)) {
                String message = assertThrows(UserException.class, () -> cluster.mean(tasks().get(0)))
                        .getMessage();
                assertTrue(message.startsWith("the rows of shard 2 changed"), message);
                assertEquals(-1, message.indexOf('\n'));
            }
        }
    }

    private static void same(ShardAnswer expected, ShardAnswer found) {
        assertArrayEquals(expected.floats(), found.floats());
        assertArrayEquals(expected.doubles(), found.doubles());
        assertArrayEquals(expected.scalars(), found.scalars());
        assertEquals(expected.weight(), found.weight());
        assertEquals(expected.cost(), found.cost());
    }

    private List<ShardTask> tasks() {
        TrainedNetwork start = program.start();
        float[] parameters = Objects.requireNonNull(start.floatParameters());
        float[] statistics = Objects.requireNonNull(start.floatStatistics());
        OptimizerState state = OptimizerState.floats(program.configuration().optimizer(), parameters.length);
        RoundState from = new RoundState(parameters, statistics, state.floatVectors(), state.scalars(), 0);
        return List.of(
                new ShardTask.Steps(from, 0, 1, 1),
                new ShardTask.Gradient(parameters, statistics, 1),
                new ShardTask.FullGradient(parameters, statistics));
    }

    private InMemoryShards here() {
        List<ShardWorker> workers = new ArrayList<>();
        for (ShardRows shard : rows.rdd().collect()) {
            Dataset training = program.encodeTraining(shard.training(), shard.firstRow());
            workers.add(new ShardWorker(
                    program.network(),
                    program.likelihood(),
                    program.configuration(),
                    program.rounds(),
                    program.layout(),
                    shard.shard(),
                    training,
                    program.encodeValidation(shard.validation())));
        }
        return new InMemoryShards(program.layout(), workers);
    }
}

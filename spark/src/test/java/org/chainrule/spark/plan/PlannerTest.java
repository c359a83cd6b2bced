package org.chainrule.spark.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final ClusterCosts COSTS = new ClusterCosts(0.010, 0.001, 1e-9, 1e-9, 1e-9);

    private static ClusterShape shape(int executors, int cores) {
        return new ClusterShape(executors, cores, 1L << 30, 1L << 30, 1L << 30);
    }

    private static PlanReport report(ClusterShape shape, Workload work, double step) {
        return Planner.report(work, new RoundModel(shape, COSTS, new StepCosts(0, step)));
    }

    private static Workload work(int shards, long rows, Rounds rounds, int batch, long parameters, int slices) {
        return Workload.of(
                new ShardLayout(shards, rows, 0, 100, 1), 1, shards, rounds, batch, 4, parameters, 0, 2, slices);
    }

    private static String warnings(PlanReport report) {
        for (String line : report.lines()) {
            assertTrue(!line.contains("\n") && !line.contains("NaN") && !line.contains("Infinity"), line);
        }
        return String.join("\n", report.warnings());
    }

    @Test
    void saysWhatATrainingTakes() {
        Workload work = work(16, 16000, new Rounds.LocalSteps(50, 1, 0), 160, 1000, 1);
        PlanReport report = report(shape(2, 2), work, 0.01);
        assertEquals("", warnings(report));
        assertEquals(4 * 0.5 + 0.010 + 15 * 0.001 + 12000e-9 * (1 + 16) + 17 * 3000e-9, report.roundSeconds(), 1e-12);
        assertEquals(2 * report.roundSeconds(), report.epochSeconds(), 1e-12);
        assertEquals(8 * report.roundSeconds(), report.trainingSeconds(), 1e-12);
        assertEquals(8, report.executors());
        String text = String.join("\n", report.lines());
        assertTrue(
                text.startsWith("plan for 16 shards of 1000 rows in 16 tasks, on 2 executors with 2 cores each"), text);
        for (String line : List.of(
                "modelled: 10 executors (20 cores)",
                "modelled: 100 executors",
                "modelled: 1000 executors (2000 cores)")) {
            assertTrue(text.contains(line), text);
        }
    }

    @Test
    void warns() {
        Rounds local = new Rounds.LocalSteps(5, 1, 0);
        String idle = warnings(report(shape(4, 2), work(4, 4000, local, 64, 1000, 1), 1));
        assertTrue(idle.contains("8 cores for 4 shards: 4 have nothing to do; set numShards to 8"), idle);
        String one = warnings(report(shape(1, 2), work(64, 6400, local, 64, 1000, 1), 1));
        assertTrue(one.contains("one row a step"), one);
        String large = warnings(report(shape(1, 2), work(64, 640000, local, 6400, 10_000_000, 1), 1));
        assertTrue(large.contains("spark.driver.maxResultSize is 1.0 GB") && large.contains("7.2 GB"), large);
        assertTrue(large.contains("spark.driver.memory"), large);
        String sliced = warnings(report(shape(1, 2), work(64, 640000, local, 6400, 1_000_000, 64), 1));
        assertEquals("", sliced);
        String rows = warnings(report(shape(1, 2), work(2, 2_000_000, local, 6400, 1000, 1), 1));
        assertTrue(rows.contains("raise spark.executor.memory"), rows);
        String steps = warnings(report(shape(1, 2), work(2, 2000, local, 64, 1000, 1), 0.0001));
        assertTrue(steps.contains("% of a round is overhead; raise localSteps from 5 (an epoch has 32)"), steps);
        String whole = warnings(report(shape(1, 2), work(2, 2000, new Rounds.LocalSteps(32, 1, 0), 64, 1000, 1), 1e-5));
        assertTrue(whole.contains("this table is small for a cluster"), whole);
        String exact = warnings(report(shape(1, 2), work(2, 2000, new Rounds.Synchronous(), 64, 1000, 1), 0.0001));
        assertTrue(exact.contains("rounds = localSteps"), exact);
        String late = warnings(report(
                shape(4, 2), Workload.of(new ShardLayout(8, 8000, 0, 5, 1), 1, 2, local, 80, 4, 1000, 0, 2, 1), 1));
        assertTrue(late.contains("8 cores for 2 tasks"), late);
    }

    @Test
    void theSmallestTraining() {
        PlanReport report = report(shape(1, 1), work(1, 1, new Rounds.FullBatch(), 1, 1, 1), 1e-9);
        assertEquals(1, report.executors());
        warnings(report);
    }

    @Test
    void measuresInARunningCluster() {
        SparkSession spark = LocalSpark.session(2);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        ClusterShape shape = ClusterShape.of(context.sc());
        AtomicInteger calls = new AtomicInteger();
        Workload work = work(4, 4000, new Rounds.LocalSteps(5, 1, 0), 64, 10_000, 1);
        PlanReport report = Planner.plan(context, work, (tasks, steps) -> {
            calls.incrementAndGet();
            assertTrue(tasks <= shape.cores(), "more tasks than cores");
            return Collections.nCopies(tasks, 0.001 + steps * 0.002);
        });
        // 4 shards of 5 steps on 2 cores take 22 ms, the jobs as long as they take
        assertTrue(report.roundSeconds() > 4.0 / shape.cores() * 0.011 - 1e-6, "round " + report.roundSeconds());
        assertTrue(report.roundSeconds() < 60 && calls.get() > 1, "round " + report.roundSeconds());
        warnings(report);
    }

    @Test
    void timesAreReadable() {
        assertEquals(
                List.of("0.0 ms", "1.5 ms", "12 ms", "1.5 s", "90 s", "5 min", "2.8 h"),
                List.of(0.0, 0.0015, 0.0123, 1.5, 90.0, 300.0, 10_000.0).stream()
                        .map(PlanText::time)
                        .toList());
    }
}

package org.chainrule.spark.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
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
        return Planner.report(work, new RoundModel(shape, COSTS, new StepCosts(0, step)), true);
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
    void warnsOfRoundsThatOvershoot() {
        String few = warnings(report(shape(1, 2), work(2, 2000, new Rounds.LocalSteps(7, 0.7, 0.9), 64, 1000, 1), 1));
        assertTrue(few.contains("rounds of 7 local steps with outerMomentum 0.9 overshoot"), few);
        for (Rounds fine : List.of(new Rounds.LocalSteps(8, 0.7, 0.9), new Rounds.LocalSteps(7, 1, 0))) {
            assertEquals("", warnings(report(shape(1, 2), work(2, 2000, fine, 64, 1000, 1), 1)));
        }
        Rounds alone = new Rounds.LocalSteps(7, 0.7, 0.9); // with nobody to meet there is no outer step
        assertEquals("", warnings(report(shape(1, 1), work(1, 2000, alone, 64, 1000, 1), 1)));
    }

    @Test
    void roundsThatRanCorrectThePlan() {
        Workload work = work(16, 16000, new Rounds.LocalSteps(50, 1, 0), 160, 1000, 1);
        PlanReport cold = Planner.report(work, new RoundModel(shape(2, 2), COSTS, new StepCosts(0.02, 0.36)), false);
        // 4 shards a core; 0.41 s of steps and 19 ms around them
        RanRound ran = new RanRound(50, 1.66, 0.41);
        PlanReport better = Planner.corrected(cold, List.of(ran, new RanRound(50, 9, 2), ran));
        assertEquals(1.66, better.roundSeconds(), 1e-9);
        RoundTime round = better.model().round(work, 2, 50);
        assertEquals(4 * 0.41, round.steps(), 1e-9);
        assertEquals(0.02, round.overhead(), 1e-9);
        assertEquals(2 * 1.66, better.epochSeconds(), 1e-9);
        assertSame(cold, better.first());
        assertTrue(!cold.steady() && better.steady());
        assertTrue(better.lines().get(0).startsWith("corrected after 3 measured rounds: 1.7 s a round, where 72 s"));
        assertEquals("", warnings(better));
        assertSame(better, Planner.corrected(better, List.of(new RanRound(50, 1.4, 0.3))));
        assertSame(better, Planner.corrected(better, List.of()));
        // an epoch of 110 steps ends with a round of 10: what it took says what one of 50 takes
        RanRound shorter = new RanRound(10, 4 * 0.1 + 0.02, 0.1);
        assertTrue(Planner.corrected(cold, List.of(shorter)).roundSeconds() < 4);
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
        PlanReport report = Planner.plan(context, work, new StepTimer() {
            @Override
            public void idle() {
                calls.incrementAndGet();
            }

            @Override
            public List<StepTimes> steps(int tasks, StepPatience patience) {
                assertTrue(tasks <= shape.cores(), "more tasks than cores");
                return Collections.nCopies(tasks, new StepTimes(new StepCosts(0.001, 0.002), false, 0.1));
            }

            @Override
            public RanRound round(int steps) {
                return new RanRound(steps, 0.1, 0.02);
            }
        });
        assertTrue(warnings(report).contains("the JVMs are still compiling"), warnings(report));
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

package org.chainrule.spark.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that were worked out by hand. */
class RoundModelTest {
    private static final ClusterShape TWO_OF_FOUR = new ClusterShape(2, 4, 4L << 30, 1L << 30, 4L << 30);
    private static final ClusterCosts COSTS = new ClusterCosts(0.010, 0.001, 1e-8, 2e-8, 1e-9);

    /** 1000 parameters, 5 steps of 10 rows a round, 100 rows a shard: 10 steps an epoch. */
    static Workload work(int shards, int tasks, long validationRows) {
        ShardLayout layout = new ShardLayout(shards, 100L * shards, validationRows, 7, 1);
        return Workload.of(layout, 1, tasks, new Rounds.LocalSteps(5, 1, 0), 10 * shards, 3, 1000, 0, 2, 1);
    }

    private static RoundModel model(double shard, double step) {
        return new RoundModel(TWO_OF_FOUR, COSTS, new StepCosts(shard, step));
    }

    @Test
    void aRoundIsTheSumOfItsParts() {
        Workload work = work(16, 16, 0);
        assertEquals(12000, work.downBytes());
        RoundTime round = model(0.002, 0.004).round(work, 2, 5);
        assertEquals(2 * (0.002 + 5 * 0.004), round.steps(), 1e-12);
        assertEquals(0.010 + 15 * 0.001, round.jobs(), 1e-12);
        assertEquals(12000 * 1e-8, round.down(), 1e-12);
        assertEquals(16 * 12000 * 2e-8, round.up(), 1e-12);
        assertEquals(17 * 3000 * 1e-9, round.driver(), 1e-12);
        assertEquals(0.044 + 0.025 + 0.00012 + 0.00384 + 0.000051, round.total(), 1e-12);
        assertEquals(2 * round.total(), model(0.002, 0.004).epoch(work, 2), 1e-12);
    }

    @Test
    void theLastRoundOfAnEpochMayBeShorterAndValidationIsAJobOfItsOwn() {
        ShardLayout layout = new ShardLayout(8, 800, 240, 7, 1);
        Workload work = Workload.of(layout, 2, 8, new Rounds.LocalSteps(4, 1, 0), 80, 3, 1000, 0, 2, 1);
        RoundModel model = model(0.002, 0.004);
        double rounds =
                2 * model.round(work, 2, 4).total() + model.round(work, 2, 2).total();
        double validation = 0.010 + 7 * 0.001 + 0.002 + 0.004 / 3 * 30 / 10 + 4 * 240 * (2 + 2) * 2e-8;
        assertEquals(3, work.roundsPerEpoch());
        assertEquals(rounds + validation, model.epoch(work, 2), 1e-12);
    }

    @Test
    void whatIsSentDependsOnTheWayToTrain() {
        ShardLayout layout = new ShardLayout(4, 400, 0, 7, 1);
        Workload one = Workload.of(layout, 1, 4, new Rounds.Synchronous(), 32, 3, 1000, 10, 2, 1);
        assertEquals(
                List.of(4040L, 4040L, 1L, 8L),
                List.of(one.downBytes(), one.upBytes(), (long) one.stepsPerRound(), (long) one.batchRows()));
        assertEquals(13, one.roundsPerEpoch()); // ceil(100 / 8)
        Workload full = Workload.of(layout, 1, 4, new Rounds.FullBatch(), 32, 3, 1000, 0, 0, 1);
        assertEquals(
                List.of(4000L, 8000L, 1L, 100L),
                List.of(full.downBytes(), full.upBytes(), (long) full.roundsPerEpoch(), (long) full.batchRows()));
        Workload local = Workload.of(layout, 1, 4, new Rounds.LocalSteps(1000, 1, 0), 32, 3, 1000, 10, 2, 1);
        assertEquals(List.of(12040L, 12040L, 13L), List.of(local.downBytes(), local.upBytes(), (long)
                local.stepsPerRound()));
    }

    @ParameterizedTest
    @CsvSource({"13,13,2,7", "13,4,2,7", "16,16,8,2", "5,5,8,1", "64,8,8,8", "9,3,2,6", "1,1,4,1", "100000,8000,8,12500"
    })
    void theBusiestCore(int shards, int tasks, int cores, long expected) {
        assertEquals(expected, RoundModel.shardsOfBusiestCore(shards, tasks, cores));
    }

    @Test
    void executorsThatOnlyCost() {
        // overhead 10 ms and next to nothing else, a shard 1 s: a number of cores that does not divide 64 better is of
        // no use
        RoundModel model = new RoundModel(
                new ClusterShape(1, 1, 1L << 30, 1L << 30, 1L << 30),
                new ClusterCosts(0.010, 0, 0, 0, 0),
                new StepCosts(0, 0.2));
        assertEquals(64, model.usefulExecutors(work(64, 1, 0)));
        RoundModel cheap = new RoundModel(
                new ClusterShape(1, 1, 1L << 30, 1L << 30, 1L << 30),
                new ClusterCosts(1.0, 0, 0, 0, 0),
                new StepCosts(0, 0.0002));
        assertEquals(2, cheap.usefulExecutors(work(64, 1, 0))); // 1.064 s alone, 1.032 s by two, 1.001 s at best
    }

    @Test
    void theSearchForUsefulExecutorsMissesNoNumber() {
        Random random = new Random(7);
        for (int n = 0; n < 200; n++) {
            int cores = 1 + random.nextInt(4);
            int shards = 1 + random.nextInt(90);
            RoundModel model = new RoundModel(
                    new ClusterShape(1, cores, 1L << 30, 1L << 30, 1L << 30),
                    new ClusterCosts(0.01, 0, 0, 0, 0),
                    new StepCosts(0, 0.0001 * (1 << random.nextInt(8))));
            Workload work = work(shards, Math.min(shards, cores), 0);
            int most = (shards + cores - 1) / cores;
            List<Double> times = new ArrayList<>();
            for (int e = 1; e <= most; e++) {
                times.add(model.round(work, e, 5).total());
            }
            int expected = most;
            for (int e = most; e >= 1; e--) {
                double now = times.get(e - 1);
                if (times.subList(e, most).stream().allMatch(later -> later > 0.95 * now)) {
                    expected = e;
                }
            }
            assertEquals(expected, model.usefulExecutors(work), shards + " shards, " + cores + " cores");
        }
    }

    @Test
    void aShuffleSharesTheMeanOut() {
        ShardLayout layout = new ShardLayout(16, 1600, 0, 7, 1);
        Workload sliced = Workload.of(layout, 1, 16, new Rounds.Synchronous(), 160, 3, 1000, 0, 2, 8);
        RoundTime round = model(0, 0.001).round(sliced, 2, 1);
        assertEquals(0.010 + 15 * 0.001 + 0.005 + 8 * 0.001, round.jobs(), 1e-12);
        assertEquals(2 * 16 * 4000 * 2e-8 + 4000 * 2e-8, round.up(), 1e-12);
        assertEquals(16 * 1000 * 1e-9 / 8 + 1000 * 1e-9, round.driver(), 1e-12);
    }

    @Test
    void aBroadcastIsPassedOn() {
        Workload work = work(1024, 16, 0);
        RoundModel model = model(0, 0.001);
        assertEquals(2 * 12000 * 1e-8, model.round(work, 8, 5).down(), 1e-12); // (1 + 3) / (1 + 1)
        assertTrue(model.round(work, 128, 5).steps() < model.round(work, 8, 5).steps());
    }
}

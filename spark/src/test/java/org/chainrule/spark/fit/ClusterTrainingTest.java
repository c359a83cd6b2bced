package org.chainrule.spark.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.spark.cluster.RoundWatch;
import org.chainrule.spark.cluster.SampleRows;
import org.chainrule.spark.cluster.SampleTraining;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.chainrule.train.TrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTrainingTest {
    private final SparkSession spark = LocalSpark.session(2);
    private final SparkContext context = spark.sparkContext();

    @AfterEach
    void nothingIsLeftOnTheCluster() {
        assertTrue(context.getPersistentRDDs().isEmpty());
        assertNull(context.getLocalProperty("spark.job.description"));
        context.clearJobGroup();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localSteps", "synchronous", "lbfgs"})
    void partitionsAndSlicesDoNotChangeTheBits(String way) {
        ClusterResult one = ClusterTraining.fit(
                SampleRows.of(spark, 1000, 1),
                SampleRows.columns(),
                SampleTraining.options(way),
                SampleTraining.settings(way));
        ClusterResult other = ClusterTraining.fit(
                SampleRows.of(spark, 1000, 7),
                SampleRows.columns(),
                SampleTraining.options(way),
                SampleTraining.settings(way).withSlices(3));
        assertEquals(one.weightsSha256(), other.weightsSha256());
        assertEquals(one.model().validation(), other.model().validation());
        assertTrue(one.model().validation().get("logLoss") < 0.69, "it learns");
    }

    @Test
    void smallTablesAreOneShardAndLargeOnesAPowerOfTwo() {
        assertEquals(1, ClusterFit.shardsFor(0));
        assertEquals(1, ClusterFit.shardsFor(16_383));
        assertEquals(2, ClusterFit.shardsFor(16_384));
        assertEquals(4, ClusterFit.shardsFor(65_535));
        assertEquals(8, ClusterFit.shardsFor(65_536));
        assertEquals(8, ClusterFit.shardsFor(3_000_000_000L));
    }

    @Test
    void thePlanIsPartOfTheResultAndNotOfTheWeights() {
        ClusterResult planned =
                fit(600, 3, SampleTraining.settings("localSteps").withPlan(true));
        ClusterResult plain = fit(600, 3, SampleTraining.settings("localSteps"));
        assertNotNull(planned.plan());
        assertNull(plain.plan());
        assertEquals(plain.weightsSha256(), planned.weightsSha256());
    }

    @Test
    void roundsAreJobs() throws Exception {
        RoundWatch watch = new RoundWatch((round, executor) -> {});
        context.addSparkListener(watch);
        List<TrainingEvent> events = new ArrayList<>();
        ClusterResult result = fit(600, 2, SampleTraining.settings("localSteps"), events::add);
        context.listenerBus().waitUntilEmpty();
        context.removeSparkListener(watch);
        assertEquals(result.rounds(), watch.roundJobs());
        assertEquals(5, events.stream().filter(EpochFinished.class::isInstance).count());
        assertEquals(result.weightsSha256(), result.model().weightsSha256());
    }

    @Test
    void moreShardsThanRowsAreRefused() {
        UserException mistake = assertThrows(
                UserException.class,
                () -> fit(40, 2, SampleTraining.settings("localSteps").withShards(64)));
        assertTrue(mistake.getMessage().contains("64 shards"), mistake.getMessage());
        assertEquals(-1, mistake.getMessage().indexOf('\n'));
    }

    @Test
    void whatAListenerThrowsComesOutAsItIs() {
        IllegalStateException own = new IllegalStateException("own");
        assertSame(
                own,
                assertThrows(
                        IllegalStateException.class,
                        () -> fit(600, 2, SampleTraining.settings("localSteps"), event -> {
                            if (event instanceof EpochFinished) {
                                throw own;
                            }
                        })));
    }

    @Test
    void whoeverAsksForTheEndGetsTheBestSoFar() {
        List<EpochFinished> epochs = new ArrayList<>();
        ClusterResult result = ClusterTraining.fit(
                SampleRows.of(spark, 600, 2),
                SampleRows.columns(),
                SampleTraining.options("localSteps"),
                SampleTraining.settings("localSteps"),
                () -> epochs.size() == 2,
                event -> {
                    if (event instanceof EpochFinished epoch) {
                        epochs.add(epoch);
                    }
                });
        assertEquals(StopReason.INTERRUPTED, result.result().stopReason());
        assertEquals(2, result.result().history().size());
    }

    @Test
    @Timeout(120)
    void anInterruptedThreadEndsWithOneLine() {
        UserException ended = assertThrows(
                UserException.class,
                () -> fit(600, 2, SampleTraining.settings("localSteps"), event -> {
                    if (event instanceof EpochFinished) {
                        Thread.currentThread().interrupt();
                    }
                }));
        assertTrue(Thread.interrupted(), "the thread stays interrupted");
        assertTrue(ended.getMessage().contains("was interrupted"), ended.getMessage());
    }

    @Test
    @Timeout(120)
    void aCancelledJobGroupEndsWithOneLine() {
        context.setJobGroup("mine", null, true);
        RoundWatch cancel = new RoundWatch((round, executor) -> context.cancelJobGroup("mine"));
        context.addSparkListener(cancel);
        try {
            UserException ended =
                    assertThrows(UserException.class, () -> fit(3000, 2, SampleTraining.settings("localSteps")));
            assertTrue(ended.getMessage().contains("was cancelled"), ended.getMessage());
            assertEquals(-1, ended.getMessage().indexOf('\n'));
            assertEquals("mine", context.getLocalProperty("spark.jobGroup.id"));
        } finally {
            context.removeSparkListener(cancel);
        }
    }

    private ClusterResult fit(long rows, int partitions, ClusterSettings settings, TrainingListener... listeners) {
        return ClusterTraining.fit(
                SampleRows.of(spark, rows, partitions),
                SampleRows.columns(),
                SampleTraining.options("localSteps"),
                settings,
                listeners);
    }
}

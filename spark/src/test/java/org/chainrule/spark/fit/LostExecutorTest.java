package org.chainrule.spark.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.LocalSpark;
import org.chainrule.spark.cluster.ExecutorKiller;
import org.chainrule.spark.cluster.SampleTraining;
import org.chainrule.spark.cluster.SparkHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rest of what must not change the bits is compared by {@code spark/run bits}. */
class LostExecutorTest {
    /** So many that an executor's first rounds take longer than to kill it. */
    private static final long ROWS = 8000;

    @AfterEach
    void stop() {
        SparkSession.active().stop();
    }

    @Test
    @Timeout(300)
    void anExecutorKilledInMidRoundCostsThatRoundAndNoBit() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "executors are found by /proc");
        SparkSession one = LocalSpark.session(2);
        String expected = SampleTraining.run(one, ROWS, 3, "localSteps", null).weightsSha256();
        one.stop();

        SparkSession cluster =
                SparkHome.prepare().session("local-cluster[2,1,1024]").getOrCreate();
        ExecutorKiller killer = new ExecutorKiller(cluster.sparkContext(), 3);
        ClusterResult result = SampleTraining.run(cluster, ROWS, 3, "localSteps", null);

        assertEquals(expected, result.weightsSha256());
        assertTrue(killer.kills() >= 1, "no executor was killed");
        assertTrue(killer.watch().lostTasks() >= 1, "no task was lost with its executor");
        assertEquals(1, killer.watch().repeatedRounds());
        assertEquals(result.rounds(), killer.watch().roundJobs());
    }
}

package org.chainrule.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Whole training steps of the engine, with the copying of the batch. */
@State(Scope.Benchmark)
public class StepBenchmark {
    private static final int ROWS = 4096;

    /** Which workload. */
    @Param({"A32", "A256", "B", "C"})
    public String workload = "";

    /** Threads of a step. */
    @Param({"1", "2"})
    public int threads;

    private SyntheticRows data = new SyntheticRows(1, 1, 0, 1);
    private BareStep step = new BareStep(Workload.A32, 1);
    private int[] order = new int[0];
    private int batch;
    private int next;
    private double flop;

    /** Called by JMH. */
    public StepBenchmark() {}

    /** Builds engine and rows. */
    @Setup(Level.Trial)
    public void setUp() {
        Workload named = Workload.named(workload);
        step.close();
        step = new BareStep(named, threads);
        data = named.data(ROWS, 1);
        batch = named.batch();
        order = java.util.stream.IntStream.range(0, ROWS)
                .map(n -> n * 1021 % ROWS)
                .toArray();
        flop = batch * Workload.flopPerRow(named.network());
    }

    /** Ends the engine's threads. */
    @TearDown(Level.Trial)
    public void tearDown() {
        step.close();
    }

    /**
     * One step.
     *
     * @param work counts
     * @return the mean cost
     */
    @Benchmark
    public double step(JmhWork work) {
        step.gather(data, order, next, batch);
        next = (next + batch) % (ROWS - batch + 1);
        work.flop += flop;
        work.rows += batch;
        return step.step();
    }
}

package org.chainrule.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The yardsticks, measured by JMH as everything else is. */
@State(Scope.Thread)
public class PeakBenchmark {
    private float[] a = new float[0];
    private float[] b = new float[0];
    private float[] c = new float[0];

    /** Called by JMH. */
    public PeakBenchmark() {}

    /** Draws the numbers. */
    @Setup(Level.Trial)
    public void setUp() {
        a = SyntheticRows.uniform(ElementwiseKernel.LENGTH, 1);
        b = SyntheticRows.uniform(ElementwiseKernel.LENGTH, 2);
        c = new float[ElementwiseKernel.LENGTH];
    }

    /**
     * Independent chains of fused multiply-adds.
     *
     * @param work counts
     * @return a number that keeps the compiler from dropping them
     */
    @Benchmark
    public float fma(JmhWork work) {
        work.flop += FmaPeak.blockFlop();
        return FmaPeak.block();
    }

    /**
     * c = m a + b.
     *
     * @param work counts
     * @return c
     */
    @Benchmark
    public float[] stream(JmhWork work) {
        StreamPeak.pass(a, b, c);
        work.elements += a.length;
        return c;
    }
}

package org.chainrule.bench;

import org.chainrule.kernel.KernelSelection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Activations, their derivatives, softmax and optimisers. */
@State(Scope.Thread)
public class ElementwiseBenchmark {
    /** Which one. */
    @Param({
        "relu",
        "tanh",
        "logistic",
        "gelu",
        "silu",
        "mish",
        "softplus",
        "elu",
        "relu backward",
        "gelu backward",
        "softmax 10",
        "sgd",
        "momentum",
        "adam",
        "adamw",
        "rmsprop"
    })
    public String kernel = "";

    private Runnable run = () -> {};
    private int elements;

    /** Called by JMH. */
    public ElementwiseBenchmark() {}

    /** Draws the numbers. */
    @Setup(Level.Trial)
    public void setUp() {
        ElementwiseKernel named = ElementwiseKernel.named(KernelSelection.select(), kernel);
        run = named.work();
        elements = named.elements();
    }

    /**
     * One pass.
     *
     * @param work counts
     */
    @Benchmark
    public void pass(JmhWork work) {
        run.run();
        work.elements += elements;
    }
}

package org.chainrule.bench;

import org.chainrule.kernel.KernelSelection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The three products of backpropagation, on one thread. */
@State(Scope.Thread)
public class ProductBenchmark {
    /** Which product. */
    @Param({"FORWARD", "BACKWARD", "GRADIENT"})
    public String kind = "";

    /** rows x in x out. */
    @Param({"32x32x64", "32x64x64", "128x784x256", "128x256x128", "256x256x256", "512x1024x1024"})
    public String shape = "";

    private Runnable product = () -> {};
    private double flop;

    /** Called by JMH. */
    public ProductBenchmark() {}

    /** Lays the operands out. */
    @Setup(Level.Trial)
    public void setUp() {
        String[] sizes = shape.split("x", -1);
        ProductShape parsed = new ProductShape(
                ProductShape.Kind.valueOf(kind),
                Integer.parseInt(sizes[0]),
                Integer.parseInt(sizes[1]),
                Integer.parseInt(sizes[2]));
        product = new Product(KernelSelection.select(), parsed);
        flop = parsed.flop();
    }

    /**
     * One product.
     *
     * @param work counts
     */
    @Benchmark
    public void product(JmhWork work) {
        product.run();
        work.flop += flop;
    }
}

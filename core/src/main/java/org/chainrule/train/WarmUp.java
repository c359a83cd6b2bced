package org.chainrule.train;

import java.util.Arrays;
import org.chainrule.gradient.Batch;
import org.chainrule.gradient.BatchBackpropagation;
import org.chainrule.gradient.BatchBackpropagation.TileListener;
import org.chainrule.kernel.Kernels;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.ParameterGroup;

/**
 * Has SIMD kernels compiled on a thread of its own, by steps of the same network on made-up rows, while the training already runs on the scalar kernels. The Vector
 * API is a hundred times slower than those until the JIT compiler has seen it, and the bits are the same, so a training that begins so loses nothing and shows its
 * first epoch a second earlier.
 */
final class WarmUp implements AutoCloseable {
    /** Beyond so many parameters a step is long enough to compile by itself, and a second engine would take memory. */
    private static final int LARGEST = 1 << 20;

    private static final int ROWS = 61; // 32 and 29: awkward remainders of a kernel's rows
    private static final long LONGEST_NANOS = 3_000_000_000L;
    /** Operations a nanosecond that no scalar kernel reaches. */
    private static final double WARM = 15;

    private final Network network;
    private final Likelihood likelihood;
    private final Optimizer optimizer;
    private final Kernels kernels;
    private volatile boolean warm;
    private volatile boolean stopped;

    private WarmUp(Network network, Likelihood likelihood, Optimizer optimizer, Kernels kernels) {
        this.network = network;
        this.likelihood = likelihood;
        this.optimizer = optimizer;
        this.kernels = kernels;
    }

    /** Whether kernels need to be warmed up for a network of so many parameters. */
    static boolean isWorthwhile(Kernels kernels, int parameters) {
        return !kernels.name().equals(Kernels.scalar().name()) && parameters <= LARGEST;
    }

    /** Begins. */
    static WarmUp start(Network network, Likelihood likelihood, Optimizer optimizer, Kernels kernels) {
        WarmUp warmUp = new WarmUp(network, likelihood, optimizer, kernels);
        Thread thread = new Thread(warmUp::run, "chainrule-warm-up");
        thread.setDaemon(true);
        thread.start();
        return warmUp;
    }

    /** Whether the kernels are as fast as they get. */
    boolean isWarm() {
        return warm;
    }

    private void run() {
        long end = System.nanoTime() + LONGEST_NANOS;
        try (BatchBackpropagation engine = new BatchBackpropagation(network, likelihood, kernels, ROWS, 1)) {
            TileListener update = update(engine);
            Batch batch = engine.newBatch(ROWS);
            Arrays.fill(batch.weights(), 1);
            double operations = 6.0 * engine.panels().size() * ROWS;
            double fastest = Double.POSITIVE_INFINITY;
            while (!stopped && operations / fastest < WARM && System.nanoTime() < end) {
                long started = System.nanoTime();
                for (int rows : new int[] {32, ROWS - 32}) {
                    batch.rows(rows);
                    engine.forwardBackward(batch, 0, 0);
                    engine.gradients(batch, update);
                }
                fastest = Math.min(fastest, (double) (System.nanoTime() - started));
            }
        }
        warm = true;
    }

    private TileListener update(BatchBackpropagation engine) {
        float[][] vectors = new float[optimizer.vectors()][engine.panels().size()];
        double[] scalars = new double[optimizer.scalars()];
        optimizer.initializeScalars(scalars);
        optimizer.prepare(1, 1e-6, scalars);
        return (tile, slice, from, to) -> {
            optimizer.update(
                    kernels.updates(),
                    ParameterGroup.WEIGHTS,
                    scalars,
                    engine.parameters(),
                    engine.gradient(),
                    vectors,
                    from,
                    to);
            engine.parametersChanged(tile);
            kernels.elementwise().allFinite(engine.parameters(), from, to);
        };
    }

    /** Ends it after the step that runs; does not wait. */
    @Override
    public void close() {
        stopped = true;
    }
}

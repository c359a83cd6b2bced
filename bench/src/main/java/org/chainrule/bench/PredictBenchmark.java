package org.chainrule.bench;

import java.util.Objects;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.ParameterLayout;
import org.chainrule.predict.Predictor;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Predictions, one row or many at a time, on one thread. */
@State(Scope.Thread)
public class PredictBenchmark {
    /** Which network. */
    @Param({"A32", "B"})
    public String workload = "";

    /** Rows of a call. */
    @Param({"1", "256"})
    public int batch;

    private @Nullable Predictor predictor;
    private Predictor.@Nullable Scratch scratch;
    private float[] x = new float[0];
    private double[] o = new double[0];
    private double flop;

    /** Called by JMH. */
    public PredictBenchmark() {}

    /** Draws the weights. */
    @Setup(Level.Trial)
    public void setUp() {
        Workload named = Workload.named(workload);
        ParameterLayout layout = new ParameterLayout(named.network());
        Predictor built = trained(named, layout);
        predictor = built;
        scratch = built.newScratch();
        x = SyntheticRows.uniform(batch * named.network().inputs(), 3);
        o = new double[batch * named.network().outputs()];
        flop = 0;
        for (ParameterLayout.Slice slice : layout.parameters()) {
            flop += slice.decays() ? 2.0 * batch * slice.size() : 0;
        }
    }

    private static Predictor trained(Workload workload, ParameterLayout layout) {
        double[] drawn = InitialParameters.draw(layout, 5);
        float[] parameters = new float[drawn.length];
        for (int e = 0; e < drawn.length; e++) {
            parameters[e] = (float) drawn[e];
        }
        return new Predictor(
                TrainedNetwork.float32(workload.network(), workload.likelihood(), parameters, new float[0]));
    }

    /**
     * One call.
     *
     * @param work counts
     * @return the outputs
     */
    @Benchmark
    public double[] predict(JmhWork work) {
        Objects.requireNonNull(predictor).predict(x, batch, o, Objects.requireNonNull(scratch));
        work.flop += flop;
        work.rows += batch;
        return o;
    }
}

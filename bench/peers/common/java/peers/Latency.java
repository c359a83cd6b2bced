package peers;

import java.util.Arrays;
import java.util.Locale;

/** One prediction at a time: the clock of Chainrule's own bench, so that figures can stand side by side. */
public final class Latency {
    private static final int ROWS = 64;

    private Latency() {}

    /** From the values of a row in Java to the outputs in Java. */
    public interface Call {
        float[] predict(float[] row) throws Exception;
    }

    /** Warms up with as many calls, measures, and prints a line of JSON. */
    public static void print(String title, Workload workload, int calls, Call call) throws Exception {
        float[][] rows = new float[ROWS][workload.inputs()];
        for (int n = 0; n < ROWS; n++) {
            SyntheticData.row(workload, n, rows[n]);
        }
        nanos(rows, calls, call);
        double[] nanos = nanos(rows, calls, call);
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "{\"peer\":\"%s\",\"workload\":\"%s\",\"p50\":%.3f,\"p99\":%.3f}%n",
                title,
                workload,
                nanos[calls / 2] / 1e3,
                nanos[(int) (calls * 0.99)] / 1e3);
    }

    private static double[] nanos(float[][] rows, int calls, Call call) throws Exception {
        double[] nanos = new double[calls];
        float sum = 0;
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            float[] outputs = call.predict(rows[i % ROWS]);
            nanos[i] = System.nanoTime() - start;
            sum += outputs[0];
        }
        if (Float.isNaN(sum)) {
            throw new IllegalStateException("the outputs are not numbers");
        }
        return nanos;
    }
}

package peers;

import java.util.stream.IntStream;

/**
 * The rows of a workload, each a pure function of its number: {@code common/python/data.py} gives the same. A has normal inputs and the sum of the sines of
 * the first eight as target; B and C have inputs uniform in [-1, 1) and random classes.
 */
public final class SyntheticData {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long INPUT_SEED = 42;
    private static final long LABEL_SEED = 43;
    private static final int INFORMATIVE = 8;

    private SyntheticData() {}

    /** x and y of a row: y is the target of a regression, the class otherwise. */
    public static float row(Workload workload, int row, float[] x) {
        long first = (long) row * workload.inputs();
        if (!workload.regression()) {
            for (int i = 0; i < x.length; i++) {
                x[i] = 2 * uniform(INPUT_SEED, first + i) - 1;
            }
            return (int) (uniform(LABEL_SEED, row) * workload.outputs());
        }
        double y = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = normal(first + i);
            y += i < INFORMATIVE ? Math.sin(x[i]) : 0;
        }
        return (float) y;
    }

    /** Rows in float, a matrix and its targets. */
    public record Floats(float[][] x, float[] y) {}

    /** Rows in double, a matrix and its targets. */
    public record Doubles(double[][] x, double[] y) {}

    public static Floats floats(Workload workload, int rows) {
        float[][] x = new float[rows][workload.inputs()];
        float[] y = new float[rows];
        IntStream.range(0, rows).forEach(n -> y[n] = row(workload, n, x[n]));
        return new Floats(x, y);
    }

    /** Rows from {@code from} on. */
    public static Doubles doubles(Workload workload, int from, int rows) {
        double[][] x = new double[rows][workload.inputs()];
        double[] y = new double[rows];
        float[] buffer = new float[workload.inputs()];
        for (int n = 0; n < rows; n++) {
            y[n] = row(workload, from + n, buffer);
            for (int i = 0; i < buffer.length; i++) {
                x[n][i] = buffer[i];
            }
        }
        return new Doubles(x, y);
    }

    /** Box-Muller, one normal of a pair of uniforms. */
    private static float normal(long index) {
        double radius = Math.sqrt(-2 * Math.log(1 - uniform(INPUT_SEED, 2 * index)));
        return (float) (radius * Math.cos(2 * Math.PI * uniform(INPUT_SEED, 2 * index + 1)));
    }

    /** 24 bits of SplitMix64 [Steele, Lea, Flood 2014] as a float in [0, 1). */
    private static float uniform(long seed, long index) {
        long z = (seed << 40) + index * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) * 0x1p-24f;
    }
}

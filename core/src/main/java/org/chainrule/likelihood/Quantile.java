package org.chainrule.likelihood;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of the targets, one output for each target and level (asymmetric Laplace): o = z, output k = target * levels + level. With d = y - o and level tau,
 * J = sum tau d for d at least 0, (tau - 1) d below (the pinball loss); delta(L) = -tau where o is below y, 1 - tau above, 0 where equal.
 * Drops -log(tau (1 - tau)) per output. Nothing keeps the quantiles of one row from crossing.
 *
 * <p>Source: Koenker and Bassett 1978, "Regression quantiles".
 *
 * @param levels rising, each in (0, 1), such as 0.1, 0.5, 0.9
 */
public record Quantile(List<Double> levels) implements Likelihood {
    /** Checks and copies the levels. */
    public Quantile {
        levels = List.copyOf(levels);
        double below = 0;
        for (double level : levels) {
            if (!(level > below && level < 1)) {
                throw new IllegalArgumentException("the levels of quantile must rise within (0, 1), found " + levels);
            }
            below = level;
        }
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("quantile needs at least one level, such as quantile(0.1,0.5,0.9)");
        }
    }

    @Override
    public String name() {
        return "quantile";
    }

    @Override
    public String spec() {
        return name() + levels.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    }

    @Override
    public int targets(int width) {
        return Elementwise.targets(name(), width, levels.size());
    }

    @Override
    public int outputs(int targets) {
        return targets * levels.size();
    }

    @Override
    public @Nullable String impossible(double[] y, int yStart, int width) {
        return Elementwise.notFinite(y, yStart, targets(width));
    }

    @Override
    public void output(double[] z, int zStart, double[] o, int oStart, int width) {
        System.arraycopy(z, zStart, o, oStart, width);
    }

    @Override
    public double cost(double[] z, int zStart, double[] y, int yStart, int width) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            double level = levels.get(k % levels.size());
            double d = y[yStart + k / levels.size()] - z[zStart + k];
            sum += d >= 0 ? level * d : (level - 1) * d;
        }
        return sum;
    }

    @Override
    public void delta(double[] z, int zStart, double[] y, int yStart, double[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            double level = levels.get(k % levels.size());
            double d = z[zStart + k] - y[yStart + k / levels.size()];
            // The last case is 0, or NaN for NaN
            delta[deltaStart + k] = d < 0 ? -level : d > 0 ? 1 - level : d;
        }
    }

    @Override
    public void outputGradient(double[] o, double[] y, double[] gradient) {
        delta(o, 0, y, 0, gradient, 0, o.length);
    }

    @Override
    public void outputJacobian(double[] z, double[] jacobian) {
        Elementwise.identity(jacobian, z.length);
    }

    @Override
    public void output(float[] z, int zStart, float[] o, int oStart, int width) {
        System.arraycopy(z, zStart, o, oStart, width);
    }

    @Override
    public float cost(float[] z, int zStart, float[] y, int yStart, int width) {
        float sum = 0;
        for (int k = 0; k < width; k++) {
            float level = (float) (double) levels.get(k % levels.size());
            float d = y[yStart + k / levels.size()] - z[zStart + k];
            sum += d >= 0 ? level * d : (level - 1) * d;
        }
        return sum;
    }

    @Override
    public void delta(float[] z, int zStart, float[] y, int yStart, float[] delta, int deltaStart, int width) {
        for (int k = 0; k < width; k++) {
            float level = (float) (double) levels.get(k % levels.size());
            float d = z[zStart + k] - y[yStart + k / levels.size()];
            // The last case is 0, or NaN for NaN
            delta[deltaStart + k] = d < 0 ? -level : d > 0 ? 1 - level : d;
        }
    }
}

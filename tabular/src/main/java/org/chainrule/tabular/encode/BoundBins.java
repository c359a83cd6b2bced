package org.chainrule.tabular.encode;

import java.util.Arrays;
import org.chainrule.tabular.read.RawColumn;

/**
 * {@link PiecewiseLinear} for one column. All bins below that of x are full (1) and all above are empty (-1), so only
 * one division is needed: the rest is copied from a step of ones and minus ones. The bin is found without a branch,
 * which a processor would guess wrong every other time, since edges are quantiles.
 */
final class BoundBins implements BoundEncoding {
    private final RawColumn.Numeric values;
    private final NumericEncoding.NumericFunction function;
    private final double median;
    private final boolean indicator;
    private final int first;
    private final int bins;
    private final double[] edges;
    private final float[] step;

    BoundBins(PiecewiseLinear encoding, RawColumn.Numeric values) {
        this.values = values;
        this.function = encoding.numeric().function();
        this.median = encoding.numeric().median();
        this.indicator = encoding.numeric().indicator();
        this.first = encoding.numeric().width();
        this.edges = encoding.edges().stream().mapToDouble(Double::doubleValue).toArray();
        this.bins = edges.length - 1;
        this.step = new float[2 * bins];
        Arrays.fill(step, 0, bins, 1);
        Arrays.fill(step, bins, 2 * bins, -1);
    }

    @Override
    public void encode(int row, float[] out, int offset) {
        double cell = values.value(row);
        out[offset] = (float) function.apply(cell);
        boolean present = Double.isFinite(cell);
        if (indicator) {
            out[offset + 1] = present ? 0 : 1;
        }
        double x = present ? cell : median;
        int bin = full(x);
        System.arraycopy(step, bins - bin, out, offset + first, bins);
        if (bin < bins) {
            double low = edges[bin];
            double filled = Math.max(0, Math.min(1, (x - low) / (edges[bin + 1] - low)));
            out[offset + first + bin] = (float) (2 * filled - 1);
        }
    }

    @Override
    public void encode(int[] rows, int from, int count, float[] out, int offset, int stride) {
        for (int n = 0; n < count; n++) {
            encode(rows[from + n], out, offset + n * stride);
        }
    }

    /** How many bins end at x or below: the sign of x - b tells whether x < b, since a difference never rounds to 0. */
    private int full(double x) {
        int above = 0;
        for (int t = 1; t <= bins; t++) {
            above += (int) (Double.doubleToRawLongBits(x - edges[t]) >>> 63);
        }
        return bins - above;
    }
}

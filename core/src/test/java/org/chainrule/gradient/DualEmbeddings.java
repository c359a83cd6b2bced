package org.chainrule.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Embedding.Lookup;
import org.chainrule.network.Embedding.Periodic;
import org.chainrule.network.Embedding.PiecewiseLinear;

/** Embeddings in dual numbers, straight from their definitions. */
final class DualEmbeddings {
    private final IntFunction<Dual[]> parameters;
    private double kinkDistance = Double.POSITIVE_INFINITY;

    /** Takes parameters one after the other from a function of how many. */
    DualEmbeddings(IntFunction<Dual[]> parameters) {
        this.parameters = parameters;
    }

    /** How near a value came to an edge, a ReLU's kink or another code. */
    double kinkDistance() {
        return kinkDistance;
    }

    Dual[][] embed(Embed layer, Dual[][] x) {
        Dual[][] y = new Dual[x.length][0];
        for (Embedding part : layer.parts()) {
            Dual[][] columns = new Dual[x.length][];
            for (int n = 0; n < x.length; n++) {
                columns[n] = Arrays.copyOfRange(x[n], part.from(), part.from() + part.columns());
            }
            Dual[][] written = part(part, columns);
            for (int n = 0; n < x.length; n++) {
                int before = y[n].length;
                y[n] = Arrays.copyOf(y[n], before + written[n].length);
                System.arraycopy(written[n], 0, y[n], before, written[n].length);
            }
        }
        return y;
    }

    private Dual[][] part(Embedding part, Dual[][] x) {
        if (part instanceof Periodic periodic) {
            return periodic(periodic, x);
        } else if (part instanceof PiecewiseLinear piecewise) {
            return piecewise(piecewise, x);
        } else if (part instanceof Lookup lookup) {
            return lookup(lookup, x);
        }
        return x;
    }

    private Dual[][] matrix(int rows, int columns) {
        Dual[][] matrix = new Dual[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = parameters.apply(columns);
        }
        return matrix;
    }

    private Dual[][] periodic(Periodic part, Dual[][] x) {
        int width = part.width();
        int blocks = part.shared() ? 1 : part.columns();
        Dual[][] frequency = matrix(part.columns(), part.frequencies());
        Dual[][] phase = part.phase() ? matrix(part.columns(), part.frequencies()) : new Dual[0][];
        Dual[][] weight = matrix(blocks * part.waves(), width);
        Dual[][] bias = matrix(blocks, width);
        Dual[][] y = new Dual[x.length][part.outputs()];
        for (int n = 0; n < x.length; n++) {
            for (int c = 0; c < part.columns(); c++) {
                int block = part.shared() ? 0 : c;
                Dual[] waves = new Dual[part.waves()];
                for (int t = 0; t < part.frequencies(); t++) {
                    Dual angle = frequency[c][t].times(x[n][c]).times(2 * Math.PI);
                    if (part.phase()) {
                        waves[t] = angle.plus(phase[c][t]).cos();
                    } else {
                        waves[t] = angle.cos();
                        waves[part.frequencies() + t] = angle.sin();
                    }
                }
                for (int j = 0; j < width; j++) {
                    Dual sum = bias[block][j];
                    for (int t = 0; t < waves.length; t++) {
                        sum = sum.plus(waves[t].times(weight[block * waves.length + t][j]));
                    }
                    if (part.relu()) {
                        kinkDistance = Math.min(kinkDistance, Math.abs(sum.v()));
                    }
                    y[n][c * width + j] = part.relu() && sum.v() <= 0 ? Dual.constant(0) : sum;
                }
            }
        }
        return y;
    }

    private Dual[][] piecewise(PiecewiseLinear part, Dual[][] x) {
        int width = part.width();
        Dual[][] weight = matrix(part.columns(), width);
        Dual[][] bias = matrix(part.columns(), width);
        Dual[][] bins = matrix(part.bins(), width);
        Dual[][] y = new Dual[x.length][part.outputs()];
        for (int n = 0; n < x.length; n++) {
            int bin = 0;
            for (int c = 0; c < part.columns(); c++) {
                Dual[] encoding = encoding(part.edges().get(c), x[n][c]);
                for (int j = 0; j < width; j++) {
                    Dual sum = weight[c][j].times(x[n][c]).plus(bias[c][j]);
                    for (int t = 0; t < encoding.length; t++) {
                        sum = sum.plus(encoding[t].times(bins[bin + t][j]));
                    }
                    y[n][c * width + j] = sum;
                }
                bin += encoding.length;
            }
        }
        return y;
    }

    private Dual[] encoding(List<Double> edges, Dual x) {
        Dual[] encoding = new Dual[edges.size() - 1];
        for (int t = 0; t < encoding.length; t++) {
            double low = edges.get(t);
            double high = edges.get(t + 1);
            Dual position = x.minus(low).times(1 / (high - low));
            boolean first = t == 0;
            boolean last = t == encoding.length - 1;
            boolean under = !first && x.v() < low;
            boolean over = !last && x.v() > high;
            encoding[t] = under ? Dual.constant(0) : over ? Dual.constant(1) : position;
            if (x.d() != 0) { // x depends on the parameter, so a kink in x is one in the parameter
                kinkDistance = Math.min(kinkDistance, first ? 1 : Math.abs(x.v() - low));
                kinkDistance = Math.min(kinkDistance, last ? 1 : Math.abs(x.v() - high));
            }
        }
        return encoding;
    }

    private Dual[][] lookup(Lookup part, Dual[][] x) {
        Dual[][] table = matrix(part.codes(), part.width());
        Dual[][] y = new Dual[x.length][];
        for (int n = 0; n < x.length; n++) {
            double code = x[n][0].v();
            y[n] = table[code >= 0 && code < part.codes() ? (int) code : 0];
        }
        return y;
    }
}

package org.chainrule.gradient;

import java.util.List;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.testing.RandomProblem;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a whole network in dual numbers, straight from the definitions of layers, activations and likelihoods: one evaluation gives dJ/dw of one
 * parameter. Walks the layers by itself, with neither plan nor layout, and uses no derivative of the library.
 */
final class DualNetwork {
    /** Nearer than this to a kink a derivative depends on rounding. */
    private static final double NEAR = 1e-9;

    private final RandomProblem problem;
    private int variable;
    private int nextParameter;
    private int nextStatistic;
    private int nextNode;
    private int members;
    private boolean nearKink;

    DualNetwork(RandomProblem problem) {
        this.problem = problem;
    }

    /** J and its derivative with respect to one parameter. */
    Dual cost(int parameter) {
        variable = parameter;
        nextParameter = 0;
        nextStatistic = 0;
        nextNode = 0;
        members = 1;
        nearKink = false;
        int inputs = problem.network().inputs();
        Dual[][] h = new Dual[problem.rows()][inputs];
        for (int e = 0; e < problem.rows() * inputs; e++) {
            h[e / inputs][e % inputs] = Dual.constant(problem.x()[e]);
        }
        Dual[][] z = layers(problem.network().layers(), h);
        Likelihood likelihood = problem.likelihood();
        int targets = likelihood.targets(problem.network().outputs());
        Dual sum = Dual.constant(0);
        double total = 0;
        for (int n = 0; n < problem.rows(); n++) {
            double weight = problem.weights()[n];
            for (int m = 0; m < members; m++) {
                DualCost row = new DualCost(z[n * members + m], problem.y(), n * targets);
                sum = sum.plus(row.of(likelihood).times(weight / members));
                nearKink |= weight > 0 && row.kinkDistance() < NEAR;
            }
            total += weight;
        }
        return sum.times(1 / total);
    }

    /** Whether the last evaluation came so near to a kink that the derivative is not defined. */
    boolean nearKink() {
        return nearKink;
    }

    private Dual parameter() {
        int e = nextParameter++;
        double value = problem.parameters()[e];
        return e == variable ? Dual.variable(value) : Dual.constant(value);
    }

    private Dual[] parameters(int count) {
        Dual[] values = new Dual[count];
        for (int e = 0; e < count; e++) {
            values[e] = parameter();
        }
        return values;
    }

    private Dual[][] layers(List<Layer> layers, Dual[][] x) {
        Dual[][] h = x;
        for (Layer layer : layers) {
            h = layer(layer, h);
        }
        return h;
    }

    private Dual[][] layer(Layer layer, Dual[][] x) {
        if (layer instanceof Residual residual) {
            nextNode++;
            Dual[][] y = layers(residual.body(), x);
            nextNode++;
            return combine(x, y);
        }
        int node = nextNode++;
        if (layer instanceof Dense dense) {
            return dense(dense, x);
        } else if (layer instanceof Activate activate) {
            return activate(activate.activation(), x);
        } else if (layer instanceof Dropout dropout) {
            return dropout(dropout, node, x);
        } else if (layer instanceof BatchNormalization batch) {
            return batchNormalization(batch, x);
        }
        return layer instanceof LayerNormalization normalization
                ? rescale(normalizeRows(x, normalization.epsilon()))
                : recipeLayer(layer, x);
    }

    private Dual[][] recipeLayer(Layer layer, Dual[][] x) {
        if (layer instanceof Scale) {
            return members(x, matrix(1, x[0].length), null);
        } else if (layer instanceof ParametricActivate parametric) {
            Dual[] alpha = parameters(x[0].length);
            Dual[][] h = activate(parametric.activation(), x);
            for (int n = 0; n < x.length; n++) {
                for (int j = 0; j < alpha.length; j++) {
                    h[n][j] = x[n][j].plus(alpha[j].times(h[n][j].minus(x[n][j])));
                }
            }
            return h;
        } else if (layer instanceof BatchEnsemble ensemble) {
            return batchEnsemble(ensemble, x);
        } else if (layer instanceof SeparateHeads heads) {
            return heads(heads, x);
        }
        DualEmbeddings embeddings = new DualEmbeddings(this::parameters);
        Dual[][] y = embeddings.embed((Embed) layer, x);
        nearKink |= embeddings.kinkDistance() < NEAR;
        return y;
    }

    private Dual[][] batchEnsemble(BatchEnsemble layer, Dual[][] x) {
        nextNode += 2;
        Dual[][] h = x;
        if (members < layer.members()) { // one member becomes several copies
            members = layer.members();
            h = new Dual[x.length * members][];
            for (int r = 0; r < h.length; r++) {
                h[r] = x[r / members];
            }
        }
        Dual[][] adapted = members(h, matrix(members, h[0].length), null);
        Dual[][] z = product(adapted, matrix(h[0].length, layer.units()), 1);
        Dual[][] s = matrix(members, layer.units());
        return members(z, s, matrix(members, layer.units()));
    }

    private Dual[][] heads(SeparateHeads layer, Dual[][] x) {
        Dual[][][] w = new Dual[members][][];
        for (int m = 0; m < members; m++) {
            w[m] = matrix(x[0].length, layer.units());
        }
        Dual[][] bias = matrix(members, layer.units());
        Dual[][] z = new Dual[x.length][];
        for (int r = 0; r < x.length; r++) {
            z[r] = product(new Dual[][] {x[r]}, w[r % members], 1)[0];
        }
        return combine(z, rows(bias, x.length));
    }

    /** x ⊙ s + b for each member. */
    private static Dual[][] members(Dual[][] x, Dual[][] s, Dual @Nullable [][] b) {
        Dual[][] y = new Dual[x.length][x[0].length];
        for (int r = 0; r < x.length; r++) {
            for (int j = 0; j < x[0].length; j++) {
                Dual product = x[r][j].times(s[r % s.length][j]);
                y[r][j] = b == null ? product : product.plus(b[r % b.length][j]);
            }
        }
        return y;
    }

    /** The rows of a matrix over and over. */
    private static Dual[][] rows(Dual[][] matrix, int rows) {
        Dual[][] repeated = new Dual[rows][];
        for (int r = 0; r < rows; r++) {
            repeated[r] = matrix[r % matrix.length];
        }
        return repeated;
    }

    private Dual[][] matrix(int rows, int columns) {
        Dual[][] matrix = new Dual[rows][];
        for (int i = 0; i < rows; i++) {
            matrix[i] = parameters(columns);
        }
        return matrix;
    }

    private static Dual[][] combine(Dual[][] a, Dual[][] b) {
        Dual[][] y = new Dual[a.length][a[0].length];
        for (int n = 0; n < a.length; n++) {
            for (int j = 0; j < a[0].length; j++) {
                y[n][j] = a[n][j].plus(b[n][j]);
            }
        }
        return y;
    }

    private Dual[][] dense(Dense layer, Dual[][] x) {
        boolean ntk = layer.parametrization() == Dense.Parametrization.NTK;
        Dual[][] z = product(x, matrix(x[0].length, layer.units()), ntk ? 1 / Math.sqrt(x[0].length) : 1);
        return layer.bias() ? combine(z, rows(matrix(1, layer.units()), z.length)) : z;
    }

    private static Dual[][] product(Dual[][] x, Dual[][] w, double scale) {
        Dual[][] z = new Dual[x.length][w[0].length];
        for (int n = 0; n < x.length; n++) {
            for (int j = 0; j < w[0].length; j++) {
                Dual sum = Dual.constant(0);
                for (int i = 0; i < w.length; i++) {
                    sum = sum.plus(w[i][j].times(x[n][i]));
                }
                z[n][j] = sum.times(scale);
            }
        }
        return z;
    }

    private Dual[][] dropout(Dropout layer, int node, Dual[][] x) {
        if (!problem.mode().training()) {
            return x;
        }
        long key = DropoutMask.key(problem.mode().seed(), problem.mode().step(), node);
        Dual[][] y = new Dual[x.length][x[0].length];
        for (int n = 0; n < x.length; n++) {
            for (int j = 0; j < x[0].length; j++) {
                boolean kept = DropoutMask.keeps(
                        key, DropoutMask.index(n, j, x[0].length), DropoutMask.threshold(layer.rate()));
                y[n][j] = kept ? x[n][j].times(1 / (1 - layer.rate())) : Dual.constant(0);
            }
        }
        return y;
    }

    private Dual[][] batchNormalization(BatchNormalization layer, Dual[][] x) {
        int width = x[0].length;
        Dual[][] u = new Dual[x.length][width];
        int statistic = nextStatistic;
        nextStatistic += 2 * width;
        if (problem.mode().training()) {
            u = transpose(normalizeRows(transpose(x), layer.epsilon()));
        } else {
            for (int n = 0; n < x.length; n++) {
                for (int j = 0; j < width; j++) {
                    double mean = problem.statistics()[statistic + j];
                    double variance = problem.statistics()[statistic + width + j];
                    u[n][j] = x[n][j].minus(mean).times(1 / Math.sqrt(variance + layer.epsilon()));
                }
            }
        }
        return rescale(u);
    }

    private static Dual[][] transpose(Dual[][] x) {
        Dual[][] t = new Dual[x[0].length][x.length];
        for (int n = 0; n < x.length; n++) {
            for (int j = 0; j < x[0].length; j++) {
                t[j][n] = x[n][j];
            }
        }
        return t;
    }

    /** (x - mean) / sqrt(variance + epsilon) within each row. */
    private static Dual[][] normalizeRows(Dual[][] x, double epsilon) {
        Dual[][] u = new Dual[x.length][x[0].length];
        double count = x[0].length;
        for (int n = 0; n < x.length; n++) {
            Dual mean = Dual.constant(0);
            for (Dual value : x[n]) {
                mean = mean.plus(value.times(1 / count));
            }
            Dual variance = Dual.constant(0);
            for (Dual value : x[n]) {
                Dual difference = value.minus(mean);
                variance = variance.plus(difference.times(difference).times(1 / count));
            }
            for (int j = 0; j < x[n].length; j++) {
                u[n][j] = x[n][j].minus(mean).over(variance.plus(epsilon).sqrt());
            }
        }
        return u;
    }

    private Dual[][] rescale(Dual[][] u) {
        Dual[] gain = parameters(u[0].length);
        Dual[] shift = parameters(u[0].length);
        for (Dual[] row : u) {
            for (int j = 0; j < row.length; j++) {
                row[j] = row[j].times(gain[j]).plus(shift[j]);
            }
        }
        return u;
    }

    private Dual[][] activate(Activation phi, Dual[][] z) {
        Dual[][] h = new Dual[z.length][z[0].length];
        for (int n = 0; n < z.length; n++) {
            for (int j = 0; j < z[0].length; j++) {
                h[n][j] = activate(phi, z[n][j]);
            }
        }
        return h;
    }

    private Dual activate(Activation phi, Dual z) {
        boolean kink =
                switch (phi.kind()) {
                    case RELU, LEAKY_RELU, SELU -> true;
                    case ELU -> phi.alpha() != 1;
                    default -> false;
                };
        nearKink |= kink && Math.abs(z.v()) < NEAR;
        return switch (phi.kind()) {
            case IDENTITY -> z;
            case RELU -> z.v() > 0 ? z : Dual.constant(0);
            case LEAKY_RELU -> z.v() > 0 ? z : z.times(phi.alpha());
            case ELU -> z.v() > 0 ? z : z.expm1().times(phi.alpha());
            case SELU ->
                z.v() > 0 ? z.times(1.0507009873554805) : z.expm1().times(1.0507009873554805 * 1.6732632423543772);
            case GELU -> z.times(z.times(-1 / Math.sqrt(2)).erfc()).times(0.5);
            case SILU -> z.over(z.negative().exp().plus(1));
            case MISH -> z.times(z.exp().log1p().tanh());
            case SOFTPLUS -> z.exp().log1p();
            case TANH -> z.tanh();
            case LOGISTIC -> z.negative().exp().plus(1).reciprocal();
        };
    }
}

package org.chainrule.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each parameter of a network lies in the one flat array, in the order of the forward pass.
 *
 * <p>Dense layers are counted from 1 as in the lecture ({@code dense.1.weight}, {@code dense.1.bias}); normalisations likewise
 * ({@code batchNorm.1.gain}, {@code layerNorm.1.shift}) and all other kinds, embeddings one by one. Running statistics are not parameters: they are listed by {@link #statistics()} and live in
 * an array of their own.
 */
public final class ParameterLayout {
    /** What a slice is, which decides how it is initialised and whether it decays. */
    public enum Role {
        /** A weight matrix W(l), [in x out]. */
        WEIGHT,
        /** A bias b(l), [1 x out]. */
        BIAS,
        /** The multiplicative parameter of a normalisation, [1 x n], starts at 1. */
        GAIN,
        /** The additive parameter of a normalisation, [1 x n], starts at 0. */
        SHIFT,
        /** The trainable scale of a {@link Scale} layer, [1 x n]. */
        SCALE,
        /** The alpha of a {@link ParametricActivate}, [1 x n]. */
        SLOPE,
        /** The table of an {@link Embedding.Lookup}, [codes x width]. */
        TABLE,
        /** Frequencies, phases, weights and biases of an {@link Embedding.Periodic}. */
        PERIODIC,
        /** Weights and biases of the linear part of an {@link Embedding.PiecewiseLinear}, [features x width]. */
        LINEAR,
        /** The matrix V of an {@link Embedding.PiecewiseLinear}, [bins x width]. */
        BINS,
        /** r or s of a {@link BatchEnsemble}, [members x n]. */
        ADAPTER,
        /** The running mean of a batch normalisation (a statistic, no gradient), starts at 0. */
        RUNNING_MEAN,
        /** The running variance of a batch normalisation (a statistic, no gradient), starts at 1. */
        RUNNING_VARIANCE
    }

    /**
     * A contiguous part of the flat array: a row-major matrix, or several of one shape one after the other.
     *
     * @param name    its name in the model file
     * @param role    what it is
     * @param offset  index of its first element
     * @param blocks  matrices
     * @param rows    rows of a matrix (1 for vectors)
     * @param columns columns
     * @param draw    how it starts
     */
    public record Slice(String name, Role role, int offset, int blocks, int rows, int columns, Draw draw) {
        /**
         * The number of elements.
         *
         * @return blocks x rows x columns
         */
        public int size() {
            return blocks * rows * columns;
        }

        /**
         * Whether L1, L2 and decoupled decay touch this slice: only weight matrices.
         *
         * @return true for weights
         */
        public boolean decays() {
            return role == Role.WEIGHT;
        }
    }

    private final List<Slice> parameters = new ArrayList<>();
    private final List<Slice> statistics = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private int size;
    private int statisticsSize;

    /**
     * Lays out a network.
     *
     * @param network the specification
     * @throws IllegalArgumentException if the parameters do not fit one array
     */
    public ParameterLayout(Network network) {
        add(network.layers(), network.inputs());
    }

    private void add(List<Layer> layers, int inputs) {
        int width = inputs;
        for (Layer layer : layers) {
            if (layer instanceof Dense dense) {
                String name = number("dense");
                matrix(name + ".weight", width, dense.units(), dense.initializer());
                if (dense.bias()) {
                    vector(
                            name + ".bias",
                            Role.BIAS,
                            1,
                            dense.units(),
                            dense.biasInitializer().draw(width, 1));
                }
            } else if (layer instanceof BatchNormalization) {
                String name = number("batchNorm");
                gainAndShift(name, width);
                statistic(name + ".runningMean", Role.RUNNING_MEAN, width);
                statistic(name + ".runningVariance", Role.RUNNING_VARIANCE, width);
            } else if (layer instanceof LayerNormalization) {
                gainAndShift(number("layerNorm"), width);
            } else if (layer instanceof Scale) {
                vector(number("scale") + ".factor", Role.SCALE, 1, width, Draw.constant(1));
            } else if (layer instanceof ParametricActivate) {
                vector(number("activation") + ".alpha", Role.SLOPE, 1, width, Draw.constant(1));
            } else if (layer instanceof BatchEnsemble ensemble) {
                add(ensemble, width);
            } else if (layer instanceof SeparateHeads heads) {
                Draw draw = Initializer.FAN_IN_UNIFORM.draw(width, 1);
                String name = number("heads");
                parameter(name + ".weight", Role.WEIGHT, heads.members(), width, heads.units(), draw);
                vector(name + ".bias", Role.BIAS, heads.members(), heads.units(), draw);
            } else if (layer instanceof Embed embed) {
                embed.parts().forEach(this::add);
            } else if (layer instanceof Residual residual) {
                add(residual.body(), width);
            }
            width = layer.outputs(width);
        }
    }

    private void add(BatchEnsemble ensemble, int width) {
        String name = number("batchEnsemble");
        int members = ensemble.members();
        vector(name + ".inputAdapter", Role.ADAPTER, members, width, ensemble.adapterDraw());
        matrix(name + ".weight", width, ensemble.units(), Initializer.FAN_IN_UNIFORM);
        vector(name + ".outputAdapter", Role.ADAPTER, members, ensemble.units(), Draw.constant(1));
        Draw bias = Initializer.FAN_IN_UNIFORM.draw(width, 1).sharedByRows();
        vector(name + ".bias", Role.BIAS, members, ensemble.units(), bias);
    }

    private void add(Embedding embedding) {
        if (embedding instanceof Embedding.Periodic periodic) {
            String name = number("periodic");
            int blocks = periodic.shared() ? 1 : periodic.columns();
            Draw linear = Initializer.FAN_IN_UNIFORM.draw(periodic.waves(), 1);
            vector(
                    name + ".frequency",
                    Role.PERIODIC,
                    periodic.columns(),
                    periodic.frequencies(),
                    Draw.normal(periodic.deviation()));
            if (periodic.phase()) {
                vector(
                        name + ".phase",
                        Role.PERIODIC,
                        periodic.columns(),
                        periodic.frequencies(),
                        Draw.uniform(Math.PI));
            }
            parameter(name + ".weight", Role.PERIODIC, blocks, periodic.waves(), periodic.width(), linear);
            vector(name + ".bias", Role.PERIODIC, blocks, periodic.width(), linear);
        } else if (embedding instanceof Embedding.PiecewiseLinear piecewise) {
            String name = number("piecewiseLinear");
            Draw linear = Initializer.FAN_IN_UNIFORM.draw(piecewise.width(), 1);
            vector(name + ".weight", Role.LINEAR, piecewise.columns(), piecewise.width(), linear);
            vector(name + ".bias", Role.LINEAR, piecewise.columns(), piecewise.width(), linear);
            vector(name + ".bins", Role.BINS, piecewise.bins(), piecewise.width(), Draw.constant(0));
        } else if (embedding instanceof Embedding.Lookup lookup) {
            vector(number("lookup") + ".table", Role.TABLE, lookup.codes(), lookup.width(), Draw.normal(1));
        }
    }

    /** Layers of a kind are counted from 1, as in the lecture. */
    private String number(String kind) {
        return kind + "." + counts.merge(kind, 1, Integer::sum);
    }

    private void gainAndShift(String name, int width) {
        vector(name + ".gain", Role.GAIN, 1, width, Draw.constant(1));
        vector(name + ".shift", Role.SHIFT, 1, width, Draw.constant(0));
    }

    private void matrix(String name, int rows, int columns, Initializer initializer) {
        parameter(name, Role.WEIGHT, 1, rows, columns, initializer.draw(rows, columns));
    }

    private void vector(String name, Role role, int rows, int columns, Draw draw) {
        parameter(name, role, 1, rows, columns, draw);
    }

    private void parameter(String name, Role role, int blocks, int rows, int columns, Draw draw) {
        long end = size + (long) blocks * rows * columns;
        if (end > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("the network has more than 2^31 parameters at " + name + " [" + rows
                    + " x " + columns + "]; use narrower layers");
        }
        parameters.add(new Slice(name, role, size, blocks, rows, columns, draw));
        size = (int) end;
    }

    private void statistic(String name, Role role, int columns) {
        statistics.add(new Slice(name, role, statisticsSize, 1, 1, columns, Draw.constant(0)));
        statisticsSize += columns;
    }

    /**
     * The trainable slices, in the order of the forward pass.
     *
     * @return an unmodifiable list
     */
    public List<Slice> parameters() {
        return List.copyOf(parameters);
    }

    /**
     * The slices of the running statistics.
     *
     * @return an unmodifiable list
     */
    public List<Slice> statistics() {
        return List.copyOf(statistics);
    }

    /**
     * The number of trainable parameters.
     *
     * @return the length of the flat array
     */
    public int size() {
        return size;
    }

    /**
     * The number of running statistics.
     *
     * @return the length of the flat array of statistics
     */
    public int statisticsSize() {
        return statisticsSize;
    }

    /**
     * The slice that holds a flat index.
     *
     * @param index an index into the flat array
     * @return the slice
     * @throws IndexOutOfBoundsException if there is none
     */
    public Slice sliceAt(int index) {
        for (Slice slice : parameters) {
            if (index >= slice.offset() && index < slice.offset() + slice.size()) {
                return slice;
            }
        }
        throw new IndexOutOfBoundsException("the network has " + size + " parameters, asked for number " + index);
    }
}

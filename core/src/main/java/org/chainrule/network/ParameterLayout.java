package org.chainrule.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter of a network lies in the one flat array, in the order of the forward pass.
 *
 * <p>Dense layers are counted from 1 as in the lecture ({@code dense.1.weight}, {@code dense.1.bias}); normalisations likewise
 * ({@code batchNorm.1.gain}, {@code layerNorm.1.shift}). Running statistics are not parameters: they are listed by {@link #statistics()} and live in
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
        /** The running mean of a batch normalisation (a statistic, no gradient), starts at 0. */
        RUNNING_MEAN,
        /** The running variance of a batch normalisation (a statistic, no gradient), starts at 1. */
        RUNNING_VARIANCE
    }

    /**
     * A contiguous part of the flat array, a row-major matrix.
     *
     * @param name        its name in the model file
     * @param role        what it is
     * @param offset      index of its first element
     * @param rows        rows (1 for vectors)
     * @param columns     columns
     * @param initializer how a weight matrix is drawn; ignored for the other roles
     */
    public record Slice(String name, Role role, int offset, int rows, int columns, Initializer initializer) {
        /**
         * The number of elements.
         *
         * @return rows x columns
         */
        public int size() {
            return rows * columns;
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
    private int size;
    private int statisticsSize;
    private int denseCount;
    private int batchNormCount;
    private int layerNormCount;

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
                String name = "dense." + ++denseCount;
                parameter(name + ".weight", Role.WEIGHT, width, dense.units(), dense.initializer());
                if (dense.bias()) {
                    parameter(name + ".bias", Role.BIAS, 1, dense.units(), Initializer.ZEROS);
                }
            } else if (layer instanceof BatchNormalization) {
                String name = "batchNorm." + ++batchNormCount;
                gainAndShift(name, width);
                statistic(name + ".runningMean", Role.RUNNING_MEAN, width);
                statistic(name + ".runningVariance", Role.RUNNING_VARIANCE, width);
            } else if (layer instanceof LayerNormalization) {
                gainAndShift("layerNorm." + ++layerNormCount, width);
            } else if (layer instanceof Residual residual) {
                add(residual.body(), width);
            }
            width = layer.outputs(width);
        }
    }

    private void gainAndShift(String name, int width) {
        parameter(name + ".gain", Role.GAIN, 1, width, Initializer.ZEROS);
        parameter(name + ".shift", Role.SHIFT, 1, width, Initializer.ZEROS);
    }

    private void parameter(String name, Role role, int rows, int columns, Initializer initializer) {
        long end = size + (long) rows * columns;
        if (end > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("the network has more than 2^31 parameters at " + name + " [" + rows
                    + " x " + columns + "]; use narrower layers");
        }
        parameters.add(new Slice(name, role, size, rows, columns, initializer));
        size = (int) end;
    }

    private void statistic(String name, Role role, int columns) {
        statistics.add(new Slice(name, role, statisticsSize, 1, columns, Initializer.ZEROS));
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

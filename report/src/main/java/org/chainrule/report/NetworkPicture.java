package org.chainrule.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the picture of a network shows, as plain values.
 *
 * @param note    which network it is, where a model has several; else empty
 * @param columns the columns that it reads, in order
 * @param inputs  n(0), the numbers that they become
 * @param blocks  its layers, in the order of the forward pass
 * @param outputs what comes out: a name for each output
 * @param meaning what the outputs are, in words
 * @param drawing units and links, if it is a plain network small enough to be drawn; else null
 */
public record NetworkPicture(
        String note,
        List<Column> columns,
        int inputs,
        List<Block> blocks,
        List<String> outputs,
        String meaning,
        @Nullable Drawing drawing) {
    /** Copies the lists. */
    public NetworkPicture {
        columns = List.copyOf(columns);
        blocks = List.copyOf(blocks);
        outputs = List.copyOf(outputs);
    }

    /**
     * A column.
     *
     * @param name   its name
     * @param inputs numbers that it becomes
     */
    public record Column(String name, int inputs) {}

    /**
     * A layer, with the activation, dropout and normalisation behind it.
     *
     * @param title      such as "Dense layer 1"
     * @param detail     what else it does, in words; may be empty
     * @param units      n(l) of each member
     * @param members    of an ensemble, else 1
     * @param parameters trainable numbers
     * @param depth      residual blocks around it
     * @param kind       what it is
     * @param weights    its weights, folded; null if it has no matrix
     */
    public record Block(
            String title,
            String detail,
            int units,
            int members,
            long parameters,
            int depth,
            Kind kind,
            @Nullable Heat weights) {}

    /** What a block is. */
    public enum Kind {
        /** It computes. */
        LAYER,
        /** A way around begins. */
        SPLIT,
        /** The way around is added. */
        JOIN
    }

    /**
     * A weight matrix, folded to a size that can be seen.
     *
     * @param inputs  rows of the matrix
     * @param outputs columns of the matrix
     * @param rows    rows of the picture
     * @param columns columns of the picture
     * @param cells   [rows x columns] the weight, or the root mean square where a cell stands for several
     * @param largest the largest size of a cell
     * @param folded  whether a cell stands for several weights
     * @param names   what each row of the picture stands for; empty if it stands for units
     */
    public record Heat(
            int inputs,
            int outputs,
            int rows,
            int columns,
            List<Double> cells,
            double largest,
            boolean folded,
            List<String> names) {
        /** Copies the lists. */
        public Heat {
            cells = List.copyOf(cells);
            names = List.copyOf(names);
        }
    }

    /**
     * Units and links.
     *
     * @param inputs names of the inputs
     * @param layers the layers of weights, in order
     */
    public record Drawing(List<String> inputs, List<Links> layers) {
        /** Copies the lists. */
        public Drawing {
            inputs = List.copyOf(inputs);
            layers = List.copyOf(layers);
        }
    }

    /**
     * The links between two columns of units.
     *
     * @param name    such as {@code dense.1}
     * @param units   n(l)
     * @param weights W(l), [n(l-1) x n(l)] row-major
     * @param biases  b(l); empty without
     */
    public record Links(String name, int units, List<Double> weights, List<Double> biases) {
        /** Copies the lists. */
        public Links {
            weights = List.copyOf(weights);
            biases = List.copyOf(biases);
        }
    }
}

package org.chainrule.explain;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;

/**
 * Which parameter: a block by the name that it has in the model file, and an element of it. Weights w_ij(l) of dense layers are addressed as in the lecture,
 * layers from 1, units from 0.
 *
 * @param block  such as {@code dense.2.weight} or {@code layerNorm.1.gain}
 * @param row    row in the block, counted through all its matrices: for a weight, the unit that it comes from; -1 if {@code column} counts through the block
 * @param column column in the block: for a weight, the unit that it feeds
 */
public record ParameterAddress(String block, int row, int column) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final String EXPECTED = "expected LAYER:FROM:TO such as 1:3:0 (layers from 1, units from 0), "
            + "LAYER:bias:TO, or the name of a block with an index, such as layerNorm.1.gain:4 or heads.1.weight:3:1";

    /**
     * w_ij(l) of a dense layer.
     *
     * @param layer l, from 1
     * @param from  i, from 0
     * @param to    j, from 0
     * @return the address
     */
    public static ParameterAddress weight(int layer, int from, int to) {
        return new ParameterAddress("dense." + layer + ".weight", from, to);
    }

    /**
     * b_j(l) of a dense layer.
     *
     * @param layer l, from 1
     * @param to    j, from 0
     * @return the address
     */
    public static ParameterAddress bias(int layer, int to) {
        return new ParameterAddress("dense." + layer + ".bias", 0, to);
    }

    /**
     * An element of any block.
     *
     * @param block such as {@code scale.1.factor}
     * @param index element, from 0, counted through the block
     * @return the address
     */
    public static ParameterAddress of(String block, int index) {
        return new ParameterAddress(block, -1, index);
    }

    /**
     * Reads what a user wrote.
     *
     * @param text {@code LAYER:FROM:TO}, {@code LAYER:bias:TO}, {@code BLOCK:INDEX} or {@code BLOCK:ROW:COLUMN}
     * @return the address
     * @throws IllegalArgumentException if it is none of these; says what is possible
     */
    public static ParameterAddress parse(String text) {
        String[] parts = text.strip().split(":", -1);
        boolean layer = NUMBER.matcher(parts[0]).matches();
        if (layer && parts.length == 3 && parts[1].equals("bias")) {
            return bias(number(parts[0], text), number(parts[2], text));
        } else if (layer && parts.length == 3) {
            return weight(number(parts[0], text), number(parts[1], text), number(parts[2], text));
        } else if (!layer && parts.length == 2) {
            return of(parts[0], number(parts[1], text));
        } else if (!layer && parts.length == 3) {
            return new ParameterAddress(parts[0], number(parts[1], text), number(parts[2], text));
        }
        throw new IllegalArgumentException(EXPECTED + "; found '" + text + "'");
    }

    private static int number(String part, String text) {
        if (!NUMBER.matcher(part).matches()) {
            throw new IllegalArgumentException(EXPECTED + "; found '" + text + "'");
        }
        return Integer.parseInt(part);
    }

    /**
     * The block in a network.
     *
     * @param layout where the parameters lie
     * @return the block
     * @throws IllegalArgumentException if the network has no such block or the block no such element; says what it has
     */
    Slice slice(ParameterLayout layout) {
        List<Slice> blocks = layout.parameters();
        Slice slice = blocks.stream()
                .filter(candidate -> candidate.name().equals(block))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the network has no parameters " + block + "; it has "
                        + blocks.stream().map(Slice::name).collect(Collectors.joining(", ")) + "; write such as "
                        + examples(blocks)));
        int rows = slice.blocks() * slice.rows();
        boolean inside =
                row < 0 ? column >= 0 && column < slice.size() : row < rows && column >= 0 && column < slice.columns();
        if (!inside) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s has %d rows and %d columns, counted from 0; asked for %s",
                    block,
                    rows,
                    slice.columns(),
                    row < 0 ? "element " + column : "row " + row + ", column " + column));
        }
        return slice;
    }

    /** Two addresses that can be copied: the last weights, as encodings of the inputs come first. */
    private static String examples(List<Slice> blocks) {
        List<Slice> weights = blocks.stream()
                .filter(slice -> slice.name().endsWith(".weight"))
                .toList();
        List<Slice> from = weights.isEmpty() ? blocks : weights;
        return from.subList(Math.max(0, from.size() - 2), from.size()).stream()
                .map(slice -> slice.name() + ":0")
                .collect(Collectors.joining(" or "));
    }

    /** The same with row and column. */
    ParameterAddress resolved(Slice slice) {
        return row < 0 ? new ParameterAddress(block, column / slice.columns(), column % slice.columns()) : this;
    }

    /**
     * The layer l of a dense layer's parameter.
     *
     * @return from 1; 0 if the parameter is not one of a dense layer
     */
    public int layer() {
        String[] parts = block.split("\\.", -1);
        return parts.length == 3 && parts[0].equals("dense") ? Integer.parseInt(parts[1]) : 0;
    }

    /**
     * Whether this is an entry w_ij(l) of a dense layer's matrix.
     *
     * @return false for biases and all other layers
     */
    public boolean isDenseWeight() {
        return layer() > 0 && block.endsWith(".weight");
    }

    /**
     * The parameter in the lecture's notation, else by its name.
     *
     * @return such as {@code w_3,0(1)}, {@code b_0(1)} or {@code layerNorm.1.gain[0, 4]}
     */
    public String symbol() {
        if (layer() == 0) {
            return block + "[" + row + ", " + column + "]";
        }
        return isDenseWeight() ? "w_" + row + "," + column + "(" + layer() + ")" : "b_" + column + "(" + layer() + ")";
    }
}

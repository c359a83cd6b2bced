package org.chainrule.network;

import java.util.List;

/**
 * Input columns to richer ones: each part reads some columns and writes its own, one part after the other. A column may be read by several parts or by none.
 *
 * @param parts in the order of what they write
 */
public record Embed(List<Embedding> parts) implements Layer {
    /** Copies the list. */
    public Embed {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an embedding layer needs at least one part");
        }
    }

    /**
     * A layer of the given parts.
     *
     * @param parts in order
     */
    public Embed(Embedding... parts) {
        this(List.of(parts));
    }

    @Override
    public int outputs(int inputs) {
        int width = 0;
        for (Embedding part : parts) {
            if (part.from() < 0 || part.columns() < 1 || part.from() + part.columns() > inputs) {
                throw new IllegalArgumentException("an embedding must read columns 0 to " + (inputs - 1) + ", found "
                        + part.columns() + " from " + part.from() + " on");
            }
            width += part.outputs();
        }
        return width;
    }
}

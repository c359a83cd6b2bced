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
        long width = 0;
        for (Embedding part : parts) {
            if (part.from() < 0 || part.columns() < 1 || part.columns() > inputs - part.from()) {
                throw new IllegalArgumentException("an embedding must read columns 0 to " + (inputs - 1) + ", found "
                        + part.columns() + " from " + part.from() + " on");
            }
            width += part.outputs();
        }
        if (width > 1 << 24) {
            throw new IllegalArgumentException("an embedding layer writes at most 2^24 numbers, found " + width);
        }
        return (int) width;
    }
}

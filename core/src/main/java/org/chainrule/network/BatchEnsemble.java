package org.chainrule.network;

import java.util.List;

/**
 * One affine map for an ensemble of k members that share its weights: member m computes z_m = ((h_m ⊙ r_m) W) ⊙ s_m + b_m, with W [in x out] shared and the rank-one
 * adapters r_m, s_m and the bias b_m its own. The members of a row lie side by side, so all of them are one product. After the first such layer every row has k
 * members; before it they are one. Sources: Wen, Tran and Ba 2020, "BatchEnsemble"; Gorishniy, Kotelnikov and Babenko 2025, "TabM".
 *
 * @param units   n(l) of each member
 * @param members k, at least 1
 * @param adapter how r starts; s starts at 1
 * @param chunks  widths of the runs of inputs that share one draw of r (a feature's columns), in order; empty if each input has its own
 */
public record BatchEnsemble(int units, int members, Adapter adapter, List<Integer> chunks) implements Layer {
    /** How r starts. */
    public enum Adapter {
        /** 1: right for all layers but the first. */
        ONES,
        /** +1 or -1: right for the first layer on plain inputs. */
        SIGNS,
        /** N(0, 1): right for the first layer on embeddings. */
        NORMAL
    }

    /** Copies the list and checks the numbers. */
    public BatchEnsemble {
        chunks = List.copyOf(chunks);
        if (units < 1 || members < 1) {
            throw new IllegalArgumentException("a batch ensemble needs at least 1 unit and 1 member, found " + units
                    + " units and " + members + " members");
        }
        if (chunks.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "the chunks of a batch ensemble are at least 1 column wide, found " + chunks);
        }
    }

    /**
     * A layer after the first.
     *
     * @param units   n(l) of each member
     * @param members k
     */
    public BatchEnsemble(int units, int members) {
        this(units, members, Adapter.ONES, List.of());
    }

    Draw adapterDraw() {
        Draw each =
                switch (adapter) {
                    case ONES -> Draw.constant(1);
                    case SIGNS -> new Draw(Draw.Kind.SIGN, 1, false, List.of());
                    case NORMAL -> Draw.normal(1);
                };
        return each.inChunks(chunks);
    }

    @Override
    public int outputs(int inputs) {
        if (!chunks.isEmpty() && chunks.stream().mapToLong(Integer::longValue).sum() != inputs) {
            throw new IllegalArgumentException(
                    "the chunks of a batch ensemble must add up to its " + inputs + " inputs, found " + chunks);
        }
        return units;
    }

    @Override
    public int members(int before) {
        return Layer.expand(before, members);
    }
}

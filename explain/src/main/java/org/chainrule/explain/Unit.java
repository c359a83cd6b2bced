package org.chainrule.explain;

/**
 * One scalar of a pass.
 *
 * @param value  the vector that it belongs to, in the lecture's notation: {@code z(l)} is what dense layer l writes, {@code h(l)} what dense layer l + 1 reads,
 *               and what lies between them is called after its node, such as {@code layerNorm.1}; the last is {@code z(L)}
 * @param row    row of the batch, from 0
 * @param member member of the ensemble, from 0
 * @param index  which unit, from 0
 */
public record Unit(String value, int row, int member, int index) {
    /**
     * The unit as one symbol, without row and member.
     *
     * @return such as {@code z_3(1)}
     */
    public String symbol() {
        int open = value.indexOf('(');
        return open < 0 ? value + "[" + index + "]" : value.substring(0, open) + "_" + index + value.substring(open);
    }
}

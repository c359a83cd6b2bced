package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * What a compact row holds: of each column either its cell (a double, or the code of a text) or, where that is not
 * larger or cannot be made again, its inputs. The cells come first, the wide ones before the narrow, then the inputs, then targets and weight.
 *
 * @param numbers columns of which the double is kept
 * @param codes   columns of which the code is kept
 * @param encoded columns of which the inputs are kept
 * @param tail    how many targets and weights
 */
record CompactLayout(List<BoundPart> numbers, List<BoundPart> codes, List<BoundPart> encoded, int tail) {
    static CompactLayout of(List<BoundPart> columns, int tail) {
        CompactLayout layout = new CompactLayout(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), tail);
        for (BoundPart part : columns) {
            boolean text = part.source() instanceof RawColumn.Text;
            int cell = text ? Integer.BYTES : Double.BYTES;
            // What depends on the row and not on the cell alone cannot be made again from the cell.
            boolean ofRow = part.encoding() instanceof TargetMeans;
            List<BoundPart> kind = ofRow || part.encoding().width() * Float.BYTES <= cell
                    ? layout.encoded
                    : text ? layout.codes : layout.numbers;
            kind.add(part);
        }
        return layout;
    }

    /** Where the codes begin. */
    int codesAt() {
        return numbers.size() * Double.BYTES;
    }

    /** Where the inputs begin. */
    int encodedAt() {
        return codesAt() + codes.size() * Integer.BYTES;
    }

    /** Where targets and weight begin. */
    int tailAt() {
        return encodedAt()
                + encoded.stream().mapToInt(part -> part.encoding().width()).sum() * Float.BYTES;
    }

    /** The size of a row. */
    int bytes() {
        return tailAt() + tail * Float.BYTES;
    }
}

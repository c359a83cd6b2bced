package org.chainrule.tabular.encode;

import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * A text column of at most two levels as one number.
 * <ul>
 *   <li>Two levels: the first is +1, the second -1, missing and unknown 0; a second number says that the cell is
 *       missing if {@code missing}.
 *   <li>One level, and {@code missing}: the level is +1, missing -1, unknown 0.
 *   <li>Otherwise the column was constant in training: always 0.
 * </ul>
 *
 * @param column  the column that is read
 * @param levels  none, one or two
 * @param missing whether training rows lacked the value
 */
public record TwoLevels(String column, List<String> levels, boolean missing) implements ColumnEncoding {
    /** Copies the list and checks its size. */
    public TwoLevels {
        levels = Levels.distinct(column, levels);
        if (levels.size() > 2) {
            throw new IllegalArgumentException("column " + column + ": expected at most two levels, found " + levels);
        }
    }

    boolean isConstant() {
        return levels.isEmpty() || (levels.size() == 1 && !missing);
    }

    @Override
    public int width() {
        return missing && levels.size() == 2 ? 2 : 1;
    }

    @Override
    public List<String> featureNames() {
        String name = levels.isEmpty() ? column : column + "=" + levels.get(0);
        return width() == 2 ? List.of(name, column + " (missing)") : List.of(name);
    }

    @Override
    public List<InputGroup> inputGroups(int first) {
        return List.of(InputGroup.passed(column, first, width()));
    }

    @Override
    public List<String> knownTexts() {
        return levels;
    }

    @Override
    public BoundEncoding bind(RawColumn column) {
        RawColumn.Text text = Columns.text(column);
        if (isConstant()) {
            return (row, out, offset) -> out[offset] = 0;
        }
        int[] positions = Levels.positions(text.dictionary(), levels);
        if (levels.size() == 1) {
            return (row, out, offset) -> {
                int code = text.code(row);
                out[offset] = code < 0 ? -1 : positions[code] == 0 ? 1 : 0;
            };
        }
        return (row, out, offset) -> {
            int code = text.code(row);
            int position = code < 0 ? Levels.UNKNOWN : positions[code];
            out[offset] = position == Levels.UNKNOWN ? 0 : 1 - 2 * position;
            if (missing) {
                out[offset + 1] = code < 0 ? 1 : 0;
            }
        };
    }
}

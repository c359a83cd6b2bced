package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * A text column as one number a level: 1 where the cell has that level, else 0. Missing has a slot of its own, the
 * last, if training rows lacked the value; without it a missing cell is all zeros, and so is a level that training did
 * not see.
 *
 * <p>{@link Encoder#fit} sorts the levels by code point and not by first appearance or frequency: the encoding then
 * does not depend on the order of the rows, and is the one of the published recipes.
 *
 * @param column  the column that is read
 * @param levels  the levels of the training rows
 * @param missing whether missing has a slot
 */
public record OneHot(String column, List<String> levels, boolean missing) implements ColumnEncoding {
    /** Copies the list. */
    public OneHot {
        levels = Levels.distinct(column, levels);
        if (levels.isEmpty() && !missing) {
            throw new IllegalArgumentException(
                    "column " + column + ": expected at least one level or missing, found none");
        }
    }

    @Override
    public int width() {
        return levels.size() + (missing ? 1 : 0);
    }

    @Override
    public List<String> featureNames() {
        List<String> names = new ArrayList<>(width());
        levels.forEach(level -> names.add(column + "=" + level));
        if (missing) {
            names.add(column + " (missing)");
        }
        return List.copyOf(names);
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
        int[] positions = Levels.positions(text.dictionary(), levels);
        int width = width();
        int missingPosition = missing ? levels.size() : Levels.UNKNOWN;
        return (row, out, offset) -> {
            Arrays.fill(out, offset, offset + width, 0);
            int code = text.code(row);
            int position = code < 0 ? missingPosition : positions[code];
            if (position != Levels.UNKNOWN) {
                out[offset + position] = 1;
            }
        };
    }
}

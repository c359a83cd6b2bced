package org.chainrule.tabular.encode;

import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * A text column as one whole number, exact in float32, for a network that looks it up in a table of embeddings: level i
 * of the list is i + 1; missing, unknown and left out for being rare is 0.
 *
 * @param column the column that is read
 * @param levels the levels that have a code, at most 2^20
 */
public record CategoryCodes(String column, List<String> levels) implements ColumnEncoding {
    /** Copies the list and checks its size. */
    public CategoryCodes {
        levels = Levels.distinct(column, levels);
        Levels.checkCount(column, levels.size());
    }

    /**
     * The number of codes.
     *
     * @return one more than levels
     */
    public int codes() {
        return levels.size() + 1;
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public List<String> featureNames() {
        return List.of(column + " (code)");
    }

    @Override
    public List<InputGroup> inputGroups(int first) {
        return List.of(new InputGroup(InputGroup.Kind.CODES, column, first, 1, codes()));
    }

    @Override
    public List<String> knownTexts() {
        return levels;
    }

    @Override
    public BoundEncoding bind(RawColumn column) {
        RawColumn.Text text = Columns.text(column);
        int[] positions = Levels.positions(text.dictionary(), levels);
        return (row, out, offset) -> {
            int code = text.code(row);
            // UNKNOWN is -1, which becomes code 0.
            out[offset] = code < 0 ? 0 : positions[code] + 1;
        };
    }
}

package org.chainrule.spark.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RowCells;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** Refuses texts that the model cannot tell from any other that it does not know; of one task. Hashed columns know every text. */
final class UnseenTexts {
    private final RowCells cells;
    private final List<Integer> columns = new ArrayList<>();

    UnseenTexts(Model model) {
        Map<String, Set<String>> known = new HashMap<>();
        Set<String> hashed = new HashSet<>();
        for (Member member : model.contents().members()) {
            for (ColumnEncoding encoding : member.encoder().columns()) {
                known.computeIfAbsent(encoding.column(), name -> new HashSet<>())
                        .addAll(encoding.knownTexts());
                if (encoding instanceof Hashed) {
                    hashed.add(encoding.column());
                }
            }
        }
        List<ColumnSchema> inputs = model.inputColumns();
        cells = new RowCells.Layout(inputs, name -> known.getOrDefault(name, Set.of())).newRow();
        for (int i = 0; i < inputs.size(); i++) {
            String name = inputs.get(i).name();
            if (inputs.get(i).text()
                    && !hashed.contains(name)
                    && !known.getOrDefault(name, Set.of()).isEmpty()) {
                columns.add(i);
            }
        }
    }

    /** Looks at the cells of a row. */
    void check(@Nullable Object[] row) {
        for (int column : columns) {
            cells.set(column, row[column], 0);
            if (cells.columns().get(column) instanceof RawColumn.Open text && text.code(0) == text.otherCode()) {
                throw UserException.data(Shown.column(text.name()) + ": expected a text that training saw, found \""
                        + Display.text(text.other().toString())
                        + "\"; set handleInvalid to \"keep\" to score it as unknown, or remove the row");
            }
        }
    }
}

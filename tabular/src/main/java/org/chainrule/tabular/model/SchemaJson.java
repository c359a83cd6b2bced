package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.DateFormat;
import org.chainrule.tabular.schema.Schema;

/** The columns of the training table as JSON. */
final class SchemaJson {
    private SchemaJson() {}

    static List<Map<String, Object>> write(Schema schema) {
        return schema.columns().stream().map(SchemaJson::write).toList();
    }

    private static Map<String, Object> write(ColumnSchema column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        json.put("kind", column.kind().name());
        json.put("text", column.text());
        json.put("note", column.note());
        // Not written for the standard one: files were so before there were others.
        if (column.dateFormat() != DateFormat.STANDARD) {
            json.put("dateFormat", column.dateFormat().name());
        }
        return json;
    }

    static ColumnSchema column(Fields fields) {
        return fields.checked(() -> new ColumnSchema(
                fields.text("name"),
                fields.constant("kind", ColumnKind.values()),
                fields.flag("text"),
                fields.text("note"),
                fields.has("dateFormat") ? fields.constant("dateFormat", DateFormat.values()) : DateFormat.STANDARD));
    }
}

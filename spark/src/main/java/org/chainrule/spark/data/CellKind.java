package org.chainrule.spark.data;

import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;
import org.jspecify.annotations.Nullable;

/** What cells are by the type of their column. */
enum CellKind {
    /** Integers, floats, decimals: doubles. */
    NUMBER,
    /** True and false: text. */
    BOOLEAN,
    /** Dates and time stamps, in the time zone of the session: seconds. */
    DATE,
    /** Text whose content is to be looked at. */
    TEXT;

    /** Whether a cell is held as text. */
    boolean isText() {
        return this == TEXT || this == BOOLEAN;
    }

    /** What a type holds; null if it cannot be read. */
    static @Nullable CellKind of(DataType type) {
        if (type instanceof NumericType) {
            return NUMBER;
        }
        if (type.equals(DataTypes.BooleanType)) {
            return BOOLEAN;
        }
        if (type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType) {
            return DATE;
        }
        return type instanceof StringType || type instanceof CharType || type instanceof VarcharType ? TEXT : null;
    }

    /** The name that a profile has for a type. */
    static String sqlType(DataType type) {
        if (type instanceof DecimalType decimal) {
            return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        return switch (type.typeName()) {
            case "byte" -> "TINYINT";
            case "short" -> "SMALLINT";
            case "integer" -> "INTEGER";
            case "long" -> "BIGINT";
            case "float" -> "FLOAT";
            case "double" -> "DOUBLE";
            case "boolean" -> "BOOLEAN";
            case "date" -> "DATE";
            case "timestamp", "timestamp_ntz" -> "TIMESTAMP";
            default -> "VARCHAR";
        };
    }
}

package org.chainrule.spark.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What a stage says about its parameters: as Spark does it, with the values of arrays. */
public final class Explained {
    private Explained() {}

    /**
     * One parameter.
     *
     * @param owner whose it is
     * @param param which
     * @return name, documentation, default and current value, in one line
     */
    public static String of(Params owner, Param<?> param) {
        StringBuilder values = new StringBuilder();
        if (owner.hasDefault(param)) {
            values.append("default: ").append(value(owner.getDefault(param).get()));
        }
        if (owner.isSet(param)) {
            values.append(values.isEmpty() ? "" : ", ")
                    .append("current: ")
                    .append(value(owner.get(param).get()));
        }
        return param.name() + ": " + param.doc() + " (" + (values.isEmpty() ? "undefined" : values) + ")";
    }

    private static String value(Object value) {
        return value instanceof String text ? text : Rule.shown(value);
    }
}

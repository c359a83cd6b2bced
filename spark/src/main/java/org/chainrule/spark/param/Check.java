package org.chainrule.spark.param;

import java.io.Serializable;
import org.chainrule.tabular.error.UserException;
import scala.Function1;

/**
 * A rule in the shape in which Spark asks for it. It throws instead of saying no, because Spark would say that the value is wrong, and not what a right one is.
 *
 * @param name of the parameter
 * @param rule what it may be
 * @param <T>  of its values
 */
record Check<T>(String name, Rule rule) implements Function1<T, Object>, Serializable {
    @Override
    public Object apply(T value) {
        try {
            String expected = rule.broken(value);
            if (expected != null) {
                throw UserException.usage(name + ": expected " + expected + ", found " + Rule.shown(value));
            }
            return true;
        } catch (IllegalArgumentException wrong) {
            throw UserException.usage(name + ": " + wrong.getMessage());
        }
    }
}

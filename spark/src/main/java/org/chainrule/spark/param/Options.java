package org.chainrule.spark.param;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import scala.Function1;

/**
 * Makes parameters. Spark knows two of one owner and name as equal, so they are made whenever they are asked for: a field for each would not be there yet when Scala's
 * constructors ask.
 */
final class Options {
    private Options() {}

    static Param<String> text(Params owner, String name, String doc, Rule rule) {
        return new Param<>(owner.uid(), name, doc, check(name, rule), String.class);
    }

    static DoubleParam number(Params owner, String name, String doc, Rule rule) {
        return new DoubleParam(owner.uid(), name, doc, check(name, rule));
    }

    static IntParam whole(Params owner, String name, String doc, Rule rule) {
        return new IntParam(owner.uid(), name, doc, check(name, rule));
    }

    static LongParam big(Params owner, String name, String doc, Rule rule) {
        return new LongParam(owner.uid(), name, doc, check(name, rule));
    }

    static BooleanParam flag(Params owner, String name, String doc, Rule rule) {
        return new BooleanParam(owner.uid(), name, doc);
    }

    static StringArrayParam texts(Params owner, String name, String doc, Rule rule) {
        return new StringArrayParam(owner, name, doc, check(name, rule));
    }

    static IntArrayParam wholes(Params owner, String name, String doc, Rule rule) {
        return new IntArrayParam(owner, name, doc, check(name, rule));
    }

    static DoubleArrayParam numbers(Params owner, String name, String doc, Rule rule) {
        return new DoubleArrayParam(owner, name, doc, check(name, rule));
    }

    private static <T> Function1<T, Object> check(String name, Rule rule) {
        return new Check<>(name, rule);
    }

    /** The owner is what its setters return: each class says itself as S. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <S, T> S set(Params owner, Param<T> param, T value) {
        owner.set(param, value);
        return (S) owner;
    }
}

package org.chainrule.spark;

import java.util.UUID;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.MLReader;

/** What every stage of a pipeline needs. */
final class Stages {
    private static final int DIGITS = 12;

    private Stages() {}

    /** A name such as no other stage has, in the form in which Spark names its own. */
    static String uid(String prefix) {
        String digits = UUID.randomUUID().toString().replace("-", "");
        return prefix + "_" + digits.substring(digits.length() - DIGITS);
    }

    /** Reads a stage that is all parameters. */
    static <T> MLReader<T> reader() {
        return new DefaultParamsReadable<T>() {}.read();
    }
}

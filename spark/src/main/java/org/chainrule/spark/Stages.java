package org.chainrule.spark;

import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;

/** What every stage of a pipeline needs. */
final class Stages {
    private Stages() {}

    /** A name such as no other stage has: chance is left to Spark, and has no part in what is learned. */
    static String uid(String prefix) {
        return Identifiable.randomUID(prefix);
    }

    /** Reads a stage that is all parameters. */
    static <T> MLReader<T> reader() {
        return new DefaultParamsReadable<T>() {}.read();
    }
}

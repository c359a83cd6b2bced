package org.chainrule.spark.examples;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The session that spark-submit configured; from a plain main one in this JVM, with all its cores. */
final class Session {
    private Session() {}

    static SparkSession of(String name) {
        SparkSession.Builder builder = SparkSession.builder().appName(name);
        return new SparkConf().contains("spark.master")
                ? builder.getOrCreate()
                : builder.master("local[*]").getOrCreate();
    }
}

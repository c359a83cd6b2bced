package org.chainrule.spark.examples;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.ChainruleClassificationModel;
import org.chainrule.spark.ChainruleClassifier;

/**
 * Columns as they are, texts and missing values among them, no pipeline: species of penguins.
 *
 * <pre>{@code PenguinsExample [TABLE.csv [MODEL.chainrule]]}</pre>
 */
public final class PenguinsExample {
    private PenguinsExample() {}

    /**
     * Trains, scores the rows that were left out, and saves a file that predicts without Spark.
     *
     * @param arguments the table, {@code examples/penguins.csv} unless said, and where the model goes
     */
    public static void main(String[] arguments) {
        String table = arguments.length > 0 ? arguments[0] : "examples/penguins.csv";
        String file = arguments.length > 1 ? arguments[1] : "penguins.chainrule";
        SparkSession spark = Session.of("Chainrule: penguins");
        Dataset<Row> penguins =
                spark.read().option("header", true).option("inferSchema", true).csv(table);
        Dataset<Row>[] parts = penguins.randomSplit(new double[] {0.8, 0.2}, 1);

        ChainruleClassificationModel model = new ChainruleClassifier()
                .setLabelCol("species")
                .setPredictedLabelCol("predicted")
                .setNumShards(2)
                .fit(parts[0]);

        System.out.println("weights " + model.summary().weightsSha256());
        System.out.println("validation " + model.summary().validation());
        Dataset<Row> scored = model.transform(parts[1]);
        scored.select("species", "predicted", "probability", "island", "sex").show(5, false);
        long right = scored.filter("species = predicted").count();
        System.out.println(right + " of " + scored.count() + " penguins that it never saw are right");
        model.toChainruleFile(file);
        System.out.println("saved " + file + "; chainrule predict " + file + " TABLE predicts the same without Spark");
        spark.stop();
    }
}

package org.chainrule.spark.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.ChainruleClassificationModel;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.model.RowScratch;

final class Extra {
    private Extra() {}

    static final class Engine implements java.io.Serializable {
        final ModelHandle handle;
        transient RowPredictor predictor;
        transient ConcurrentLinkedQueue<RowScratch> idle;

        Engine(ModelHandle handle) {
            this.handle = handle;
        }

        synchronized void make() {
            if (predictor == null) {
                idle = new ConcurrentLinkedQueue<>();
                predictor = handle.model().predictor();
            }
        }

        Row score(Vector x) {
            if (predictor == null) {
                make();
            }
            RowScratch scratch = idle.poll();
            if (scratch == null) {
                scratch = predictor.newScratch();
            }
            double[] out = new double[predictor.outputs()];
            double[] all = x.toArray();
            int width = predictor.columns().size();
            predictor.predict(all.length == width ? all : java.util.Arrays.copyOf(all, width), out, scratch);
            idle.offer(scratch);
            int best = 0;
            for (int k = 1; k < out.length; k++) {
                best = out[k] > out[best] ? k : best;
            }
            Vector p = new DenseVector(out);
            return RowFactory.create(p, p, (double) best);
        }
    }

    static void add(Map<String, Dataset<Row>> ways, Dataset<Row> many, Object ours) {
        ModelHandle handle = ModelHandle.of(((ChainruleClassificationModel) ours).model());
        Engine engine = new Engine(handle);
        StructType type = new StructType()
                .add("raw", SQLDataTypes.VectorType(), false)
                .add("probability", SQLDataTypes.VectorType(), false)
                .add("prediction", DataTypes.DoubleType, false);
        UDF1<Vector, Row> struct = engine::score;
        Column udf = functions.udf(struct, type)
                .asNonNullable()
                .asNondeterministic()
                .apply(functions.col("features"));
        ways.put(
                "udf struct, row engine",
                many.withColumn("s", udf).select("label", "features", "s.raw", "s.probability", "s.prediction"));
        UDF1<Vector, Double> one = x -> engine.score(x).getDouble(2);
        ways.put(
                "udf prediction only, row engine",
                many.select(functions.udf(one, DataTypes.DoubleType).asNonNullable().apply(functions.col("features"))));
        FlatMapFunction<java.util.Iterator<Row>, Row> same = r -> r;
        ways.put(
                "identity through javaRDD",
                many.sparkSession().createDataFrame(many.javaRDD().mapPartitions(same), many.schema()));
    }
}

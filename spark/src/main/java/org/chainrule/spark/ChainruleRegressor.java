package org.chainrule.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.param.Defaults;
import org.chainrule.spark.param.EstimatorParams;
import org.chainrule.spark.param.Explained;
import org.chainrule.spark.param.IntervalParams;
import org.chainrule.spark.param.ValueParams;
import org.chainrule.train.TrainingListener;

/**
 * Trains a network that predicts numbers, on all rows of a table and on every executor of a cluster. The weights depend on rows, parameters, seed and {@code numShards}, and on
 * nothing else: not on partitions, order, executors or failures. With one shard they are those of {@code chainrule train}, to the bit.
 *
 * <pre>{@code
 * ChainruleRegressionModel model = new ChainruleRegressor().setLabelCol("price").fit(houses);
 * Dataset<Row> predictions = model.transform(houses);
 * }</pre>
 *
 * Columns are read as they are, with texts, dates and missing values, or as one column of vectors (setFeaturesCol). The label is standardised for the training; predictions are in its
 * units. What is not set is decided by the preset.
 */
public final class ChainruleRegressor extends Estimator<ChainruleRegressionModel>
        implements EstimatorParams<ChainruleRegressor>,
                IntervalParams<ChainruleRegressor>,
                ValueParams<ChainruleRegressor>,
                DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final transient List<TrainingListener> listeners = new ArrayList<>();

    /** An estimator with a name of its own. */
    public ChainruleRegressor() {
        this(Stages.uid("chainruleRegressor"));
    }

    /**
     * An estimator of a name.
     *
     * @param uid what it is called, unlike any other stage
     */
    public ChainruleRegressor(String uid) {
        this.uid = uid;
        Defaults.set((EstimatorParams<?>) this);
        Defaults.set((IntervalParams<?>) this);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public String explainParam(Param<?> param) {
        return Explained.of(this, param);
    }

    /**
     * Adds somebody who hears of every training event, on the thread that fits. Copies keep it; saving does not.
     *
     * @param listener who
     * @return this
     */
    public ChainruleRegressor addListener(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    @Override
    public ChainruleRegressionModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        return new Fitting(this, listeners).values(this, dataset.toDF());
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return Schemas.values(schema, this, this);
    }

    @Override
    public ChainruleRegressor copy(ParamMap extra) {
        ChainruleRegressor copy = defaultCopy(extra);
        copy.listeners.addAll(listeners);
        return copy;
    }

    /**
     * Reads estimators that were saved.
     *
     * @return a reader
     */
    public static MLReader<ChainruleRegressor> read() {
        return Stages.reader();
    }

    /**
     * Reads an estimator that was saved.
     *
     * @param path the folder that it was saved to
     * @return the estimator
     */
    public static ChainruleRegressor load(String path) {
        return read().load(path);
    }
}

package org.chainrule.spark;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.param.Defaults;
import org.chainrule.spark.param.Explained;
import org.chainrule.spark.param.InputParams;
import org.chainrule.spark.param.PredictionParams;
import org.chainrule.spark.param.ProbabilityParams;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ChainruleClassifier} learned: adds predicted classes to a table. The column of predictions holds the class's number: its label where all labels are numbers, else its position
 * in {@link #labels}; the column of probabilities is in the order of {@link #labels}.
 */
public final class ChainruleClassificationModel extends org.apache.spark.ml.Model<ChainruleClassificationModel>
        implements InputParams<ChainruleClassificationModel>,
                PredictionParams<ChainruleClassificationModel>,
                ProbabilityParams<ChainruleClassificationModel>,
                DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private @Nullable Learned learned;

    /** A model without weights: how Spark Connect finds the class. */
    public ChainruleClassificationModel() {
        this(Stages.uid("chainruleClassifier"));
    }

    /**
     * A model without weights: how Spark loads one.
     *
     * @param uid what it is called
     */
    public ChainruleClassificationModel(String uid) {
        this.uid = uid;
        Defaults.predictions(this, this);
        Defaults.set((ProbabilityParams<?>) this);
    }

    ChainruleClassificationModel(String uid, Learned learned) {
        this(uid);
        attach(learned);
    }

    private void attach(Learned known) {
        if (known.model().task() != Task.CLASSIFICATION) {
            throw UserException.data("expected a model for classes, found one for values, of "
                    + Display.text(known.model().target()) + "; use ChainruleRegressionModel");
        }
        learned = known;
    }

    private Learned learned() {
        if (learned == null) {
            throw UserException.usage(
                    "this ChainruleClassificationModel has no weights; get one by ChainruleClassifier.fit, load(path) or fromChainruleFile(path)");
        }
        return learned;
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
     * The model without Spark: predictions, evaluation, provenance.
     *
     * @return immutable, safe to share between threads
     */
    public Model model() {
        return learned().model();
    }

    /**
     * How the training went.
     *
     * @return history, metrics, SHA-256 of the weights
     */
    public TrainingSummary summary() {
        return learned().summary();
    }

    /**
     * Columns that were offered as features, or elements of the vector.
     *
     * @return how many
     */
    public int numFeatures() {
        return learned().numFeatures();
    }

    /**
     * The classes.
     *
     * @return how many
     */
    public int numClasses() {
        return model().classes().size();
    }

    /**
     * The classes as they stand in the training rows, in the order of the probabilities: numbers in numeric order, texts by code point.
     *
     * @return one a class
     */
    public String[] labels() {
        return model().classes().toArray(String[]::new);
    }

    /**
     * Predicts one row. For many, {@link #transform} is faster.
     *
     * @param features the elements that the model was trained on, in their order
     * @return as in the column of predictions
     */
    public double predict(Vector features) {
        return new ClassOutputs(this, this, this, learned().handle()).number(predictProbability(features));
    }

    /**
     * The probabilities of one row.
     *
     * @param features the elements that the model was trained on, in their order
     * @return one a class, in the order of {@link #labels}
     */
    public Vector predictProbability(Vector features) {
        return Vectors.dense(learned().predict(features).probabilities().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        return new ClassOutputs(this, this, this, learned().handle()).score(dataset);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return new ClassOutputs(this, this, this, learned().handle()).schema(schema);
    }

    @Override
    public ChainruleClassificationModel copy(ParamMap extra) {
        ChainruleClassificationModel copy = learned == null
                ? new ChainruleClassificationModel(uid)
                : new ChainruleClassificationModel(uid, learned);
        return copyValues(copy, extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new ModelWriter(DefaultParamsWritable.super.write(), model());
    }

    /**
     * Writes the model as a {@code .chainrule} file, which predicts without Spark.
     *
     * @param path on any file system that Hadoop knows; replaced if it exists
     * @throws UserException if it cannot be written
     */
    public void toChainruleFile(String path) {
        ModelPath.of(path, ModelPath.session()).write(model());
    }

    /**
     * A model of a {@code .chainrule} file, wherever it was trained. It reads columns by their names; for a column of vectors set {@code featuresCol}.
     *
     * @param path on any file system that Hadoop knows
     * @return the model
     * @throws UserException if there is no such file, it is damaged, or it is not for classes
     */
    public static ChainruleClassificationModel fromChainruleFile(String path) {
        ModelHandle handle = ModelPath.of(path, ModelPath.session()).read();
        return new ChainruleClassificationModel(Stages.uid("chainruleClassifier"), new Learned(handle));
    }

    /**
     * Reads models that were saved.
     *
     * @return a reader
     */
    public static MLReader<ChainruleClassificationModel> read() {
        return new ModelReader<>(ChainruleClassificationModel.class, ChainruleClassificationModel::attach);
    }

    /**
     * Reads a model that was saved.
     *
     * @param path the folder that it was saved to
     * @return the model
     */
    public static ChainruleClassificationModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return "ChainruleClassificationModel: uid=" + uid
                + (learned == null
                        ? ", no weights"
                        : ", numClasses=" + numClasses() + ", numFeatures=" + numFeatures());
    }
}

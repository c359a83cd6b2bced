import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import peers.Arguments;
import peers.Meter;
import peers.SyntheticData;
import peers.Workload;

/**
 * Spark's MultilayerPerceptronClassifier: sigmoid units, softmax, full-batch L-BFGS, double precision; A becomes two classes, the sign of its target.
 * A row counts once an L-BFGS iteration, line search included. The time of an iteration is the difference between a long fit and a fit of one iteration,
 * so that neither the start of Spark nor the copy of the data counts.
 */
public final class MlpcRunner {
    private static final int MOST_ITERATIONS = 100;
    private static final String NOTE = "double precision, sigmoid, full-batch L-BFGS";

    private MlpcRunner() {}

    public static void main(String[] words) {
        Arguments arguments = Arguments.parse(words);
        Workload workload = arguments.workload();
        SparkSession spark = SparkSession.builder()
                .master("local[" + arguments.threads() + "]")
                .appName("mlpc")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", arguments.threads())
                .getOrCreate();
        Dataset<Row> rows = rows(spark, workload, arguments.threads()).cache();
        rows.count();
        fit(workload, rows, 2); // warm-up: an iteration is at least an epoch
        Fit one = faster(fit(workload, rows, 1), fit(workload, rows, 1));
        Fit many = fit(workload, rows, 1 + iterations(one, arguments.seconds()));
        double rowsPerSecond =
                (many.iterations() - one.iterations()) * (double) workload.rows() / (many.seconds() - one.seconds());
        Meter.printLosses(many.firstLoss(), many.lastLoss());
        Meter.print(Meter.result(
                "mlpc", spark.version(), arguments, rowsPerSecond, many.iterations() - one.iterations(), NOTE));
        spark.stop();
    }

    /** How many iterations take about so many seconds, judged by a fit of one, which looks at all rows twice and copies them. */
    private static int iterations(Fit one, double seconds) {
        return (int) Math.max(3, Math.min(MOST_ITERATIONS, 3 * seconds / one.seconds()));
    }

    /** A disturbed short fit would make the difference too small, and Spark too fast. */
    private static Fit faster(Fit a, Fit b) {
        return a.seconds() < b.seconds() ? a : b;
    }

    private record Fit(double seconds, int iterations, double firstLoss, double lastLoss) {}

    private static Fit fit(Workload workload, Dataset<Row> rows, int iterations) {
        int[] widths = workload.widths();
        widths[widths.length - 1] = classes(workload);
        long started = System.nanoTime();
        MultilayerPerceptronClassificationModel model = new MultilayerPerceptronClassifier()
                .setLayers(widths)
                .setBlockSize(workload.batch())
                .setMaxIter(iterations)
                .setTol(0)
                .setSeed(1)
                .fit(rows);
        double seconds = (System.nanoTime() - started) / 1e9;
        double[] losses = model.summary().objectiveHistory();
        return new Fit(seconds, losses.length - 1, losses[0], losses[losses.length - 1]);
    }

    private static int classes(Workload workload) {
        return workload.regression() ? 2 : workload.outputs();
    }

    private static Dataset<Row> rows(SparkSession spark, Workload workload, int partitions) {
        List<Integer> numbers = new ArrayList<>();
        for (int n = 0; n < workload.rows(); n++) {
            numbers.add(n);
        }
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(numbers, partitions)
                .map(n -> row(workload, n));
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("label", DataTypes.DoubleType, false)
                        .add("features", SQLDataTypes.VectorType(), false));
    }

    private static Row row(Workload workload, int number) {
        float[] x = new float[workload.inputs()];
        float y = SyntheticData.row(workload, number, x);
        double[] features = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            features[i] = x[i];
        }
        double label = workload.regression() ? (y > 0 ? 1 : 0) : y;
        return RowFactory.create(label, Vectors.dense(features));
    }
}

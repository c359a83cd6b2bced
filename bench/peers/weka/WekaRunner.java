import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import peers.Arguments;
import peers.Loss;
import peers.Meter;
import peers.SyntheticData;
import peers.Workload;
import weka.classifiers.functions.MultilayerPerceptron;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.Version;

/**
 * Weka's MultilayerPerceptron: sigmoid units, a step after every row (it has neither batches nor Adam), double precision, one thread. It trains on the
 * first rows only, so that an epoch ends; since a row is a step, their number does not change the speed.
 */
public final class WekaRunner {
    /** Roughly a second's work, in multiplications. */
    private static final long WORK = 500_000_000L;

    private static final double LEARNING_RATE = 0.1;

    private WekaRunner() {}

    public static void main(String[] words) throws Exception {
        Arguments arguments = Arguments.parse(words);
        Workload workload = arguments.workload();
        Instances rows = instances(workload);
        MultilayerPerceptron perceptron = new MultilayerPerceptron();
        perceptron.setHiddenLayers(
                IntStream.of(workload.hidden()).mapToObj(String::valueOf).collect(Collectors.joining(",")));
        perceptron.setTrainingTime(Integer.MAX_VALUE);
        perceptron.setReset(false);
        perceptron.setNominalToBinaryFilter(false);
        perceptron.setLearningRate(LEARNING_RATE);
        perceptron.setMomentum(0);
        perceptron.setSeed(1);
        perceptron.initializeClassifier(rows);
        double first = loss(perceptron, rows);
        Meter meter = new Meter(rows.size(), arguments.seconds());
        while (meter.running() && perceptron.next()) {
            meter.trained(rows.size());
        }
        perceptron.done();
        Meter.printLosses(first, loss(perceptron, rows));
        meter.print("weka", Version.VERSION, arguments, "double precision, sigmoid, batch 1");
    }

    private static Instances instances(Workload workload) {
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < workload.inputs(); i++) {
            attributes.add(new Attribute("x" + i));
        }
        List<String> classes =
                IntStream.range(0, workload.outputs()).mapToObj(String::valueOf).toList();
        attributes.add(workload.regression() ? new Attribute("y") : new Attribute("y", classes));
        int count = (int) Math.min(workload.rows(), Math.max(8, WORK / 40 / weights(workload)));
        Instances rows = new Instances("synthetic", attributes, count);
        rows.setClassIndex(workload.inputs());
        float[] x = new float[workload.inputs()];
        for (int n = 0; n < count; n++) {
            double[] values = new double[workload.inputs() + 1];
            values[workload.inputs()] = SyntheticData.row(workload, n, x);
            for (int i = 0; i < x.length; i++) {
                values[i] = x[i];
            }
            rows.add(new DenseInstance(1, values));
        }
        return rows;
    }

    private static long weights(Workload workload) {
        int[] widths = workload.widths();
        return IntStream.range(1, widths.length)
                .mapToLong(l -> (long) widths[l - 1] * widths[l])
                .sum();
    }

    private static double loss(MultilayerPerceptron perceptron, Instances rows) throws Exception {
        double[][] predicted = new double[Math.min(Loss.ROWS, rows.size())][];
        double[] targets = new double[predicted.length];
        for (int n = 0; n < predicted.length; n++) {
            predicted[n] = perceptron.distributionForInstance(rows.get(n));
            targets[n] = rows.get(n).classValue();
        }
        return Loss.mean(predicted, targets);
    }
}

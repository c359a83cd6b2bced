import java.util.stream.IntStream;
import java.util.stream.Stream;
import peers.Arguments;
import peers.Batches;
import peers.Loss;
import peers.Meter;
import peers.SyntheticData;
import peers.Workload;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.MultilayerPerceptron;
import smile.base.mlp.OutputFunction;
import smile.math.TimeFunction;

/**
 * Smile: its multilayer perceptron on mini-batches, with RMSProp where the others take Adam, which it lacks; double precision. It works through a batch
 * row by row, so that only its matrix-vector products (OpenBLAS) can use threads.
 */
public final class SmileRunner {
    private SmileRunner() {}

    public static void main(String[] words) {
        Arguments arguments = Arguments.parse(words);
        Workload workload = arguments.workload();
        SyntheticData.Doubles data = SyntheticData.doubles(workload, 0, workload.rows());
        Model model = workload.regression() ? regression(workload) : classification(workload);
        double first = loss(model, data);
        Batches batches = new Batches(workload.rows(), workload.batch());
        Meter meter = new Meter(workload.rows(), arguments.seconds());
        while (meter.running()) {
            int[] rows = batches.next();
            double[][] x = new double[rows.length][];
            double[] y = new double[rows.length];
            for (int n = 0; n < rows.length; n++) {
                x[n] = data.x()[rows[n]];
                y[n] = data.y()[rows[n]];
            }
            model.update(x, y);
            meter.trained(workload.batch());
        }
        Meter.printLosses(first, loss(model, data));
        meter.print(
                "smile", "3.1.1", arguments, "double precision" + (workload.adam() ? ", RMSProp instead of Adam" : ""));
    }

    /** What Smile's regression and classification have in common, but not by type. */
    private interface Model {
        void update(double[][] x, double[] y);

        double[] predict(double[] x);
    }

    private static Model regression(Workload workload) {
        var perceptron = new smile.regression.MLP(layers(workload, Layer.mse(1, OutputFunction.LINEAR)));
        configure(perceptron, workload);
        return new Model() {
            @Override
            public void update(double[][] x, double[] y) {
                perceptron.update(x, y);
            }

            @Override
            public double[] predict(double[] x) {
                return new double[] {perceptron.predict(x)};
            }
        };
    }

    private static Model classification(Workload workload) {
        var perceptron =
                new smile.classification.MLP(layers(workload, Layer.mle(workload.outputs(), OutputFunction.SOFTMAX)));
        configure(perceptron, workload);
        return new Model() {
            @Override
            public void update(double[][] x, double[] y) {
                perceptron.update(
                        x, IntStream.range(0, y.length).map(n -> (int) y[n]).toArray());
            }

            @Override
            public double[] predict(double[] x) {
                double[] probabilities = new double[workload.outputs()];
                perceptron.predict(x, probabilities);
                return probabilities;
            }
        };
    }

    private static LayerBuilder[] layers(Workload workload, LayerBuilder output) {
        return Stream.of(
                        Stream.of(Layer.input(workload.inputs())),
                        IntStream.of(workload.hidden()).mapToObj(Layer::rectifier),
                        Stream.of(output))
                .flatMap(layer -> layer)
                .toArray(LayerBuilder[]::new);
    }

    private static void configure(MultilayerPerceptron perceptron, Workload workload) {
        perceptron.setLearningRate(TimeFunction.constant(workload.learningRate()));
        if (workload.adam()) {
            perceptron.setRMSProp(0.9, 1e-7);
        } else {
            perceptron.setMomentum(TimeFunction.constant(Workload.MOMENTUM));
        }
    }

    private static double loss(Model model, SyntheticData.Doubles data) {
        double[][] predicted = new double[Loss.ROWS][];
        double[] targets = new double[Loss.ROWS];
        for (int n = 0; n < Loss.ROWS; n++) {
            predicted[n] = model.predict(data.x()[n]);
            targets[n] = data.y()[n];
        }
        return Loss.mean(predicted, targets);
    }
}

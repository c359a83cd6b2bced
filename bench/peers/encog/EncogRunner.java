import java.util.Random;
import org.encog.Encog;
import org.encog.engine.network.activation.ActivationLinear;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSoftMax;
import org.encog.ml.data.basic.BasicMLData;
import org.encog.ml.data.basic.BasicMLDataPair;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.sgd.StochasticGradientDescent;
import org.encog.neural.networks.training.propagation.sgd.update.AdamUpdate;
import org.encog.neural.networks.training.propagation.sgd.update.MomentumUpdate;
import peers.Arguments;
import peers.Batches;
import peers.Loss;
import peers.Meter;
import peers.SyntheticData;
import peers.Workload;

/**
 * Encog: StochasticGradientDescent with Adam or momentum, on mini-batches; double precision and one thread (its threads serve full-batch training only).
 */
public final class EncogRunner {
    private EncogRunner() {}

    public static void main(String[] words) {
        Arguments arguments = Arguments.parse(words);
        Workload workload = arguments.workload();
        BasicMLDataSet rows = rows(workload);
        BasicNetwork network = network(workload);
        double first = loss(network, workload, rows);
        StochasticGradientDescent training = new StochasticGradientDescent(network, rows);
        training.setUpdateRule(workload.adam() ? new AdamUpdate() : new MomentumUpdate());
        training.setMomentum(Workload.MOMENTUM);
        // Adam does not care that Encog sums the gradient over the batch; momentum does.
        training.setLearningRate(
                workload.adam() ? workload.learningRate() : workload.learningRate() / workload.batch());
        Batches batches = new Batches(workload.rows(), workload.batch());
        Meter meter = new Meter(workload.rows(), arguments.seconds());
        while (meter.running()) {
            for (int row : batches.next()) {
                training.process(rows.get(row));
            }
            training.update();
            meter.trained(workload.batch());
        }
        Meter.printLosses(first, loss(network, workload, rows));
        meter.print("encog", Encog.VERSION, arguments, "double precision");
        Encog.getInstance().shutdown();
    }

    private static BasicNetwork network(Workload workload) {
        BasicNetwork network = new BasicNetwork();
        network.addLayer(new BasicLayer(null, true, workload.inputs()));
        for (int units : workload.hidden()) {
            network.addLayer(new BasicLayer(new ActivationReLU(), true, units));
        }
        network.addLayer(new BasicLayer(
                workload.regression() ? new ActivationLinear() : new ActivationSoftMax(), false, workload.outputs()));
        network.getStructure().finalizeStructure();
        initialize(network);
        return network;
    }

    /** He's rule: Encog's own start, uniform in [-1, 1], is far too wide for ReLU. */
    private static void initialize(BasicNetwork network) {
        Random random = new Random(1);
        for (int layer = 0; layer < network.getLayerCount() - 1; layer++) {
            int inputs = network.getLayerNeuronCount(layer);
            for (int to = 0; to < network.getLayerNeuronCount(layer + 1); to++) {
                for (int from = 0; from < inputs; from++) {
                    network.setWeight(layer, from, to, random.nextGaussian() * Math.sqrt(2.0 / inputs));
                }
                network.setWeight(layer, inputs, to, 0); // the bias
            }
        }
    }

    private static BasicMLDataSet rows(Workload workload) {
        SyntheticData.Doubles data = SyntheticData.doubles(workload, 0, workload.rows());
        BasicMLDataSet rows = new BasicMLDataSet();
        for (int n = 0; n < workload.rows(); n++) {
            double[] ideal = new double[workload.outputs()];
            if (workload.regression()) {
                ideal[0] = data.y()[n];
            } else {
                ideal[(int) data.y()[n]] = 1;
            }
            rows.add(new BasicMLDataPair(new BasicMLData(data.x()[n]), new BasicMLData(ideal)));
        }
        return rows;
    }

    private static double loss(BasicNetwork network, Workload workload, BasicMLDataSet rows) {
        double[][] predicted = new double[Loss.ROWS][];
        double[] targets = new double[Loss.ROWS];
        for (int n = 0; n < Loss.ROWS; n++) {
            predicted[n] = network.compute(rows.get(n).getInput()).getData().clone();
            double[] ideal = rows.get(n).getIdealArray();
            for (int k = 0; k < ideal.length; k++) {
                targets[n] += workload.regression() ? ideal[k] : k * ideal[k];
            }
        }
        return Loss.mean(predicted, targets);
    }
}

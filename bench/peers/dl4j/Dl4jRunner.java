import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import peers.Arguments;
import peers.Batches;
import peers.Meter;
import peers.SyntheticData;
import peers.Workload;

/**
 * Deeplearning4j: {@code MultiLayerNetwork.fit} on mini-batches that are cut once, before the clock starts; each epoch shuffles the batches, not the rows,
 * which spares it the gathering. Its momentum is Nesterov's; it has no other.
 */
public final class Dl4jRunner {
    private Dl4jRunner() {}

    public static void main(String[] words) {
        Arguments arguments = Arguments.parse(words);
        Workload workload = arguments.workload();
        MultiLayerNetwork network = network(workload);
        List<DataSet> batches = batches(workload);
        double first = network.score(batches.get(0));
        Random random = new Random(1);
        DataSet probe = batches.get(0);
        int next = 0;
        Meter meter = new Meter(workload.rows(), arguments.seconds());
        while (meter.running()) {
            if (next == 0) {
                Collections.shuffle(batches, random);
            }
            network.fit(batches.get(next));
            next = (next + 1) % batches.size();
            meter.trained(workload.batch());
        }
        Meter.printLosses(first, network.score(probe));
        NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
        meter.print(
                "dl4j", "1.0.0-M2.1", arguments, "instruction set " + ops.binaryLevel() + " of " + ops.optimalLevel());
        System.exit(0); // nd4j leaves threads behind
    }

    static MultiLayerNetwork network(Workload workload) {
        var builder = new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .updater(
                        workload.adam()
                                ? new Adam(workload.learningRate())
                                : new Nesterovs(workload.learningRate(), Workload.MOMENTUM))
                .list();
        int inputs = workload.inputs();
        for (int units : workload.hidden()) {
            builder.layer(new DenseLayer.Builder()
                    .nIn(inputs)
                    .nOut(units)
                    .activation(Activation.RELU)
                    .build());
            inputs = units;
        }
        builder.layer(new OutputLayer.Builder(workload.regression() ? LossFunction.MSE : LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(workload.outputs())
                .weightInit(WeightInit.XAVIER)
                .activation(workload.regression() ? Activation.IDENTITY : Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network = new MultiLayerNetwork(builder.build());
        network.init();
        return network;
    }

    private static List<DataSet> batches(Workload workload) {
        Batches rows = new Batches(workload.rows(), workload.batch());
        List<DataSet> batches = new ArrayList<>();
        for (int b = 0; b < workload.rows() / workload.batch(); b++) {
            int[] numbers = rows.next();
            float[][] x = new float[numbers.length][workload.inputs()];
            float[][] y = new float[numbers.length][workload.outputs()];
            for (int n = 0; n < numbers.length; n++) {
                float target = SyntheticData.row(workload, numbers[n], x[n]);
                if (workload.regression()) {
                    y[n][0] = target;
                } else {
                    y[n][(int) target] = 1;
                }
            }
            batches.add(new DataSet(Nd4j.createFromArray(x), Nd4j.createFromArray(y)));
        }
        return batches;
    }
}

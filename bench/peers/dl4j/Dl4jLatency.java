import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import peers.Latency;
import peers.Workload;

/** Deeplearning4j, one row at a time through {@code MultiLayerNetwork.output}. */
public final class Dl4jLatency {
    private Dl4jLatency() {}

    /** Arguments: WORKLOAD CALLS. */
    public static void main(String[] words) throws Exception {
        Workload workload = Workload.valueOf(words[0]);
        MultiLayerNetwork network = Dl4jRunner.network(workload);
        Latency.print("Deeplearning4j 1.0.0-M2.1", workload, Integer.parseInt(words[1]), row -> {
            INDArray output = network.output(Nd4j.createFromArray(new float[][] {row}));
            return output.toFloatVector();
        });
        System.exit(0); // nd4j leaves threads behind
    }
}

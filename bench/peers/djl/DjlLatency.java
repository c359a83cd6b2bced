import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import peers.Latency;
import peers.Workload;

/** DJL with PyTorch, one row at a time through a {@code Predictor} with a translator of its own, as its documentation shows. */
public final class DjlLatency {
    private DjlLatency() {}

    /** Arguments: WORKLOAD CALLS. */
    public static void main(String[] words) throws Exception {
        Workload workload = Workload.valueOf(words[0]);
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        SequentialBlock block = new SequentialBlock();
        for (int units : workload.hidden()) {
            block.add(Linear.builder().setUnits(units).build()).add(Activation.reluBlock());
        }
        block.add(Linear.builder().setUnits(workload.outputs()).build());
        try (Model model = Model.newInstance("perceptron")) {
            model.setBlock(block);
            block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, workload.inputs()));
            try (Predictor<float[], float[]> predictor = model.newPredictor(new Rows(workload.regression()))) {
                String title = "DJL " + Engine.getDjlVersion() + ", PyTorch "
                        + Engine.getInstance().getVersion();
                Latency.print(title, workload, Integer.parseInt(words[1]), predictor::predict);
            }
        }
    }

    private record Rows(boolean regression) implements Translator<float[], float[]> {
        @Override
        public NDList processInput(TranslatorContext context, float[] row) {
            return new NDList(context.getNDManager().create(row));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            NDArray o = outputs.singletonOrThrow();
            return (regression ? o : o.softmax(0)).toFloatArray();
        }

        @Override
        public Batchifier getBatchifier() {
            return Batchifier.STACK;
        }
    }
}

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import peers.Arguments;
import peers.Batches;
import peers.Meter;
import peers.SyntheticData;
import peers.Workload;

/** DJL with PyTorch: the trainer's own forward, loss, backward and step; no metrics, no listeners; each step's arrays freed at its end. */
public final class DjlRunner {
    private DjlRunner() {}

    public static void main(String[] words) {
        Arguments arguments = Arguments.parse(words);
        Workload workload = arguments.workload();
        System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(arguments.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Engine.getInstance().setRandomSeed(1);
        try (NDManager manager = NDManager.newBaseManager();
                Model model = Model.newInstance("perceptron");
                Trainer trainer = trainer(model, workload)) {
            SyntheticData.Floats data = SyntheticData.floats(workload, workload.rows());
            NDArray x = manager.create(data.x());
            NDArray y = workload.regression() ? manager.create(data.y()).reshape(-1, 1) : manager.create(data.y());
            int[] probe = new Batches(workload.rows(), peers.Loss.ROWS).next();
            double first = step(trainer, manager, x, y, probe, false);
            Batches batches = new Batches(workload.rows(), workload.batch());
            Meter meter = new Meter(workload.rows(), arguments.seconds());
            while (meter.running()) {
                step(trainer, manager, x, y, batches.next(), true);
                meter.trained(workload.batch());
            }
            Meter.printLosses(first, step(trainer, manager, x, y, probe, false));
            meter.print(
                    "djl",
                    Engine.getDjlVersion() + " pytorch " + Engine.getInstance().getVersion(),
                    arguments,
                    "");
        }
    }

    private static Trainer trainer(Model model, Workload workload) {
        SequentialBlock block = new SequentialBlock();
        for (int units : workload.hidden()) {
            block.add(Linear.builder().setUnits(units).build()).add(Activation.reluBlock());
        }
        block.add(Linear.builder().setUnits(workload.outputs()).build());
        model.setBlock(block);
        Tracker rate = Tracker.fixed((float) workload.learningRate());
        Optimizer optimizer = workload.adam()
                ? Optimizer.adam().optLearningRateTracker(rate).build()
                : Optimizer.sgd()
                        .setLearningRateTracker(rate)
                        .optMomentum((float) Workload.MOMENTUM)
                        .build();
        // L2Loss with weight 1: the mean of the squared errors.
        Loss loss = workload.regression() ? Loss.l2Loss("L2Loss", 1) : Loss.softmaxCrossEntropyLoss();
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer));
        trainer.initialize(new Shape(workload.batch(), workload.inputs()));
        return trainer;
    }

    /** A step, or only its loss; asking for the loss of every step would cost a step of training too. */
    private static double step(Trainer trainer, NDManager manager, NDArray x, NDArray y, int[] rows, boolean train) {
        try (NDManager sub = manager.newSubManager()) {
            NDIndex index = new NDIndex("{}", sub.create(rows));
            NDList input = new NDList(x.get(sub, index));
            NDList target = new NDList(y.get(sub, index));
            if (!train) {
                return trainer.getLoss()
                        .evaluate(target, trainer.evaluate(input))
                        .getFloat();
            }
            try (GradientCollector collector = trainer.newGradientCollector()) {
                collector.backward(trainer.getLoss().evaluate(target, trainer.forward(input)));
            }
            trainer.step();
            return Double.NaN;
        }
    }
}

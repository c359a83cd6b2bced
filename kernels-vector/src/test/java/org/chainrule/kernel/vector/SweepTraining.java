package org.chainrule.kernel.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.chainrule.data.ArrayDataset;
import org.chainrule.data.Dataset;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.Constant;
import org.chainrule.schedule.Cosine;
import org.chainrule.schedule.CosineLog;
import org.chainrule.schedule.Exponential;
import org.chainrule.schedule.FlatCosine;
import org.chainrule.schedule.LearningRateSchedule;
import org.chainrule.schedule.OneCycle;
import org.chainrule.schedule.ReduceOnPlateau;
import org.chainrule.schedule.StepDecay;
import org.chainrule.schedule.Warmup;
import org.chainrule.testing.Draws;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.chainrule.testing.SlowDataset;
import org.chainrule.testing.WeightHash;
import org.chainrule.train.ParameterGroups;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;

/**
 * One of the trainings whose bits must be the same everywhere. Together they hold every layer, activation, likelihood, optimiser, schedule and clipping
 * ({@link SameBitsTest} asserts it), first layers wide enough for a stage of their own, and every way to gather batches.
 *
 * @param number        from 0; everything is drawn from it
 * @param problem       network, likelihood, rows
 * @param configuration how it is trained, but for the threads
 */
record SweepTraining(int number, TrainingProblem problem, TrainingConfiguration configuration) {
    /** How many there are. */
    static final int COUNT = 23;

    /** A wide first layer with batch normalisation and dropout behind it, in mini-batches by AdamW. */
    static final int REPRESENTATIVE = 11;

    /** From here on networks of the published recipes. */
    private static final int FIRST_RECIPE = 20;

    /** In the order in which they are taken in turn; with few epochs, so they act at once. */
    static final List<LearningRateSchedule> SCHEDULES = List.of(
            new Constant(),
            new StepDecay(0.5, 1),
            new Exponential(0.9),
            new Cosine(0.01),
            OneCycle.defaults(),
            new Warmup(0.25, new Cosine(0)),
            new ReduceOnPlateau(0.5, 1, 0.001));

    static final List<Clipping> CLIPPINGS = List.of(Clipping.byNorm(0.5), Clipping.NONE, Clipping.byValue(0.02));

    /** Widths of first layers with a stage of their own: 8, 7, 9 and 10 panels, which 2, 3, 4 and 7 threads share evenly or not. */
    private static final int[] WIDE = {450, 448, 513, 580};

    private static final int WIDE_INPUTS = 80;
    private static final Sizes SIZES = new Sizes(3, 75, 50, 90);
    /** For L-BFGS over more rows than go through at once. */
    private static final Sizes MANY_ROWS = new Sizes(3, 12, 1100, 1100);

    /** How a training runs, which must not matter. */
    enum Run {
        ONE_THREAD(1, false),
        TWO_THREADS(2, false),
        THREE_THREADS(3, false),
        FOUR_THREADS(4, false),
        SEVEN_THREADS(7, false),
        /** The engine chooses threads; where it leaves a core, that one reads ahead. */
        AUTOMATIC(0, false),
        READ_AHEAD(3, true);

        private final int threads;
        private final boolean readAhead;

        Run(int threads, boolean readAhead) {
            this.threads = threads;
            this.readAhead = readAhead;
        }
    }

    static List<SweepTraining> all() {
        return IntStream.range(0, COUNT).mapToObj(SweepTraining::of).toList();
    }

    static SweepTraining of(int number) {
        boolean fullBatch = number == 14 || number == 15;
        RandomProblem drawn = RandomProblem.draw(number, number == 15 ? MANY_ROWS : SIZES);
        List<Layer> front = front(number, drawn.network().inputs());
        ArrayDataset data = drawn.dataset();
        Network network = drawn.network();
        if (number >= FIRST_RECIPE) {
            network = RecipeNetworks.of(number - FIRST_RECIPE, network.inputs(), network.outputs());
        } else if (!front.isEmpty()) {
            List<Layer> layers = new ArrayList<>(front);
            layers.addAll(drawn.network().layers());
            network = new Network(WIDE_INPUTS, layers);
            data = withInputs(drawn, number);
        }
        List<Optimizer> rules = Optimizers.all();
        TrainingConfiguration configuration = TrainingConfiguration.of(
                        rules.get(number % rules.size()), 2e-3, fullBatch ? 4 : 3, 1000 + number)
                .withBatchSize(16 + number % 4 * 7)
                .withSchedule(SCHEDULES.get(number % SCHEDULES.size()))
                .withClipping(CLIPPINGS.get(number % CLIPPINGS.size()))
                .withPenalties(number % 4 == 1 ? 1e-4 : 0, number % 4 < 2 ? 1e-3 : 0);
        if (number == 16) {
            configuration = configuration.withSchedule(new FlatCosine());
        } else if (number == 17) {
            configuration = recipe(configuration);
        }
        if (fullBatch) {
            configuration = configuration.withLBfgs(LBfgs.defaults());
        }
        // Every other one keeps the best epoch by validation rows, here those of the training themselves
        ArrayDataset validation = number % 2 == 0 ? data : null;
        return new SweepTraining(
                number, new TrainingProblem(network, drawn.likelihood(), data, validation, null, null), configuration);
    }

    /** What the published recipes ask of the trainer. */
    private static TrainingConfiguration recipe(TrainingConfiguration configuration) {
        return configuration
                .withSchedule(new CosineLog(4))
                .withWeightDecaySchedule(new FlatCosine())
                .withDropoutSchedule(new FlatCosine())
                .withGroups(ParameterGroups.parse("weight=2:0.5,bias=0.1:1"))
                .withDropLastBatch(true);
    }

    /** Layers before those that were drawn, for some numbers: a wide first layer for one in five, several panels in the middle for two. */
    private static List<Layer> front(int number, int width) {
        Activation activation = RandomProblem.ACTIVATIONS.get((3 * number) % RandomProblem.ACTIVATIONS.size());
        Dense back = new Dense(width, true, Initializer.LECUN_NORMAL);
        if (number < FIRST_RECIPE && number % 5 == 1) {
            Dense wide = new Dense(WIDE[number / 5], number % 2 == 1, Initializer.HE_NORMAL);
            Layer normalization = number % 3 == 2 ? new BatchNormalization() : new LayerNormalization();
            return List.of(wide, normalization, new Activate(activation), new Dropout(0.25), back);
        }
        if (number == 7 || number == 12) {
            return List.of(
                    new Dense(100, number == 7, Initializer.HE_NORMAL),
                    new Activate(Activation.RELU),
                    new Dense(270 + number, number == 12, Initializer.HE_NORMAL),
                    new BatchNormalization(),
                    new Activate(activation),
                    back);
        }
        return List.of();
    }

    private static ArrayDataset withInputs(RandomProblem drawn, int number) {
        Draws draws = new Draws(77 + number);
        int targets = drawn.y().length / drawn.rows();
        double[][] x = new double[drawn.rows()][];
        double[][] y = new double[drawn.rows()][targets];
        for (int n = 0; n < x.length; n++) {
            x[n] = draws.normals(WIDE_INPUTS, 1);
            System.arraycopy(drawn.y(), n * targets, y[n], 0, targets);
        }
        return new ArrayDataset(x, y, drawn.weights());
    }

    /** SHA-256 of weights and running statistics, and that of the losses of all epochs. */
    String hashes(Run run) {
        Dataset rows = run.readAhead ? new SlowDataset(problem.training()) : problem.training();
        TrainingProblem ran =
                new TrainingProblem(problem.network(), problem.likelihood(), rows, problem.validation(), null, null);
        TrainingResult result = Trainer.train(ran, configuration.withThreads(run.threads));
        double[] losses = result.history().stream()
                .flatMapToDouble(epoch -> DoubleStream.of(epoch.trainingLoss(), epoch.validationLoss()))
                .toArray();
        return WeightHash.of(result.network()) + " " + WeightHash.of(losses);
    }

    /** What it consists of, for people. */
    String description() {
        String rule = configuration.lbfgs() == null ? Optimizers.spec(configuration.optimizer()) : "lbfgs";
        return problem.likelihood().spec() + ", " + rule + ", "
                + problem.network().inputs() + " inputs, "
                + problem.network().layers().size() + " layers";
    }
}

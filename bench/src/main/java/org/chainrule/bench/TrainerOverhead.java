package org.chainrule.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.metric.LogLoss;
import org.chainrule.metric.Metric;
import org.chainrule.metric.Rmse;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingProblem;

/**
 * What the trainer costs: an epoch of it, with validation rows, a metric, early stopping and a listener, against the bare step over as many batches. They
 * take turns: the bare epochs run inside the listener, while the trainer waits.
 */
final class TrainerOverhead implements Command {
    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String purpose() {
        return "what the full trainer costs over the bare step";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("workload", new Meaning("A32, A256, B or C", "B"));
        options.put("rows", new Meaning("training rows, 0 for the workload's", "0"));
        options.put("validation", new Meaning("validation rows", "10000"));
        options.put("threads", new Meaning("threads of a step", "2"));
        options.put("rounds", new Meaning("interleaved epochs, after two to warm up", "9"));
        return options;
    }

    /**
     * Seconds of an epoch, medians over the rounds.
     *
     * @param step       the bare step, the batch being in place
     * @param withGather the bare step and the copying of its batch
     * @param validation a bare forward pass over the validation rows, with the copying
     * @param steps      the trainer's steps, as its rows per second count them
     * @param epoch      the trainer's whole epoch: shuffling, steps, events, validation, metric, keeping the best weights
     */
    record Epochs(double step, double withGather, double validation, double steps, double epoch) {
        double overheadOfSteps() {
            return steps / withGather - 1;
        }

        double overheadOfEpoch() {
            return epoch / (withGather + validation) - 1;
        }
    }

    @Override
    public int run(Options options, PrintStream out) {
        Machine.print(out);
        Workload workload = Workload.named(options.text("workload"));
        if (options.integer("rows") > 0) {
            workload = workload.withRows(options.integer("rows"));
        }
        Epochs epochs =
                measure(workload, options.integer("validation"), options.integer("threads"), options.integer("rounds"));
        MarkdownTable table = new MarkdownTable(
                workload.name() + ", " + workload.rows() + " rows, " + options.text("threads") + " threads",
                "ms an epoch",
                "overhead");
        table.add("bare step, batch in place", 1e3 * epochs.step(), "");
        table.add("bare step and gathering", 1e3 * epochs.withGather(), "");
        table.add("the trainer's steps", 1e3 * epochs.steps(), MarkdownTable.percent(epochs.overheadOfSteps()));
        table.add("bare, and forward over the validation rows", 1e3 * (epochs.withGather() + epochs.validation()), "");
        table.add("the trainer's whole epoch", 1e3 * epochs.epoch(), MarkdownTable.percent(epochs.overheadOfEpoch()));
        out.print(table);
        out.printf(
                "the trainer's steps over the bare step with its batch in place: %s%n",
                MarkdownTable.percent(epochs.steps() / epochs.step() - 1));
        return 0;
    }

    static Epochs measure(Workload workload, int validationRows, int threads, int rounds) {
        SyntheticRows training = workload.data(workload.rows(), 1);
        SyntheticRows validation = workload.data(validationRows, 2);
        Metric metric = workload.classes() > 0 ? new LogLoss() : new Rmse();
        TrainingProblem problem =
                new TrainingProblem(workload.network(), workload.likelihood(), training, validation, metric, null);
        int warmUp = 2;
        TrainingConfiguration how = TrainingConfiguration.of(workload.rule(), 1e-4, rounds + warmUp, 7)
                .withBatchSize(workload.batch())
                .withThreads(threads)
                .withPatience(rounds + warmUp);
        try (BareStep bare = new BareStep(workload, threads)) {
            Interleaved listener = new Interleaved(workload, bare, training, validation);
            Trainer.train(problem, how, listener);
            return listener.medians(warmUp);
        }
    }

    /** Notes the trainer's times and runs the bare epochs between its own. */
    private static final class Interleaved implements TrainingListener {
        private final Workload workload;
        private final BareStep bare;
        private final SyntheticRows training;
        private final SyntheticRows validation;
        private final int[] order;
        private final List<double[]> rounds = new ArrayList<>();
        private long resumed;

        Interleaved(Workload workload, BareStep bare, SyntheticRows training, SyntheticRows validation) {
            this.workload = workload;
            this.bare = bare;
            this.training = training;
            this.validation = validation;
            this.order = shuffled(training.rows());
        }

        /** An order without locality, as a shuffle's. */
        private static int[] shuffled(int rows) {
            int[] order = new int[rows];
            var random = org.chainrule.random.CounterRandom.of(9, org.chainrule.random.CounterRandom.Stream.SHUFFLE, 1);
            for (int n = 0; n < rows; n++) {
                int other = random.below(n, n + 1);
                order[n] = order[other];
                order[other] = n;
            }
            return order;
        }

        @Override
        public void on(TrainingEvent event) {
            long now = System.nanoTime();
            if (event instanceof EpochFinished epoch) {
                rounds.add(new double[] {
                    bareEpoch(false),
                    bareEpoch(true),
                    validationPass(),
                    training.rows() / epoch.rowsPerSecond(),
                    (now - resumed) / 1e9
                });
            }
            resumed = System.nanoTime();
        }

        private double bareEpoch(boolean gather) {
            long start = System.nanoTime();
            for (int from = 0; from < order.length; from += workload.batch()) {
                int count = Math.min(workload.batch(), order.length - from);
                if (gather || from == 0 || count < workload.batch()) {
                    bare.gather(training, order, from, count);
                }
                bare.step();
            }
            return (System.nanoTime() - start) / 1e9;
        }

        private double validationPass() {
            long start = System.nanoTime();
            int[] inOrder =
                    java.util.stream.IntStream.range(0, validation.rows()).toArray();
            for (int from = 0; from < inOrder.length; from += workload.batch()) {
                int count = Math.min(workload.batch(), inOrder.length - from);
                bare.gather(validation, inOrder, from, count);
                bare.forward();
            }
            return (System.nanoTime() - start) / 1e9;
        }

        Epochs medians(int warmUp) {
            double[] medians = new double[5];
            for (int i = 0; i < medians.length; i++) {
                int which = i;
                medians[i] = Timing.median(rounds.stream()
                        .skip(warmUp)
                        .mapToDouble(round -> round[which])
                        .toArray());
            }
            return new Epochs(medians[0], medians[1], medians[2], medians[3], medians[4]);
        }
    }
}

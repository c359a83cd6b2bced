package org.chainrule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Network;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingProblem;

/**
 * Time and memory of training against rows, width, depth, batch and threads, one of them at a time. Each point runs in a process of its own, since memory that
 * a process had once it does not give back.
 */
final class Scaling implements Command {
    /** One training: the number of rows, the width of the input and of every hidden layer, the number of these, and how. */
    record Point(int rows, int width, int depth, int batch, int threads) {
        static final List<String> AXES = List.of("rows", "width", "depth", "batch", "threads");

        Point with(String axis, int value) {
            return new Point(
                    axis.equals("rows") ? value : rows,
                    axis.equals("width") ? value : width,
                    axis.equals("depth") ? value : depth,
                    axis.equals("batch") ? value : batch,
                    axis.equals("threads") ? value : threads);
        }

        Network network() {
            Integer[] hidden = new Integer[depth];
            Arrays.fill(hidden, width);
            return Workload.perceptron(width, List.of(hidden), 10);
        }

        String text() {
            return rows + "," + width + "," + depth + "," + batch + "," + threads;
        }
    }

    /** What was measured at a point; memory in megabytes. */
    record Result(double rowsPerSecond, double heap, double resident) {}

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public String purpose() {
        return "time and memory against rows, width, depth, batch and threads";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("rows", new Meaning("values", "4096,16384,65536,262144"));
        options.put("width", new Meaning("values", "32,64,128,256,512,1024"));
        options.put("depth", new Meaning("values", "1,2,4,8,16"));
        options.put("batch", new Meaning("values", "8,32,128,512,2048"));
        options.put("threads", new Meaning("values", "1,2,3,4"));
        options.put("base", new Meaning("rows,width,depth,batch,threads while another varies", "16384,256,2,128,2"));
        options.put("seconds", new Meaning("measured time of a point", "2"));
        options.put("out", new Meaning("folder for the picture scaling.png; empty for none", ""));
        options.put("point", new Meaning("one point only, in this process", ""));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws IOException, InterruptedException {
        double seconds = options.number("seconds");
        if (!options.text("point").isEmpty()) {
            Result result = measure(point(options, "point"), seconds);
            out.println(result.rowsPerSecond() + " " + result.heap() + " " + result.resident());
            return 0;
        }
        Machine.print(out);
        Point base = point(options, "base");
        ScalingChart chart = new ScalingChart();
        for (String axis : Point.AXES) {
            int[] values = options.integers(axis);
            Result[] results = new Result[values.length];
            MarkdownTable table = new MarkdownTable(
                    axis, "rows/s", "us a step", "s an epoch", "GFLOP/s", "heap, MB", "peak resident, MB");
            for (int i = 0; i < values.length; i++) {
                Point point = base.with(axis, values[i]);
                results[i] = inOwnProcess(point, seconds);
                double rate = results[i].rowsPerSecond();
                table.add(
                        values[i],
                        rate,
                        1e6 * point.batch() / rate,
                        point.rows() / rate,
                        rate * Workload.flopPerRow(point.network()) / 1e9,
                        results[i].heap(),
                        results[i].resident());
            }
            out.println("Against " + axis + ", from rows,width,depth,batch,threads = " + base.text() + ":\n");
            out.println(table);
            chart.add(axis, values, results);
        }
        if (!options.text("out").isEmpty()) {
            out.println("wrote " + chart.save(Path.of(options.text("out"))));
        }
        return 0;
    }

    private static Point point(Options options, String option) {
        int[] numbers = options.integers(option);
        if (numbers.length != Point.AXES.size()) {
            throw new Options.WrongUsage(
                    "--" + option + " expects " + String.join(",", Point.AXES) + ", found " + options.text(option));
        }
        return new Point(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    static Result measure(Point point, double seconds) {
        Workload workload = new Workload(
                "scaling", point.network(), 10, "adam", Math.min(point.batch(), point.rows()), point.rows());
        Clock clock = new Clock(seconds);
        TrainingConfiguration how = TrainingConfiguration.of(workload.rule(), 1e-4, 1 << 20, 7)
                .withBatchSize(workload.batch())
                .withThreads(point.threads());
        Trainer.train(
                new TrainingProblem(workload.network(), workload.likelihood(), workload.data(point.rows(), 1)),
                how,
                () -> clock.done,
                clock);
        return new Result(
                workload.batch() / Timing.median(clock.stepSeconds()), clock.heap, Machine.peakKilobytes() / 1024.0);
    }

    /** Warms up for half of the time, then notes each step's; looks at the heap at the end, while everything is alive. */
    private static final class Clock implements TrainingListener {
        private final double seconds;
        private final List<Long> steps = new ArrayList<>();
        private long begin;
        private long last;
        private boolean done;
        private double heap;

        Clock(double seconds) {
            this.seconds = seconds;
        }

        @Override
        public void on(TrainingEvent event) {
            long now = System.nanoTime();
            if (event instanceof TrainingEvent.Started) {
                begin = now;
            } else if (event instanceof TrainingEvent.StepFinished step && !done) {
                // The first step of an epoch has the end of the last one in it.
                if (now - begin > 0.5e9 * seconds && step.step() > 1) {
                    steps.add(now - last);
                }
                if (now - begin > 1.5e9 * seconds && steps.size() >= 3) {
                    heap = Machine.heapBytes() / 1048576.0;
                    done = true;
                }
            }
            last = System.nanoTime();
        }

        @Override
        public boolean hearsSteps() {
            return true;
        }

        double[] stepSeconds() {
            return steps.stream().mapToDouble(nanos -> nanos / 1e9).toArray();
        }
    }

    private static Result inOwnProcess(Point point, double seconds) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("scaling", "--point", point.text(), "--seconds", String.valueOf(seconds)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the process of point " + point.text() + " failed with exit code "
                    + process.exitValue() + "; its message is above");
        }
        String[] lines = text.strip().split("\n", -1);
        String[] numbers = lines[lines.length - 1].split(" ", -1);
        return new Result(
                Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2]));
    }
}

package org.chainrule.bench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks and prints each as a share of the peak that the same run measured: of the fma peak, or of the stream for elementwise kernels. */
final class JmhCommand implements Command {
    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public String purpose() {
        return "JMH: kernels, steps and predictions, each as a share of the peak of the same run";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("include", new Meaning("regular expression: Product, Elementwise, Step, Predict, Row", ".*"));
        options.put("param", new Meaning("NAME=VALUE[,VALUE] restricts a parameter; several with ;", ""));
        options.put("forks", new Meaning("processes for each; 0 is for trying out", "1"));
        options.put("warmup", new Meaning("iterations to warm up", "4"));
        options.put("iterations", new Meaning("iterations that count", "6"));
        options.put("millis", new Meaning("milliseconds of an iteration", "500"));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws RunnerException {
        Machine.print(out);
        out.print(table(measure(options)));
        return 0;
    }

    private static Collection<RunResult> measure(Options options) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(options.integer("millis"));
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include("org\\.chainrule\\.bench\\.PeakBenchmark\\.")
                .include("org\\.chainrule\\.bench\\.(?!Peak).*(?:" + options.text("include") + ")")
                .mode(Mode.Throughput)
                .timeUnit(TimeUnit.SECONDS)
                .forks(options.integer("forks"))
                .warmupIterations(options.integer("warmup"))
                .warmupTime(iteration)
                .measurementIterations(options.integer("iterations"))
                .measurementTime(iteration)
                .verbosity(options.integer("forks") == 0 ? VerboseMode.SILENT : VerboseMode.NORMAL);
        for (String restriction : options.text("param").split(";", -1)) {
            int equals = restriction.indexOf('=');
            if (equals > 0) {
                builder.param(
                        restriction.substring(0, equals),
                        restriction.substring(equals + 1).split(",", -1));
            }
        }
        return new Runner(builder.build()).run();
    }

    private static MarkdownTable table(Collection<RunResult> results) {
        double peak = 0;
        double stream = 0;
        for (RunResult result : results) {
            if (result.getParams().getBenchmark().contains("PeakBenchmark")) {
                peak = Math.max(peak, counter(result, "flop"));
                stream = Math.max(stream, counter(result, "elements"));
            }
        }
        MarkdownTable table = new MarkdownTable("benchmark", "us", "+- %", "speed", "share");
        for (RunResult result : results) {
            Result<?> primary = result.getPrimaryResult();
            double threads = Double.parseDouble(orOne(result.getParams().getParam("threads")));
            double flop = counter(result, "flop");
            double elements = counter(result, "elements");
            boolean elementwise = elements > 0;
            table.add(
                    label(result.getParams()),
                    1e6 / primary.getScore(),
                    100 * primary.getScoreError() / primary.getScore(),
                    MarkdownTable.shown((elementwise ? elements : flop) / 1e9)
                            + (elementwise ? " elements/ns" : " GFLOP/s"),
                    MarkdownTable.percent(elementwise ? elements / stream : flop / (threads * peak))
                            + (elementwise ? " of stream" : " of fma peak"));
        }
        return table;
    }

    private static String orOne(@org.jspecify.annotations.Nullable String number) {
        return number == null ? "1" : number;
    }

    /** What JMH counted per second. */
    private static double counter(RunResult result, String name) {
        Result<?> counted = result.getSecondaryResults().get(name);
        return counted == null ? 0 : counted.getScore();
    }

    private static String label(BenchmarkParams params) {
        String name = params.getBenchmark().replaceAll("^.*\\.(\\w+)Benchmark\\.(\\w+)$", "$1 $2");
        return name
                + params.getParamsKeys().stream()
                        .map(key -> " " + params.getParam(key))
                        .collect(Collectors.joining());
    }
}

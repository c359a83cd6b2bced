package org.chainrule.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.chainrule.bench.ShardStudyRun.Outcome;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.train.Rounds;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/** What training on shards costs in quality and in rounds, for each way to train, without a cluster: shards of this JVM give the same bits. */
final class ShardStudy implements Command {
    private static final List<String> HEADER = List.of(
            "table",
            "preset",
            "way",
            "shards",
            "seed",
            "local batch",
            "steps/epoch",
            "epochs",
            "best",
            "rounds",
            "metric",
            "value",
            "log loss",
            "seconds");

    private static final int METRIC = HEADER.indexOf("metric");

    /** One training that is asked for. */
    private record Asked(String table, String preset, String way, int shards, int seed) {}

    @Override
    public String name() {
        return "shards";
    }

    @Override
    public String purpose() {
        return "quality and rounds of training on 1 to 256 shards, for each way to train";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("data", new Meaning("folder of the development tables", ""));
        options.put("tables", new Meaning("names", String.join(",", ShardStudyTables.NAMES)));
        options.put("presets", new Meaning("names, such as fast,default", "fast"));
        options.put(
                "ways",
                new Meaning(
                        "synchronous, local (averages), diloco (outer Nesterov), lbfgs",
                        "synchronous,local,diloco,lbfgs"));
        options.put("shards", new Meaning("how many", "1,4,16,64,256"));
        options.put("steps", new Meaning("local steps of a round; 0 for the default", "0"));
        options.put("outer-rate", new Meaning("outer learning rate of diloco", "0.7"));
        options.put("outer-momentum", new Meaning("outer momentum of diloco", "0.9"));
        options.put("epochs", new Meaning("epochs instead of the preset's; TABLE=N,...", "mnist=2"));
        options.put("iterations", new Meaning("of lbfgs; TABLE=N,...", "adult=40,california=40,mnist=12"));
        options.put("local-batch", new Meaning("rows of a shard's step instead of the default", ""));
        options.put("seeds", new Meaning("seeds 0 to N-1", "1"));
        options.put("judge", new Meaning("rows to be judged on: validation or test", "validation"));
        options.put("jobs", new Meaning("trainings at a time, each on one thread", "2"));
        options.put("work", new Meaning("folder for mnist as CSV", System.getProperty("java.io.tmpdir")));
        options.put("out", new Meaning("folder for shards.tsv and shards.png; empty for none", ""));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws Exception {
        if (options.text("data").isEmpty()) {
            throw new Options.WrongUsage("--data FOLDER is needed: the folder of the development tables");
        }
        Machine.print(out);
        long started = System.nanoTime();
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        for (String table : names(options, "tables")) {
            for (String preset : names(options, "presets")) {
                for (boolean lbfgs : new boolean[] {false, true}) {
                    study(options, table, preset, lbfgs, lines);
                }
            }
        }
        MarkdownTable shown = new MarkdownTable(HEADER.toArray(String[]::new));
        lines.stream().skip(1).forEach(line -> shown.add(line.toArray()));
        out.print(shown);
        out.printf(Locale.ROOT, "%.0f s in all%n", (System.nanoTime() - started) / 1e9);
        if (!options.text("out").isEmpty()) {
            Path folder = Path.of(options.text("out"));
            Files.createDirectories(folder);
            List<String> text =
                    lines.stream().map(line -> String.join("\t", line)).toList();
            Files.write(folder.resolve("shards.tsv"), text, StandardCharsets.UTF_8);
            ShardStudyChart chart = new ShardStudyChart();
            lines.stream()
                    .skip(1)
                    .forEach(line -> chart.add(
                            line.get(0) + ", " + line.get(1),
                            line.get(METRIC),
                            line.get(2),
                            Integer.parseInt(line.get(3)),
                            line.get(METRIC + 1)));
            out.println("written: " + chart.save(folder));
        }
        return 0;
    }

    private static List<String> names(Options options, String name) {
        return Stream.of(options.text(name).split(",", -1))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** All trainings of a table and a preset, those by L-BFGS or all others. */
    private static void study(Options options, String table, String preset, boolean lbfgs, List<List<String>> lines)
            throws Exception {
        ShardStudyTables tables = new ShardStudyTables(Path.of(options.text("data")), Path.of(options.text("work")));
        List<String> ways = names(options, "ways").stream()
                .filter(way -> way.equals("lbfgs") == lbfgs)
                .toList();
        Table test = options.text("judge").equals("test") ? Table.read(tables.file(table, "test")) : null;
        for (int seed = 0; seed < options.integer("seeds") && !ways.isEmpty(); seed++) {
            TrainOptionsBuilder how = tables.options(table).preset(preset).seed(seed);
            Integer epochs = count(options, lbfgs ? "iterations" : "epochs", table);
            if (lbfgs) {
                how.optimizer("lbfgs").patience(0);
            }
            if (epochs != null) {
                how.epochs(epochs);
            }
            try (PreparedTraining prepared =
                    PreparedTraining.of(Table.read(tables.file(table, "train")), how.build())) {
                List<Asked> asked = new ArrayList<>();
                for (String way : ways) {
                    for (int shards : options.integers("shards")) {
                        asked.add(new Asked(table, preset, way, shards, seed));
                    }
                }
                lines.addAll(all(options, prepared, asked, test));
            }
        }
    }

    private static @Nullable Integer count(Options options, String option, String table) {
        for (String entry : names(options, option)) {
            if (entry.startsWith(table + "=")) {
                return Integer.valueOf(entry.substring(table.length() + 1));
            }
        }
        return null;
    }

    private static List<List<String>> all(
            Options options, PreparedTraining prepared, List<Asked> asked, @Nullable Table test)
            throws InterruptedException, ExecutionException {
        TrainedNetwork start = ShardStudyRun.start(prepared.problem(), prepared.configuration());
        ExecutorService threads = Executors.newFixedThreadPool(options.integer("jobs"));
        try {
            List<Future<List<String>>> results = new ArrayList<>();
            for (Asked one : asked) {
                results.add(threads.submit(() -> one(options, prepared, start, one, test)));
            }
            List<List<String>> lines = new ArrayList<>();
            for (Future<List<String>> result : results) {
                lines.add(result.get());
            }
            return lines;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> one(
            Options options, PreparedTraining prepared, TrainedNetwork start, Asked asked, @Nullable Table test) {
        Rounds rounds =
                switch (asked.way()) {
                    case "synchronous" -> new Rounds.Synchronous();
                    case "local" -> new Rounds.LocalSteps(options.integer("steps"), 1, 0);
                    case "diloco" ->
                        new Rounds.LocalSteps(
                                options.integer("steps"),
                                options.number("outer-rate"),
                                options.number("outer-momentum"));
                    case "lbfgs" -> new Rounds.FullBatch();
                    default -> throw new Options.WrongUsage("there is no way to train " + asked.way());
                };
        TrainingConfiguration configuration = prepared.configuration();
        if (!options.text("local-batch").isEmpty()) {
            configuration = configuration.withBatchSize(options.integer("local-batch") * asked.shards());
        }
        Outcome outcome = ShardStudyRun.run(prepared, configuration, start, rounds, asked.shards(), test);
        List<String> line = line(asked, outcome);
        System.err.println(String.join(" ", line));
        return line;
    }

    private static List<String> line(Asked asked, Outcome outcome) {
        String metric = asked.table().equals("california") ? "rmse" : "accuracy";
        return List.of(
                asked.table(),
                asked.preset(),
                asked.way(),
                String.valueOf(asked.shards()),
                String.valueOf(asked.seed()),
                String.valueOf(outcome.localBatch()),
                String.valueOf(outcome.steps()),
                String.valueOf(outcome.epochs()),
                String.valueOf(outcome.bestEpoch()),
                String.valueOf(outcome.rounds()),
                metric,
                number(outcome.metrics().get(metric)),
                number(outcome.metrics().get("logLoss")),
                String.format(Locale.ROOT, "%.1f", outcome.seconds()));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
    }
}

package org.chainrule.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.chainrule.report.Report;
import org.chainrule.report.TrainingReport;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.error.ShellText;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainingOutline;
import org.chainrule.tabular.run.TrainingRun;
import org.chainrule.train.TrainingEvent.Resumed;
import org.chainrule.train.TrainingEvent.Started;
import org.chainrule.train.TrainingEvent.Warned;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule train}: from a table to a model file and a report. */
@Command(
        name = "train",
        description = "Trains a network on a table and writes a model file and a report.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  chainrule train penguins.csv --target species",
            "  chainrule train \"sql:SELECT * FROM 'sales/*.parquet' ORDER BY day\" --target price \\",
            "      --hidden 256,128 --epochs 50 --model price.chainrule --json",
            "Ctrl-C ends the training and keeps the best weights so far; with --checkpoint DIR it",
            "can be gone on with, whatever ended it: the same command with --resume."
        })
final class TrainCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    private final Console console;
    private final String[] arguments;

    @Parameters(
            index = "0",
            paramLabel = "DATA",
            description = "CSV, TSV, Parquet or JSON lines (gzip too), sql:QUERY, or jdbc:URL|QUERY.")
    private String data = "";

    @Mixin
    private TrainingArguments training = new TrainingArguments();

    @Mixin
    private CheckpointArguments checkpoints = new CheckpointArguments();

    @Option(
            names = "--config",
            paramLabel = "FILE.yaml",
            description = "Options by name, one a line (batchSize: 64); the command line wins.")
    @SuppressWarnings("UnusedVariable") // for the help: ConfigFile reads the file before picocli the arguments
    private @Nullable String config;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Where to write the model, usually ${DEFAULT-VALUE}.",
            defaultValue = "model.chainrule")
    private Path model = Path.of("model.chainrule");

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Where to write the report, usually ${DEFAULT-VALUE}.",
            defaultValue = "report.html")
    private Path report = Path.of("report.html");

    @Option(names = "--no-report", description = "Write no report.")
    private boolean noReport;

    @Option(names = "--studio", description = "Show the training in the browser while it runs, on this machine alone.")
    private boolean studio;

    @Option(
            names = "--studio-port",
            paramLabel = "N",
            converter = Converters.Port.class,
            description = "Port of --studio, usually the first free one from 8181 on.")
    private @Nullable Integer studioPort;

    @Option(
            names = "--no-optimizer-state",
            description = "Leave what the optimizer remembers out of the model: a smaller file.")
    private boolean noOptimizerState;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    private int findingsBefore;

    TrainCommand(Console console, String[] arguments) {
        this.console = console;
        this.arguments = arguments.clone();
    }

    @Override
    public Integer call() {
        String kernel = Kernel.name();
        Outputs outputs = new Outputs(model, noReport ? null : report);
        if (studioPort != null && !studio) {
            throw UserException.usage(
                    "--studio-port is for --studio, which is not given; add it, or leave the port out");
        }
        outputs.require(data, training.otherData());
        console.say("reading     " + (data.startsWith("jdbc:") ? "a jdbc: source" : data));
        Table table = Table.of(data);
        CheckpointOptions checkpoint = checkpoints.options();
        TrainOptions options = training.options(training.data().target(table)).toBuilder()
                .checkpoint(checkpoint)
                .build();
        try (Interruption interruption = new Interruption(
                console,
                "interrupted before training began; nothing was written",
                "interrupted: finishing the step and saving the best weights so far ...")) {
            return finish(train(table, options, kernel, interruption), outputs);
        }
    }

    private TrainingRun train(Table table, TrainOptions options, String kernel, Interruption interruption) {
        if (Presets.SEARCHES.contains(options.preset())) {
            if (studio) {
                throw UserException.usage("--studio shows one network, but the preset " + options.preset()
                        + " trains many; leave --studio out or choose another preset");
            }
            SearchLines lines = new SearchLines(console);
            return Chainrule.run(
                    table,
                    options,
                    outline -> {
                        Outline.rows(outline, console);
                        findingsBefore = outline.findings().size();
                        console.say(
                                "preset      " + options.preset() + ", kernel " + kernel + ", seed " + options.seed());
                        console.space();
                        lines.begin();
                        interruption.begun();
                    },
                    lines,
                    interruption);
        }
        try (Progress progress = new Progress(console)) {
            Consumer<TrainingOutline> outline = found -> {
                Outline.print(found, kernel, console);
                findingsBefore = found.findings().size();
                progress.watch(found.watched());
            };
            TrainingListener started = event -> {
                if (event instanceof Resumed resumed) {
                    Outline.resumed(resumed, console);
                } else if (event instanceof Warned warned) {
                    console.say("note        " + warned.message());
                } else if (event instanceof Started begun) {
                    console.say("parameters  " + Figures.count(begun.parameters()) + ", " + begun.threads()
                            + (begun.threads() == 1 ? " thread" : " threads"));
                    console.space();
                    interruption.begun();
                }
            };
            return studio
                    ? watched(table, options, outline, interruption, started, progress)
                    : Chainrule.run(table, options, outline, interruption, started, progress);
        }
    }

    /** The same, with a page that looks on. */
    private TrainingRun watched(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            Interruption interruption,
            TrainingListener started,
            Progress progress) {
        try (PreparedTraining prepared = PreparedTraining.of(table, options, outline);
                Watching watching = Watching.start(prepared, studioPort, console)) {
            TrainingRun run = prepared.train(interruption, started, progress, watching.listener());
            watching.ended(run.divergence());
            return run;
        }
    }

    private String goingOn() {
        if (checkpoints.options() == null) {
            return "run the same command again to train to the end; with --checkpoint DIR it could go on from here";
        }
        return "to go on from here run: " + ShellText.of(arguments) + (checkpoints.resume() ? "" : " --resume");
    }

    private int finish(TrainingRun run, Outputs outputs) {
        boolean learned = run.model().provenance().bestEpoch() > 0;
        boolean interrupted = run.model().provenance().stopReason().equals("INTERRUPTED");
        if (learned) {
            ModelContents contents = run.model().contents();
            ModelFile.write(noOptimizerState ? contents.withoutOptimizerState() : contents, outputs.model());
            Path page = outputs.report();
            if (page != null) {
                Report.write(TrainingReport.of(run, ShellText.of(arguments)), page);
            }
            Summary.print(run, findingsBefore, outputs, console);
        }
        if (run.divergence() != null) {
            console.complain(
                    run.divergence() + (learned ? "; they are in " + outputs.model() : "; no model was written"));
        } else if (interrupted) {
            console.complain(
                    learned
                            ? "interrupted: the best weights so far are in " + outputs.model() + "; " + goingOn()
                            : "interrupted before anything was learned; nothing was written");
        }
        if (json) {
            console.print(Json.write(Results.ofTraining(run, learned ? outputs : null)));
        }
        return run.divergence() != null ? UserException.Kind.DIVERGED.exitCode() : interrupted ? INTERRUPTED : 0;
    }
}

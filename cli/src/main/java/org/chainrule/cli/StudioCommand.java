package org.chainrule.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.http.StudioServer;
import org.chainrule.studio.problem.GivenModel;
import org.chainrule.studio.problem.GivenTable;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.LiveRuns;
import org.chainrule.studio.run.WatchRun;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.OpenedModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule studio}: the page where networks are trained step by step, served to this machine alone. */
@Command(
        name = "studio",
        description = {
            "Opens a page where networks are built, trained step by step and looked into: on problems",
            "that are drawn, on examples, or on your table. A trained model is opened at its weights, and",
            "goes on from there where its file allows. The page is served to this machine alone."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  chainrule studio",
            "  chainrule studio penguins.csv --target species",
            "  chainrule studio model.chainrule penguins.csv",
            "  chainrule studio --settings \"problem=spiral&layers=8:tanh,8:tanh\"",
            "Ctrl-C ends it. chainrule train --studio shows a training while it runs."
        })
final class StudioCommand implements Callable<Integer> {
    private static final String MODEL = ".chainrule";

    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "[MODEL] DATA",
            description = {
                "CSV, TSV, Parquet or JSON lines (gzip too), sql:QUERY, or jdbc:URL|QUERY. None is needed.",
                "With a model file before it, the page opens that model at its weights."
            })
    private List<String> data = List.of();

    @Mixin
    private DataArguments arguments = new DataArguments();

    @Option(
            names = "--settings",
            paramLabel = "TEXT",
            description = "What the page begins with, as in its address: layers=8:relu&epochs=50, or a link to it.")
    private @Nullable String settings;

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Converters.Port.class,
            description = "Usually the first free one from 8181 on; 0 is any that is free.")
    private @Nullable Integer port;

    @Option(names = "--no-browser", description = "Only print the address.")
    private boolean noBrowser;

    StudioCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (model()) {
            look();
            return 0;
        }
        GivenTable given = given();
        String fragment = StudioAddress.fragment(settings, given != null);
        try (Problems problems = new Problems(given)) {
            if (given != null) {
                console.say("rows        " + Figures.count(problems.rows()) + " with a target");
            }
            StudioServer studio = StudioServer.start(
                    port(port, "--port"), StudioServer.STUDIO, problems, new LiveRuns(problems::problem), this::defect);
            serve(studio, problems, studio.address() + fragment);
        }
        return 0;
    }

    /** The port that was asked for, or the usual one and those behind it. */
    static PortChoice port(@Nullable Integer asked, String option) {
        return new PortChoice(asked == null ? PortChoice.STUDIO : asked, asked != null, option);
    }

    /** Whether a model was given; then its table must be there too, and what the model says itself must not be said again. */
    private boolean model() {
        boolean model = data.stream().anyMatch(argument -> argument.endsWith(MODEL));
        if (!model) {
            return false;
        }
        if (data.size() != 2 || !data.get(0).endsWith(MODEL)) {
            throw UserException.usage("expected a model file and its table, found "
                    + data.stream().map(Display::text).collect(Collectors.joining(" "))
                    + "; write chainrule studio MODEL DATA");
        }
        List<String> decided = arguments.decidedByModel();
        if (!decided.isEmpty() || settings != null) {
            throw UserException.usage("the model says how it was trained; leave out "
                    + (decided.isEmpty() ? "--settings" : String.join(", ", decided)));
        }
        return true;
    }

    /** Opens a model at the weights it has. */
    private void look() {
        Path file = Path.of(data.get(0));
        Model model = Model.load(file);
        String name = Display.text(String.valueOf(file.getFileName()));
        console.say("model       " + name);
        String source = data.get(1);
        console.say("reading     " + (source.startsWith("jdbc:") ? "a jdbc: source" : source));
        Table table = Table.of(source);
        String validation = arguments.validation();
        OpenedModel opened = OpenedModel.of(model, table, validation == null ? null : Table.of(validation));
        GivenModel given = new GivenModel(name, Display.text(table.description()), opened);
        try (Problems problems = Problems.ofModel(given)) {
            console.say("rows        " + Figures.count(opened.prepared().trainingRows().length) + " for training, "
                    + Figures.count(opened.prepared().validationRows().length) + " for validation");
            console.say("            " + given.text());
            boolean goesOn = opened.obstacle() == null;
            StudioServer studio = StudioServer.start(
                    port(port, "--port"),
                    goesOn ? StudioServer.STUDIO : StudioServer.WATCH,
                    problems,
                    goesOn ? new LiveRuns(problems::problem) : WatchRun.of(opened, given.text()),
                    this::defect);
            serve(studio, problems, studio.address().toString());
        }
    }

    private void defect(Throwable wrong) {
        console.complain("a defect in Chainrule: " + wrong + "; please report it");
    }

    private @Nullable GivenTable given() {
        if (data.size() > 1) {
            throw UserException.usage("expected one table, found " + data.size() + " arguments; give DATA once");
        }
        if (data.isEmpty()) {
            arguments.refuseWithoutTable("chainrule studio");
            return null;
        }
        String source = data.get(0);
        console.say("reading     " + (source.startsWith("jdbc:") ? "a jdbc: source" : source));
        Table table = Table.of(source);
        return new GivenTable(
                Display.text(table.description()),
                table,
                arguments.options(arguments.target(table)).doctor(false).build(),
                arguments.words(source));
    }

    /** Until Ctrl-C, or until whoever called is interrupted. */
    private void serve(StudioServer studio, Problems problems, String address) {
        Thread hook = new Thread(
                () -> {
                    studio.close();
                    problems.close();
                },
                "chainrule-studio-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try (studio) {
            console.say("studio      " + address);
            console.say("            Ctrl-C ends it");
            if (!noBrowser) {
                Browser.open(address, console);
            }
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            console.say("studio      ended");
        } finally {
            removed(hook);
        }
    }

    private static void removed(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is about to end by the signal
        }
    }
}

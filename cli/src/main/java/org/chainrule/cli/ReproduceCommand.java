package org.chainrule.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.Reproducer;
import org.chainrule.tabular.run.Reproduction;
import org.chainrule.tabular.run.Reproduction.Difference;
import org.chainrule.tabular.run.TrainingOutline;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.Started;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule reproduce}: trains a model again and compares the bits of the weights. */
@Command(
        name = "reproduce",
        description = {
            "Trains again from the provenance in a model file and says whether the weights are the same bits.",
            "Nothing is written. When the data have changed, what changed is named and nothing is trained."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = {
            "  chainrule reproduce model.chainrule penguins.csv",
            "Exit code 0: the same bits; 5: not the same bits, or other data."
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    private static final int MOST_TENSORS = 5;

    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "The table that the model was trained on.")
    private String data = "";

    @Option(
            names = "--validation",
            paramLabel = "DATA",
            description = "The table that was given to train as --validation, if one was.")
    private @Nullable String validation;

    @Option(
            names = "--start-from",
            paramLabel = "MODEL",
            description = "The model that was given to train as --start-from, if one was.")
    private @Nullable Path startFrom;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Converters.Threads.class,
            description = "Threads; 0 chooses. The weights do not depend on it.")
    private @Nullable Integer threads;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    ReproduceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String kernel = Kernel.name();
        Model model = Model.load(file);
        Table table = Table.of(data);
        Table validationTable = validation == null ? null : Table.of(validation);
        boolean reference = model.network().precision() == Precision.FLOAT64;
        machines(model.provenance(), reference ? "reference" : kernel);
        try (Interruption interruption = new Interruption(
                console,
                "interrupted before training began; nothing was compared",
                "interrupted: finishing the step; nothing is compared")) {
            Reproduction reproduction = run(model, table, validationTable, interruption);
            int code = verdict(reproduction);
            if (json) {
                console.print(Json.write(Results.ofReproduction(reproduction)));
            }
            return code;
        }
    }

    private void machines(Provenance provenance, String kernel) {
        console.say("model       " + file + ": weights of epoch " + provenance.bestEpoch() + " of "
                + provenance.epochs() + ", trained " + provenance.createdAt());
        String then = "Chainrule " + provenance.chainruleVersion() + ", JDK " + provenance.jdk() + ", kernel "
                + provenance.kernel();
        String here =
                "Chainrule " + Chainrule.VERSION + ", JDK " + System.getProperty("java.version") + ", kernel " + kernel;
        console.say("trained by  " + then);
        if (!provenance.chainruleVersion().equals(Chainrule.VERSION)) {
            console.say("here        " + here + ": another version of Chainrule may give other bits");
        } else {
            console.say("here        " + (here.equals(then) ? "the same" : here + ": no difference is expected"));
        }
    }

    private Reproduction run(Model model, Table table, @Nullable Table validationTable, Interruption interruption) {
        try (Progress progress = new Progress(console)) {
            return Reproducer.run(
                    model,
                    table,
                    validationTable,
                    startFrom == null ? null : Model.load(startFrom),
                    threads == null ? 0 : threads,
                    outline -> {
                        begin(model.provenance(), outline);
                        progress.watch(outline.watched());
                    },
                    interruption,
                    listener(model.provenance(), progress, interruption));
        }
    }

    /** The progress of {@code train}, which is told the epochs that are to come, not the most that were allowed. */
    private TrainingListener listener(Provenance provenance, Progress progress, Interruption interruption) {
        return new TrainingListener() {
            @Override
            public boolean hearsSteps() {
                return progress.hearsSteps();
            }

            @Override
            public void on(TrainingEvent event) {
                if (event instanceof Started started) {
                    interruption.begun();
                    progress.on(again(started, provenance));
                } else {
                    progress.on(event);
                }
            }
        };
    }

    private Started again(Started started, Provenance provenance) {
        int epochs = provenance.epochs();
        int steps = provenance.firstEpochSteps();
        console.say("training    again with seed " + provenance.seed() + ", "
                + (steps > 0
                        ? Figures.count(steps) + (steps == 1 ? " step" : " steps") + " of the first epoch"
                        : Figures.count(epochs) + (epochs == 1 ? " epoch" : " epochs"))
                + ", " + started.threads() + (started.threads() == 1 ? " thread" : " threads"));
        console.space();
        return new Started(
                started.rows(),
                started.validationRows(),
                started.parameters(),
                epochs,
                steps > 0 ? steps : started.stepsPerEpoch(),
                started.threads());
    }

    private void begin(Provenance provenance, TrainingOutline outline) {
        console.say("data        the same cells as when it was trained, SHA-256 "
                + provenance.data().fingerprint());
        console.say("rows        " + Figures.count(outline.trainingRows()) + " to train, "
                + Figures.count(outline.validationRows()) + " to validate"
                + (outline.missingTargets() == 0
                        ? ""
                        : ", " + Figures.count(outline.missingTargets()) + " left out without a target"));
    }

    private int verdict(Reproduction found) {
        console.space();
        if (found.interrupted()) {
            console.complain("interrupted: nothing was compared");
            return INTERRUPTED;
        }
        if (!found.changes().isEmpty()) {
            console.say("changed     compared with what the model was trained on, "
                    + Display.text(found.model().provenance().data().description()) + ":");
            found.changes().forEach(change -> console.say("  " + change));
            console.complain("not reproduced: the data have changed, so nothing was trained; give the table that the"
                    + " model was trained on");
            return UserException.Kind.NOT_REPRODUCED.exitCode();
        }
        console.say("expected    SHA-256 " + found.expectedSha256());
        console.say("found       " + (found.weightsSha256() == null ? "nothing" : "SHA-256 " + found.weightsSha256()));
        if (found.reproduced()) {
            console.say("reproduced  the weights are the same bits; " + Figures.count(found.epochs())
                    + (found.epochs() == 1 ? " epoch" : " epochs") + " in " + Figures.time(found.seconds()));
            return 0;
        }
        differences(found);
        return UserException.Kind.NOT_REPRODUCED.exitCode();
    }

    private void differences(Reproduction found) {
        List<Difference> differences = found.differences();
        if (!differences.isEmpty()) {
            console.space();
            TextTable table = new TextTable("tensor", ">differ", ">of", ">largest difference");
            differences.stream()
                    .limit(MOST_TENSORS)
                    .forEach(one -> table.row(
                            one.tensor(),
                            Figures.count(one.differ()),
                            Figures.count(one.of()),
                            Figures.brief(one.largest())));
            table.lines().forEach(console::say);
            if (differences.size() > MOST_TENSORS) {
                console.say("  and " + (differences.size() - MOST_TENSORS) + " more");
            }
            console.space();
        }
        if (!found.encodings().isEmpty()) {
            console.say("encoding    differs for " + String.join(", ", found.encodings()));
        }
        if (found.obstacle() != null) {
            console.say("obstacle    " + found.obstacle());
        }
        console.complain("not reproduced: the data are the same, the weights are not; "
                + (found.sameVersion()
                        ? "the model file was changed, or this is a defect in Chainrule: please report it"
                        : "the model is of Chainrule "
                                + found.model().provenance().chainruleVersion() + ", this is " + Chainrule.VERSION
                                + ": try that version"));
    }
}

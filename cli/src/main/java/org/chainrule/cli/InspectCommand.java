package org.chainrule.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.chainrule.network.Activate;
import org.chainrule.network.Dropout;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.NetworkPlan.Part;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.optim.Optimizers;
import org.chainrule.report.TrainingReport;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.FoldCounts;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.MemberTraining;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.OptimizerSnapshot;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule inspect}: what a model file holds, or what this machine offers. */
@Command(
        name = "inspect",
        description = "Shows what a model file holds; with --system what this machine offers.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  chainrule inspect model.chainrule", "  chainrule inspect --system"})
final class InspectCommand implements Callable<Integer> {
    private static final int MOST_CLASSES = 50;

    private final Console console;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "Model file.")
    private @Nullable Path file;

    @Option(names = "--system", description = "Show Java, cores, kernels, memory and DuckDB instead.")
    private boolean system;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (system) {
            Map<String, @Nullable Object> facts = Machine.facts();
            facts.forEach((name, value) -> console.say(String.format(Locale.ROOT, "%-16s %s", name, value)));
            if (json) {
                console.print(Json.write(facts));
            }
            return 0;
        }
        if (file == null) {
            throw UserException.usage("expected a model file or --system, found neither; see chainrule inspect --help");
        }
        Model model = Model.load(file);
        head(model);
        columns(model);
        members(model);
        layers(model);
        provenance(model.provenance());
        if (json) {
            console.print(Json.write(Inspection.of(model)));
        }
        return 0;
    }

    private void head(Model model) {
        console.say("format      Chainrule model file, a safetensors file with a JSON description");
        console.say(
                "task        " + model.task().name().toLowerCase(Locale.ROOT) + " of " + Display.text(model.target()));
        if (!model.classes().isEmpty()) {
            console.say("classes     " + model.classes().size() + ": "
                    + model.classes().stream()
                            .limit(MOST_CLASSES)
                            .map(Display::text)
                            .collect(Collectors.joining(", "))
                    + (model.classes().size() > MOST_CLASSES ? ", ..." : ""));
        }
        console.say("likelihood  " + model.network().likelihood().spec());
        console.say("weights     SHA-256 " + model.weightsSha256());
        if (!model.validation().isEmpty()) {
            console.say("validation  " + Figures.metrics(model.validation()));
        }
        if (!model.test().isEmpty()) {
            console.say("test        " + Figures.metrics(model.test()));
        }
        OptimizerSnapshot optimizer = model.contents().optimizer();
        console.say("optimizer   "
                + (optimizer == null
                        ? "no state"
                        : "state of " + Optimizers.spec(optimizer.rule()) + " after step "
                                + Figures.count(optimizer.state().step()) + ", " + Figures.count(optimizer.bytes())
                                + " bytes"));
        console.say("calibration " + CoverageChecks.words(model.contents().uncertainty()));
        console.space();
    }

    private void columns(Model model) {
        Map<String, Integer> inputs = model.encoder().columns().stream()
                .collect(Collectors.toMap(ColumnEncoding::column, ColumnEncoding::width));
        TextTable table = new TextTable("column", "kind", "read as", ">inputs", "note");
        model.schema()
                .columns()
                .forEach(column -> table.row(
                        column.name(),
                        column.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        column.text() ? "text" : "number",
                        inputs.getOrDefault(column.name(), 0),
                        column.note()));
        table.lines().forEach(console::say);
        console.space();
    }

    private void members(Model model) {
        List<Member> members = model.contents().members();
        if (members.get(0).training() == null) {
            return;
        }
        FoldCounts folds = FoldCounts.of(model.contents());
        if (folds != null) {
            console.say("folds       " + folds.words());
            console.space();
        }
        boolean folded = folds != null && folds.of() > 0;
        TextTable table = new TextTable(
                "member",
                ">weight",
                "configuration",
                ">fold",
                ">trained on",
                ">held out",
                ">parameters",
                ">best epoch");
        for (int m = 0; m < members.size(); m++) {
            MemberTraining training = Objects.requireNonNull(members.get(m).training());
            table.row(
                    m,
                    String.format(Locale.ROOT, "%.4f", members.get(m).weight()),
                    training.name(),
                    folded ? training.fold() + 1 : "none",
                    Figures.count(training.trainingRows()),
                    Figures.count(training.heldOutRows()),
                    Figures.count(new ParameterLayout(members.get(m).network().network()).size()),
                    training.bestEpoch());
        }
        table.lines().forEach(console::say);
        console.space();
        console.say("member 0:");
    }

    private void layers(Model model) {
        NetworkPlan plan = new NetworkPlan(model.network().network());
        TextTable table = new TextTable("layer", "kind", ">inputs", ">outputs", ">parameters");
        for (Node node : plan.nodes()) {
            if (node.parts().isEmpty()) {
                table.row(
                        node.displayName(),
                        kind(node),
                        width(node.inputs(), plan.members(node.index())),
                        width(node.outputs(), node.members()),
                        Figures.count(parameters(node)));
            }
            node.parts()
                    .forEach(part -> table.row(
                            name(part),
                            "embedding",
                            part.embedding().columns(),
                            part.embedding().outputs(),
                            Figures.count(parameters(part))));
        }
        table.row(
                "all",
                "",
                model.encoder().width(),
                model.network().network().outputs(),
                Figures.count(plan.layout().size()));
        table.lines().forEach(console::say);
        console.space();
    }

    private static String kind(Node node) {
        String kind = node.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (node.layer() instanceof Activate activate) {
            return activate.activation().spec();
        }
        if (node.layer() instanceof ParametricActivate activate) {
            return activate.activation().spec() + ", parametric";
        }
        return node.layer() instanceof Dropout dropout ? kind + " " + dropout.rate() : kind;
    }

    /** A width, of each of several members. */
    private static String width(int width, int members) {
        return members == 1 ? String.valueOf(width) : members + " x " + width;
    }

    /** Such as {@code periodic.1}; {@code passed} for columns as they are. */
    static String name(Part part) {
        return part.slices().isEmpty()
                ? "passed"
                : part.slices()
                        .get(0)
                        .name()
                        .substring(0, part.slices().get(0).name().lastIndexOf('.'));
    }

    /** The parameters of a node, those of its parts included. */
    static int parameters(Node node) {
        return size(node.weight())
                + size(node.bias())
                + node.parts().stream().mapToInt(InspectCommand::parameters).sum();
    }

    /** The parameters of a part of an embedding. */
    static int parameters(Part part) {
        return part.slices().stream().mapToInt(Slice::size).sum();
    }

    /** The elements of a slice that may be absent. */
    private static int size(@Nullable Slice slice) {
        return slice == null ? 0 : slice.size();
    }

    private void imported(Provenance provenance) {
        console.say("imported    " + provenance.createdAt() + " by Chainrule " + provenance.chainruleVersion()
                + ", SHA-256 of the file " + provenance.data().fingerprint());
        provenance
                .configuration()
                .forEach((name, value) -> console.say(String.format(Locale.ROOT, "  %-18s %s", name, value)));
    }

    private void provenance(Provenance provenance) {
        if (provenance.imported()) {
            imported(provenance);
            return;
        }
        console.say("trained     " + provenance.createdAt() + " by Chainrule " + provenance.chainruleVersion()
                + " on Java " + provenance.jdk() + ", kernel " + provenance.kernel());
        console.say("data        " + provenance.data().description() + ", SHA-256 of its cells "
                + provenance.data().fingerprint());
        TableIdentity validation = provenance.validationData();
        if (validation != null) {
            console.say("validated   on " + validation.description() + ", SHA-256 of its cells "
                    + validation.fingerprint());
        }
        console.say("rows        " + Figures.count(provenance.trainingRows()) + " trained, "
                + Figures.count(provenance.validationRows()) + " validated, " + Figures.count(provenance.droppedRows())
                + " left out");
        console.say("training    " + provenance.epochs() + " epochs in " + Figures.time(provenance.seconds()) + ", "
                + TrainingReport.words(provenance.stopReason()) + ", weights of epoch " + provenance.bestEpoch()
                + ", seed " + provenance.seed());
        provenance
                .configuration()
                .forEach((name, value) -> console.say(String.format(Locale.ROOT, "  %-18s %s", name, value)));
    }
}

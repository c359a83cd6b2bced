package org.chainrule.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.chainrule.explain.ExplainOptions;
import org.chainrule.explain.ExplanationLatex;
import org.chainrule.explain.ExplanationText;
import org.chainrule.explain.ExplanationTree;
import org.chainrule.explain.Microscope;
import org.chainrule.explain.ParameterAddress;
import org.chainrule.explain.RowGradients;
import org.chainrule.explain.UnitNames;
import org.chainrule.explain.UpdateRule;
import org.chainrule.explain.WeightExplanation;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.gradient.Mode;
import org.chainrule.network.ParameterLayout;
import org.chainrule.report.ExplanationPage;
import org.chainrule.report.NetworkNames;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.OptimizerSnapshot;
import org.chainrule.tabular.model.Version;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainedBy;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule explain}: every factor of the gradient of one weight. */
@Command(
        name = "explain",
        description = {
            "Takes the gradient of one weight apart: the chain rule with its numbers, the strongest",
            "paths to the cost, a check by a central difference, causes, and the optimiser's step."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  chainrule explain model.chainrule penguins.csv --row 1 --weight 2:3:0",
            "  chainrule explain model.chainrule penguins.csv --rows 100 --weight 1:bias:5 --json",
            "  chainrule explain model.chainrule penguins.csv --weight batchEnsemble.1.weight:0",
            "The first two take a network of dense layers (train --preset plain); the last one that of",
            "the default preset."
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int HARDEST = 5;

    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "Table with the columns of the model and the target.")
    private String data = "";

    @Option(
            names = "--weight",
            paramLabel = "WEIGHT",
            required = true,
            description = {
                "LAYER:FROM:TO, LAYER:bias:TO (dense layers from 1, units from 0), or BLOCK:INDEX of",
                "another layer, such as scale.1.factor:2."
            })
    private String weight = "";

    @Option(
            names = "--row",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "The example: a row of the table, from 1. Without --row and --rows: 1.")
    private @Nullable Integer row;

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = {
                "Instead of one row: the mean over the first N that have a target, and which of them push",
                "hardest. Rows are called by their numbers in the table, from 1, here and in the JSON."
            })
    private @Nullable Integer rows;

    @Option(
            names = "--as-trained",
            description = {
                "Not as the network predicts but as the next step would train it on these rows: with its",
                "dropout masks, and normalised by the batch."
            })
    private boolean asTrained;

    @Option(
            names = "--paths",
            paramLabel = "N",
            converter = Converters.Count.class,
            defaultValue = "10",
            description = "Strongest paths to list; usually ${DEFAULT-VALUE}.")
    private Integer paths = 10;

    @Option(
            names = "--latex",
            paramLabel = "FILE.tex",
            description = "Write the chain for a slide, its numbers filled in.")
    private @Nullable Path latex;

    @Option(
            names = "--html",
            paramLabel = "FILE.html",
            description = "Write a page that is complete in itself: the picture, and every number.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (row != null && rows != null) {
            throw UserException.usage("--row explains one example and --rows the mean of several; give one of them");
        }
        ParameterAddress address = address();
        Model model = Model.load(file);
        Table table = Table.of(data);
        ModelRows.Numbered found =
                rows == null ? ModelRows.row(model, table, row == null ? 1 : row) : ModelRows.first(model, table, rows);
        GradientCheck.Rows examples = found.rows();
        Member member = model.contents().members().get(0);
        UnitNames names = NetworkNames.of(member).withRows(found.numbers());
        Microscope microscope = Microscope.of(member.network());
        Mode mode = asTrained ? nextStep(model) : Mode.PREDICTION;
        WeightExplanation explanation =
                explained(microscope, examples, mode, address, options(model), withoutDense(member));
        RowGradients pushes = rows == null ? null : microscope.rows(examples, mode, explanation.address(), HARDEST);
        int members = model.contents().members().size();
        String remark = members > 1 ? "the model has " + members + " members; this is the heaviest" : "";
        if (!remark.isEmpty()) {
            console.say(remark);
        }
        UnitNames printable = new UnitNames(
                names.inputs().stream().map(Display::text).toList(),
                names.outputs().stream().map(Display::text).toList(),
                names.rows());
        ExplanationText.of(explanation, printable).lines().forEach(console::say);
        if (pushes != null) {
            ExplanationText.of(pushes, printable).lines().forEach(console::say);
        }
        if (latex != null) {
            byte[] text = ExplanationLatex.of(explanation).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(latex, out -> out.write(text));
            console.say("written     " + latex);
        }
        if (html != null) {
            new ExplanationPage(
                            explanation, pushes, names, file.toString(), table.description(), remark, Version.CURRENT)
                    .write(html);
            console.say("written     " + html);
        }
        if (json) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>(ExplanationTree.of(explanation, names));
            if (pushes != null) {
                tree.put("rows", ExplanationTree.of(pushes, names));
            }
            console.print(Json.write(tree));
        }
        return 0;
    }

    private ParameterAddress address() {
        try {
            return ParameterAddress.parse(weight);
        } catch (IllegalArgumentException e) {
            throw UserException.usage("--weight: " + e.getMessage());
        }
    }

    /** The step is the one after those of the training if the file keeps the optimiser's state, else that of a fresh optimiser. */
    private ExplainOptions options(Model model) {
        TrainingConfiguration configuration = TrainedBy.of(model);
        ExplainOptions options = ExplainOptions.DEFAULT.withPaths(paths);
        if (configuration == null || configuration.lbfgs() != null) {
            return options;
        }
        OptimizerSnapshot optimizer = model.contents().optimizer();
        if (optimizer == null || !optimizer.rule().equals(configuration.optimizer())) {
            return options.withUpdate(UpdateRule.of(configuration), null);
        }
        UpdateRule next = UpdateRule.of(
                configuration, optimizer.state().step(), model.provenance().trainingRows());
        return options.withUpdate(next, optimizer.state());
    }

    /** Dropout and batch statistics of the step after those of the training; of its first step where the file does not say. */
    private static Mode nextStep(Model model) {
        OptimizerSnapshot optimizer = model.contents().optimizer();
        TrainingConfiguration configuration = TrainedBy.of(model);
        long step = optimizer == null ? 0 : optimizer.state().step();
        if (configuration == null) {
            return Mode.training(model.provenance().seed(), step);
        }
        int perEpoch = configuration.passes().stepsPerEpoch(model.provenance().trainingRows());
        long all = (long) perEpoch * configuration.epochs();
        double dropout = configuration.rates().dropoutSchedule().factor(Math.min(step, all - 1), all, perEpoch);
        return Mode.training(configuration.seed(), step, dropout);
    }

    private static WeightExplanation explained(
            Microscope microscope,
            GradientCheck.Rows examples,
            Mode mode,
            ParameterAddress address,
            ExplainOptions options,
            String plain) {
        try {
            return microscope.explain(examples, mode, address, options);
        } catch (IllegalArgumentException e) {
            throw UserException.usage("--weight: " + e.getMessage() + (address.layer() > 0 ? plain : ""));
        }
    }

    /** What else a model without dense layers, which the default preset makes, leaves to do; empty for others. */
    private static String withoutDense(Member member) {
        return new ParameterLayout(member.network().network())
                        .parameters().stream().anyMatch(block -> block.name().startsWith("dense."))
                ? ""
                : ", or train with --preset plain, whose layers are dense";
    }
}

package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.intake.ForeignFile;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.network.Activation;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule import}: a network of another tool becomes a model. */
@Command(
        name = "import",
        description = {
            "Makes a model of a network of another tool: ONNX, or the weights of a PyTorch module as safetensors.",
            "The model can be predicted with, explained, saved, exported and trained on (train --start-from)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  chainrule import iris.onnx --columns sl,sw,pl,pw --classes setosa,versicolor,virginica",
            "  chainrule import weights.safetensors --activation relu --likelihood gaussian --target price",
            "  chainrule train more.csv --target price --start-from weights.chainrule"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int MOST_NAMES = 10;

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "ONNX or safetensors; its first bytes say which.")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "MODEL.chainrule",
            description = "Where to write the model; otherwise the name of FILE with the ending .chainrule.")
    private @Nullable Path out;

    @Option(
            names = "--columns",
            paramLabel = "NAME,...",
            split = ",",
            description = "Names of the inputs, in their order; otherwise those of the file, or x0,x1 and so on.")
    private @Nullable List<String> columns;

    @Option(
            names = "--classes",
            paramLabel = "NAME,...",
            split = ",",
            description =
                    "Names of the classes, in the order of the outputs; otherwise those of the file, or 0,1 and so on.")
    private @Nullable List<String> classes;

    @Option(names = "--target", paramLabel = "NAME", description = "Name of what is predicted, usually target.")
    private String target = ImportOptions.TARGET;

    @Option(
            names = "--task",
            paramLabel = "NAME",
            converter = Converters.TaskName.class,
            description = "classification or regression, where the file does not say it.")
    private @Nullable Task task;

    @Option(
            names = "--likelihood",
            paramLabel = "NAME",
            converter = Converters.Likelihood.class,
            description = "What the outputs mean, where the file does not say it, such as categorical for logits.")
    private @Nullable String likelihood;

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            converter = Converters.Activations.class,
            description = "safetensors: the activation between the layers, such as relu.")
    private Converters.@Nullable Phis activation;

    @Option(
            names = "--layers",
            paramLabel = "LIST",
            description = "safetensors: all layers in order, such as fc1,bn1,relu,dropout(0.1),fc2.")
    private @Nullable String layers;

    @Option(names = "--output", paramLabel = "NAME", description = "ONNX: the output to read, of a graph with several.")
    private @Nullable String output;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path model = out == null ? derived() : out;
        if (isSame(file, model)) {
            throw UserException.usage("expected an output file that is not the input, found "
                    + Display.text(model.toString()) + " as both; choose another name with --out");
        }
        AtomicFile.requireWritable(model);
        ForeignFile.Read read = ForeignFile.read(file, options());
        read.model().save(model);
        print(read, model);
        if (json) {
            console.print(Json.write(object(read, model)));
        }
        return 0;
    }

    private ImportOptions options() {
        ImportOptions options = new ImportOptions(
                columns == null ? List.of() : columns,
                classes == null ? List.of() : classes,
                target,
                activation == null ? null : one(activation.activations()),
                layers,
                likelihood == null ? null : Likelihoods.parse(likelihood),
                task,
                output);
        if (layers != null && activation != null) {
            throw UserException.usage("--layers names the activations too, so --activation says nothing; leave it out");
        }
        return options;
    }

    private static Activation one(List<Activation> activations) {
        if (activations.size() != 1) {
            throw UserException.usage("expected one activation for all layers, found " + activations.size()
                    + "; say all layers with --layers fc1,relu,fc2,tanh,fc3");
        }
        return activations.get(0);
    }

    private Path derived() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".chainrule");
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isRegularFile(other) && Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private void print(ForeignFile.Read read, Path written) {
        Model model = read.model();
        console.say("read        " + file + ", " + read.source().format()
                + (read.source().producer().isBlank()
                        ? ""
                        : " by " + read.source().producer()));
        read.imported().notes().forEach(note -> console.say("            " + note));
        console.say("task        " + model.task().name().toLowerCase(Locale.ROOT) + " of "
                + Display.text(model.target()) + ", likelihood "
                + model.network().likelihood().spec());
        if (!model.classes().isEmpty()) {
            console.say("classes     " + names(model.classes()));
        }
        console.say("columns     " + names(columns(model)));
        console.say("parameters  " + Figures.count(model.contents().parameters()));
        console.say("weights     SHA-256 " + model.weightsSha256());
        console.say("written     " + written);
    }

    private static List<String> columns(Model model) {
        return model.schema().columns().stream()
                .filter(column -> column.kind() != ColumnKind.TARGET)
                .map(ColumnSchema::name)
                .toList();
    }

    private static String names(List<String> names) {
        return names.size() + ": "
                + names.stream().limit(MOST_NAMES).map(Display::text).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMES ? ", ..." : "");
    }

    private Map<String, @Nullable Object> object(ForeignFile.Read read, Path written) {
        Model model = read.model();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("file", file.toString());
        object.put("format", read.source().format());
        object.put("producer", read.source().producer());
        object.put("task", model.task().name().toLowerCase(Locale.ROOT));
        object.put("target", model.target());
        object.put("likelihood", model.network().likelihood().spec());
        object.put("classes", model.classes());
        object.put("columns", columns(model));
        object.put("parameters", model.contents().parameters());
        object.put("weightsSha256", model.weightsSha256());
        object.put("notes", read.imported().notes());
        object.put("model", written.toString());
        return object;
    }
}

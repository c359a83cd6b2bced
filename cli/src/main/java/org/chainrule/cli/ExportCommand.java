package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule export}: a model in the form of another tool. The forms are {@link ExportFormats#ALL}. */
@Command(
        name = "export",
        description = {"Writes a model in the form of another tool.", "The target FILE is replaced whole or not at all."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  chainrule export model.chainrule --to onnx --out model.onnx",
            "  chainrule export model.chainrule --to onnx --body-only",
            "  chainrule export penguins.chainrule --to java --out Penguins.java --package com.example"
        })
final class ExportCommand implements Callable<Integer> {
    private static final String MODEL_ENDING = ".chainrule";

    private final Console console;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORMAT",
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String to = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; otherwise the name of the model file with another ending.")
    private @Nullable Path out;

    @Option(
            names = "--body-only",
            description = "Only the network, from encoded inputs to outputs: without columns, encoder and calibration.")
    private boolean bodyOnly;

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "Of --to java: the package of the class; otherwise none.")
    private @Nullable String packageName;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "Of --to java: the name of the class; otherwise that of the file.")
    private @Nullable String className;

    @Option(names = "--json", description = "Print one JSON object as the last line of standard output.")
    private boolean json;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ExportFormat format = ExportFormats.of(to).named(packageName, className);
        if (bodyOnly && !format.hasBody()) {
            throw UserException.usage("expected --body-only with a format that has an encoder to leave out, found --to "
                    + format.name() + "; leave the option out");
        }
        Model model = Model.load(file);
        Path target = out == null ? derived(file, format) : out;
        if (isSame(file, target)) {
            throw UserException.usage("expected an output file that is not the model, found "
                    + Display.text(target.toString()) + " as both; choose another name with --out");
        }
        AtomicFile.requireWritable(target);
        ExportFormat.Written written = format.write(model, target, bodyOnly);
        written.lines().forEach(console::say);
        long bytes = size(target);
        console.say("written     " + target + ", " + Figures.count(bytes) + " bytes");
        if (json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("to", format.name());
            object.put("file", target.toString());
            object.put("bytes", bytes);
            object.put("weightsSha256", model.weightsSha256());
            object.putAll(written.json());
            console.print(Json.write(object));
        }
        return 0;
    }

    /** Beside the model: {@code model.chainrule} becomes {@code model.onnx}. */
    private static Path derived(Path file, ExportFormat format) {
        String name = String.valueOf(file.getFileName());
        String stem = name.endsWith(MODEL_ENDING) && name.length() > MODEL_ENDING.length()
                ? name.substring(0, name.length() - MODEL_ENDING.length())
                : name;
        return file.resolveSibling(format.fileName(stem));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isRegularFile(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // a pipe
        }
    }

    /** The names of the formats, for the help and the shell. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ExportFormats.ALL.stream().map(ExportFormat::name).iterator();
        }
    }
}

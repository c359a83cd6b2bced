package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.jspecify.annotations.Nullable;

/**
 * The files that a training writes.
 *
 * @param model  the model file
 * @param report the report, null for none
 */
record Outputs(Path model, @Nullable Path report) {
    /**
     * Finds out before the training whether they can be written and are none of the inputs.
     *
     * @param data   the argument of the training rows
     * @param others the arguments of other rows
     * @throws UserException if a file cannot be written or would replace another
     */
    void require(String data, List<String> others) {
        List<Path> outputs = report == null ? List.of(model) : List.of(model, report);
        if (report != null && same(model, report)) {
            throw UserException.usage("expected different files for --model and --report, found " + model
                    + " for both; choose another name for one");
        }
        List<String> inputs = new ArrayList<>(others);
        inputs.add(data);
        for (Path output : outputs) {
            for (String input : inputs) {
                if (isFile(input) && same(output, Path.of(input))) {
                    throw UserException.usage("expected an output file that is not an input, found " + output
                            + " as both; choose another name with --model or --report");
                }
            }
            AtomicFile.requireWritable(output);
        }
    }

    private static boolean isFile(String argument) {
        try {
            return !argument.startsWith("sql:")
                    && !argument.startsWith("jdbc:")
                    && Files.isRegularFile(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean same(Path one, Path other) {
        try {
            return one.toAbsolutePath()
                            .normalize()
                            .equals(other.toAbsolutePath().normalize())
                    || Files.exists(one)
                            && Files.exists(other)
                            && Files.isRegularFile(one)
                            && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}

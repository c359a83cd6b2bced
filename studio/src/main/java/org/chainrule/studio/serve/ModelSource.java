package org.chainrule.studio.serve;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/**
 * A model file and the name that it is asked for by.
 *
 * @param name letters, digits, dots, dashes and underscores
 * @param file where it is
 */
public record ModelSource(String name, Path file) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String ENDING = ".chainrule";

    /** Checks the name, which becomes part of an address. */
    public ModelSource {
        if (!NAME.matcher(name).matches()) {
            throw UserException.usage("expected a model's name of up to 64 letters, digits, dots, dashes and underscores,"
                    + " found " + Display.text(name) + "; write NAME=" + Display.text(String.valueOf(file)));
        }
    }

    /**
     * Reads {@code MODEL} or {@code NAME=MODEL}; without a name it is the file's, without its ending.
     *
     * @param argument what a person wrote
     * @return name and file
     * @throws UserException if the name is not possible
     */
    public static ModelSource parse(String argument) {
        int equals = argument.indexOf('=');
        if (equals > 0 && NAME.matcher(argument.substring(0, equals)).matches() && equals < argument.length() - 1) {
            return new ModelSource(argument.substring(0, equals), Path.of(argument.substring(equals + 1)));
        }
        Path file = Path.of(argument);
        String name = String.valueOf(file.getFileName());
        return new ModelSource(
                name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name, file);
    }
}

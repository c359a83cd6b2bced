package org.chainrule.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;

/** A form in which a model leaves: one class each, listed in {@link ExportFormats#ALL}. */
interface ExportFormat {
    /** The name after {@code --to}. */
    String name();

    /** How the name of a file ends, with the point, where the user gave none. */
    String ending();

    /**
     * The name of a file where the user gave none.
     *
     * @param stem the name of the model file without its ending
     * @return the name
     */
    default String fileName(String stem) {
        return stem + ending();
    }

    /**
     * The same form with the names of a class.
     *
     * @param packageName its package, null for none
     * @param className   its name, null where the file says it
     * @return the form
     * @throws UserException if there are names, and the form is no class
     */
    default ExportFormat named(@Nullable String packageName, @Nullable String className) {
        if (packageName != null || className != null) {
            throw UserException.usage(
                    "expected --package and --class with --to java only, found --to " + name() + "; leave them out");
        }
        return this;
    }

    /** Whether there is a form without the encoder, for {@code --body-only}. */
    boolean hasBody();

    /**
     * Writes the model, whole or not at all.
     *
     * @param model    the model
     * @param out      where to; replaced if it exists
     * @param bodyOnly whether to leave the encoder out
     * @return what was written
     * @throws UserException if the model cannot be said in this form, or the file cannot be written
     */
    Written write(Model model, Path out, boolean bodyOnly);

    /**
     * What was written.
     *
     * @param lines for a person, without control characters of their own
     * @param json  more of the same for a script, beside {@code to}, {@code file} and {@code bytes}
     */
    record Written(List<String> lines, Map<String, @Nullable Object> json) {}
}

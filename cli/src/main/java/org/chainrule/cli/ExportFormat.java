package org.chainrule.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;

/** A form in which a model leaves: one class each, listed in {@link #ALL}. */
interface ExportFormat {
    /** All that are offered, in the order of the help. */
    List<ExportFormat> ALL = List.of(new OnnxFormat());

    /** The name after {@code --to}. */
    String name();

    /** How the name of a file ends, with the point, where the user gave none. */
    String ending();

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

    /**
     * A form by name.
     *
     * @param name as the user wrote it
     * @return the form
     * @throws UserException with the list of names
     */
    static ExportFormat of(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserException.usage("expected --to with one of " + names() + ", found \""
                        + Display.text(name) + "\"; choose one of these"));
    }

    /** The names, for people. */
    static String names() {
        return ALL.stream().map(ExportFormat::name).collect(Collectors.joining(", "));
    }
}

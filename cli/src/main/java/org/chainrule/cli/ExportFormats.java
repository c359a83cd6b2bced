package org.chainrule.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/** The forms in which a model leaves. */
final class ExportFormats {
    /** All that are offered, in the order of the help. */
    static final List<ExportFormat> ALL =
            List.of(new OnnxFormat(), new SafetensorsFormat(), new JavaFormat(null, null));

    private ExportFormats() {}

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

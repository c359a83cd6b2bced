package org.chainrule.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code train} that let a training be taken up again; picocli fills the fields. */
final class CheckpointArguments {
    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description = "Where to keep the state of the training, so that it can be taken up again if it is killed.")
    private @Nullable Path directory;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "TIME|N epochs",
            description = "How often, usually 30s; or after so many epochs, such as 5epochs.")
    private @Nullable String every;

    @Option(names = "--resume", description = "Go on with the training that --checkpoint DIR holds, to the same bits.")
    private boolean resume;

    /** What they amount to; null without a folder. */
    @Nullable
    CheckpointOptions options() {
        if (directory == null) {
            if (resume || every != null) {
                throw UserException.usage((resume ? "--resume goes" : "--checkpoint-every goes")
                        + " with --checkpoint DIR, which is not given; add it"
                        + (resume ? ", with the folder of the training to go on with" : ", or leave the other out"));
            }
            return null;
        }
        CheckpointOptions usual = CheckpointOptions.in(directory);
        CheckpointOptions options = every == null ? usual : every(usual, every);
        return resume ? options.resumed() : options;
    }

    /** Whether the training goes on if it can. */
    boolean resume() {
        return resume;
    }

    private static CheckpointOptions every(CheckpointOptions usual, String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split("\\s*epochs?", -1);
        if (parts.length == 2 && parts[1].isEmpty()) {
            return usual.everyEpochs(new Converters.Count().convert(parts[0]));
        }
        return usual.every(new Converters.Time().convert(text));
    }
}

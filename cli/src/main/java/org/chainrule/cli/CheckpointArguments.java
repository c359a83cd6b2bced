package org.chainrule.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
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
            paramLabel = "TIME|Nepochs",
            converter = Often.class,
            description = "How often, usually 30s; or after so many epochs, such as 5epochs.")
    private @Nullable UnaryOperator<CheckpointOptions> every;

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
        if (directory.toString().isBlank()) {
            throw UserException.usage("expected the name of a folder for --checkpoint, found none; name one");
        }
        CheckpointOptions usual = CheckpointOptions.in(directory);
        CheckpointOptions options = every == null ? usual : every.apply(usual);
        return resume ? options.resumed() : options;
    }

    /** Whether the training goes on if it can. */
    boolean resume() {
        return resume;
    }

    /** {@code 30s}, or {@code 5epochs}. */
    static final class Often implements ITypeConverter<UnaryOperator<CheckpointOptions>> {
        private static final Pattern EPOCHS = Pattern.compile("(.*?)\\s*epochs?");

        @Override
        public UnaryOperator<CheckpointOptions> convert(String value) {
            Matcher epochs = EPOCHS.matcher(value.strip().toLowerCase(Locale.ROOT));
            if (epochs.matches()) {
                int count = new Converters.Count().convert(epochs.group(1));
                return usual -> usual.everyEpochs(count);
            }
            Duration time = new Converters.Time().convert(value);
            return usual -> usual.every(time);
        }
    }
}

package org.chainrule.tabular.run;

import java.nio.file.Files;
import java.nio.file.Path;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Where the preset {@code tune} keeps its trials: {@code --tune-dir}, which the same command goes on from, or {@code --checkpoint}, as for every preset. */
final class TuneFolder {
    private TuneFolder() {}

    /** The directory; null keeps nothing. */
    static @Nullable Path of(TrainOptions options) {
        CheckpointOptions checkpoint = options.checkpoint();
        if (checkpoint == null) {
            return options.tuneDirectory();
        }
        if (options.tuneDirectory() != null) {
            throw UserException.usage(
                    "--tune-dir and --checkpoint both say where the trials are kept; leave one of them out");
        }
        Path directory = checkpoint.directory();
        if (!checkpoint.resume() && Files.exists(directory.resolve(TuneLog.FILE))) {
            throw UserException.usage(
                    "the folder " + Display.text(directory.toString())
                            + " holds the trials of a search; add --resume to go on with it, or name another --checkpoint folder");
        }
        return directory;
    }

    /** Time of before that counts: with a checkpoint folder it is one search. */
    static double secondsBefore(TrainOptions options, TuneLog log) {
        return options.checkpoint() == null ? 0 : log.secondsBefore();
    }
}

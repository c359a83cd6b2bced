package org.chainrule.tabular.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.tabular.checkpoint.CheckpointFolder;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.AtomicFile;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the preset {@code best}: the states of every network, by configuration, share of its epochs and fold, and the time that was used. A search that is
 * taken up again goes the same way: networks that are finished are taken from here, one that was broken off goes on.
 */
final class SearchFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("configuration-(\\d+)\\.(\\d+)-fold-\\d+");
    private static final String TIME = "time.json";
    private static final String SECONDS = "seconds";

    private final CheckpointFolder folder;
    private final @Nullable Path time;
    private final Consumer<String> warnings;
    private boolean lost;

    private SearchFolder(CheckpointFolder folder, @Nullable Path time, Consumer<String> warnings) {
        this.folder = folder;
        this.time = time;
        this.warnings = warnings;
    }

    /** Opens a folder, or none. */
    static SearchFolder open(@Nullable CheckpointOptions options, Consumer<String> warnings) {
        return new SearchFolder(
                CheckpointFolder.open(options),
                options == null ? null : options.directory().resolve(TIME),
                warnings);
    }

    /** Where the states of a network are kept: of the n-th configuration, with a share 1, 1/2, 1/4 and so on of its epochs. */
    TableTraining.Kept kept(int position, double share, int fold) {
        return new TableTraining.Kept(
                folder, "configuration-" + position + "." + -Math.getExponent(share) + "-fold-" + fold);
    }

    /** The share of its epochs that a configuration was given before. */
    OptionalDouble share(int position) {
        return folder.names().stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .filter(name -> name.group(1).equals(String.valueOf(position)))
                .mapToDouble(name -> Math.scalb(1.0, -Integer.parseInt(name.group(2))))
                .findFirst();
    }

    /** Time that was used before. */
    double secondsBefore() {
        if (time == null || folder.names().isEmpty() || !Files.isRegularFile(time)) {
            return 0;
        }
        try {
            Object json = Json.parse(Files.readAllBytes(time), TIME);
            return json instanceof Map<?, ?> map && map.get(SECONDS) instanceof Number seconds
                    ? Math.max(0, seconds.doubleValue())
                    : 0;
        } catch (UserException | java.io.IOException e) {
            warnings.accept("the time that was used before is not known, so none is counted: " + e.getMessage());
            return 0;
        }
    }

    /** Keeps the time that is used. */
    synchronized void used(double seconds) {
        if (time != null && !lost) {
            try {
                byte[] json = Json.write(Map.of(SECONDS, seconds)).getBytes(StandardCharsets.UTF_8);
                AtomicFile.write(time, out -> out.write(json));
            } catch (UserException e) {
                lost = true;
                warnings.accept("the time is not kept: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}

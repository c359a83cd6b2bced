package org.chainrule.tabular.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.testing.Shared;
import org.chainrule.train.Rounds;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingListener;

/**
 * One table to train on and one to validate on, trained on one machine and in parts.
 *
 * @param training   trained on
 * @param validation validated on
 * @param profile    of the table to train on
 */
record PartedRuns(Table training, Table validation, TableProfile profile) {
    /** Local steps with the outer step that does nothing: the mean of the weights is taken as it is. */
    static final Rounds LOCAL = new Rounds.LocalSteps(0, 1, 0);

    private static final int SHARE = 5;

    /** Every fifth row of a text table validates. */
    static PartedRuns of(Path dir, String header, List<String> rows) {
        Table training = file(dir, "training.csv", header, rows, false);
        return new PartedRuns(training, file(dir, "validation.csv", header, rows, true), training.profile());
    }

    /** The first rows of a shared table with a header. */
    static PartedRuns shared(Path dir, String file, boolean header, int most) {
        try {
            List<String> lines = Files.readAllLines(Shared.path("data/" + file), StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.isBlank())
                    .limit(most)
                    .toList();
            return header ? of(dir, lines.get(0) + "\n", lines.subList(1, lines.size())) : of(dir, "", lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that columns can be: numbers, missing ones, text of few and many levels, dates, a weight, a constant. */
    static PartedRuns mixed(Path dir, int rows) {
        List<String> lines = IntStream.range(0, rows)
                .mapToObj(n -> (n % 11 == 0 ? "" : String.valueOf(n * 37 % 101 / 7.0)) + ","
                        + (n % 13 == 0 ? "" : List.of("rot", "blå", "緑").get(n * 7 % 3)) + ","
                        + "2024-0" + (n % 9 + 1) + "-1" + n % 10 + ","
                        + (n % 4 + 1) * 0.7 + ","
                        + "ort " + (n * n % 61) + ","
                        + "same" + ","
                        + (n * 0.001 - 3) + ","
                        + (n * 37 % 101 > 60 ? "hoch" : n * 37 % 101 > 20 ? "mittel" : "tief") + ","
                        + (n * 37 % 101 * 2 + n % 5))
                .toList();
        return of(dir, "x,color,day,Weight,Ort,fix,line,label,value\n", lines);
    }

    private static Table file(Path dir, String name, String header, List<String> rows, boolean validates) {
        String text = IntStream.range(0, rows.size())
                .filter(n -> n % SHARE == 2 == validates)
                .mapToObj(n -> rows.get(n) + "\n")
                .collect(Collectors.joining("", header, ""));
        try {
            return Table.read(Files.writeString(dir.resolve(name), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the command line trains, without what it says about the model afterwards. */
    Model alone(TrainOptions options) {
        TrainOptions given =
                options.toBuilder().validation(validation).doctor(false).build();
        try (PreparedTraining prepared = PreparedTraining.of(training, given)) {
            return prepared.model(Trainer.train(prepared.problem(), prepared.configuration()), 0, 0);
        }
    }

    /** On shards of this JVM. */
    Model parted(TrainOptions options, int shards, Rounds rounds, TrainingListener... listeners) {
        PartedTraining parted = PartedTraining.of(profile, options);
        try (LoadedTable rows = training.load(parted.columns());
                LoadedTable others = validation.load(parted.columns())) {
            return InMemoryParts.of(rows, others, shards).train(parted, rounds, listeners);
        }
    }
}

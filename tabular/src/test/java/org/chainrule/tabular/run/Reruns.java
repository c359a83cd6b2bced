package org.chainrule.tabular.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.read.Table;

/**
 * Tables and models for the tests of reproductions.
 *
 * @param dir where files go
 */
record Reruns(Path dir) {
    static final String HEADER = "x,color,day,Weight,Team,label,value\n";
    static final int ROWS = 120;

    Table table() {
        return file("data.csv", HEADER + rows(0, ROWS));
    }

    Table file(String name, String text) {
        try {
            return Table.read(Files.writeString(dir.resolve(name), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> (n % 11 == 0 ? "" : String.valueOf(n * 37 % 101 / 7.0)) + ","
                        + List.of("red", "blue", "green").get(n * 7 % 3) + ",2024-0" + (n % 9 + 1) + "-1" + n % 10 + ","
                        + (n % 4 + 1) + ",team" + n % 13 + "," + (n * 37 % 101 > 50 ? "high" : "low") + ","
                        + (n * 37 % 101 * 2 + n % 5) + "\n")
                .collect(Collectors.joining());
    }

    /** From the file, as the command has it. */
    Model saved(Model model) {
        Path path = dir.resolve("model.chainrule");
        model.save(path);
        return Model.load(path);
    }

    static TrainOptionsBuilder options(String target) {
        return TrainOptions.builder(target)
                .hiddenLayers(List.of(6, 5))
                .epochs(4)
                .drop(List.of());
    }

    static TrainOptionsBuilder classes() {
        return options("label").drop(List.of("value"));
    }

    static TrainOptionsBuilder values() {
        return options("value").drop(List.of("label"));
    }

    static Model with(Model model, Provenance provenance) {
        ModelContents c = model.contents();
        return new Model(new ModelContents(
                c.schema(),
                c.task(),
                c.encoder(),
                c.target(),
                c.network(),
                c.validation(),
                c.test(),
                c.history(),
                provenance));
    }

    static Provenance configured(Provenance p, Map<String, String> settings) {
        return new Provenance(
                p.chainruleVersion(),
                p.createdAt(),
                p.jdk(),
                p.data(),
                p.validationData(),
                p.trainingRows(),
                p.validationRows(),
                p.droppedRows(),
                p.seed(),
                p.preset(),
                settings,
                p.kernel(),
                p.seconds(),
                p.epochs(),
                p.bestEpoch(),
                p.stopReason(),
                p.firstEpochSteps());
    }

    static Provenance edited(Provenance p, UnaryOperator<TableIdentity> data, String version) {
        return new Provenance(
                version,
                p.createdAt(),
                p.jdk(),
                data.apply(p.data()),
                p.validationData(),
                p.trainingRows(),
                p.validationRows(),
                p.droppedRows(),
                p.seed(),
                p.preset(),
                p.configuration(),
                p.kernel(),
                p.seconds(),
                p.epochs(),
                p.bestEpoch(),
                p.stopReason(),
                p.firstEpochSteps());
    }
}

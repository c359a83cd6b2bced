package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.chainrule.optim.Sgd;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.checkpoint.CheckpointSamples;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.tabular.model.CheckpointFile;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.MemberTraining;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.Predictions;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.Safetensors;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.train.TrainingResult;
import org.chainrule.train.TrainingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that earlier versions wrote load for ever, with the same weights and the same predictions to the bit. One folder a release, written by
 * {@code mvn test -pl tabular -am -Dtest=FixtureTest -Dsurefire.failIfNoSpecifiedTests=false -Dchainrule.fixtures.write=VERSION}; no folder is ever written again.
 */
class FixtureTest {
    private static final String EXPECTED = "expected.json";

    @TempDir
    Path dir;

    static List<Path> releases() throws IOException, URISyntaxException {
        Path all = Path.of(Objects.requireNonNull(FixtureTest.class.getResource("/fixtures"))
                .toURI());
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static Map<?, ?> expected(Path release) throws IOException {
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(Files.readAllBytes(release.resolve(EXPECTED))));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theyLoadForEver(Path release) throws IOException {
        Map<?, ?> expected = expected(release);
        assertFalse(expected.isEmpty());
        for (Map.Entry<?, ?> entry : expected.entrySet()) {
            Path file = release.resolve(String.valueOf(entry.getKey()));
            Map<String, Object> found = file.toString().endsWith(".checkpoint")
                    ? ofCheckpoint(CheckpointFile.read(file))
                    : ofModel(Model.load(file));
            assertEquals(Json.write(entry.getValue()), Json.write(found), file.toString());
        }
    }

    @Test
    void everyFormatHasOne() throws IOException, URISyntaxException {
        for (Path release : releases()) {
            List<String> formats = new ArrayList<>();
            for (Object file : expected(release).keySet()) {
                formats.add(Safetensors.read(release.resolve(String.valueOf(file)))
                        .metadata()
                        .get("formatVersion"));
            }
            assertEquals(List.of("1", "2", "3", "1"), formats, release.toString());
        }
        assertEquals(3, ModelFile.FORMAT_VERSION, "a new format needs a fixture");
        assertEquals(1, CheckpointFile.FORMAT_VERSION, "a new format needs a fixture");
    }

    private static List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String line : Reruns.rows(0, 7).lines().toList()) {
            String[] cells = line.split(",", -1);
            Map<String, Object> row = new LinkedHashMap<>();
            for (int c = 0; c < 5; c++) {
                if (!cells[c].isEmpty()) {
                    row.put(
                            Reruns.HEADER.split(",", -1)[c],
                            c == 0 || c == 3 ? Double.valueOf(cells[c]) : (Object) cells[c]);
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> ofModel(Model model) {
        Predictions predictions = model.predict(rows());
        List<String> bits = new ArrayList<>();
        for (int row = 0; row < predictions.rows(); row++) {
            double first = model.classes().isEmpty()
                    ? predictions.value(row)
                    : predictions.probabilities()[row][0];
            bits.add(Long.toHexString(Double.doubleToRawLongBits(first)));
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("weightsSha256", model.weightsSha256());
        found.put("predictionBits", bits);
        return found;
    }

    /** What the training came to that goes on from there. */
    private static Map<String, Object> ofCheckpoint(CheckpointContents contents) {
        TrainingResult result = CheckpointSamples.train(contents.state(), new ArrayList<>());
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("weightsSha256", ModelFile.weightsSha256(result.network()));
        found.put(
                "validationLossBits",
                result.history().stream()
                        .map(epoch -> Long.toHexString(Double.doubleToRawLongBits(epoch.validationLoss())))
                        .toList());
        return found;
    }

    /** Not a test: writes the folder of a release, if one is asked for. */
    @Test
    void writeThoseOfARelease() throws IOException {
        String version = System.getProperty("chainrule.fixtures.write");
        assumeTrue(version != null, "no release is asked for");
        Path release = Path.of("src/test/resources/fixtures", String.valueOf(version));
        Files.createDirectory(release); // fails if it is there
        ModelContents classes = trained(Reruns.classes().preset("realmlp-s").build());
        ModelContents values = trained(Reruns.values().preset("plain").build());
        ModelFile.write(classes.withoutOptimizerState(), release.resolve("model-1.chainrule"));
        ModelFile.write(members(classes), release.resolve("model-2.chainrule"));
        ModelFile.write(values, release.resolve("model-3.chainrule"));
        List<TrainingState> states = new ArrayList<>();
        CheckpointSamples.train(null, states);
        CheckpointFile.write(
                new CheckpointContents(Map.of("kind", "fixture"), new Sgd(), states.get(2)),
                release.resolve("checkpoint-1.checkpoint"));
        Map<String, Object> expected = new LinkedHashMap<>();
        for (String name : List.of("model-1", "model-2", "model-3")) {
            String file = name + ".chainrule";
            expected.put(file, ofModel(Model.load(release.resolve(file))));
        }
        String file = "checkpoint-1.checkpoint";
        expected.put(file, ofCheckpoint(CheckpointFile.read(release.resolve(file))));
        Files.writeString(release.resolve(EXPECTED), Json.writePretty(expected) + "\n");
    }

    private ModelContents trained(TrainOptions options) {
        Model model = Chainrule.train(new Reruns(dir).table(), options);
        Provenance p = model.provenance();
        TableIdentity data = new TableIdentity(
                "data.csv", p.data().fingerprint(), p.data().rows(), p.data().columnFingerprints());
        Provenance pathless = new Provenance(
                p.chainruleVersion(),
                p.createdAt(),
                p.jdk(),
                data,
                null,
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
        return with(model.contents(), model.contents().members(), pathless);
    }

    /** The same network twice. */
    private static ModelContents members(ModelContents c) {
        Member one = c.members().get(0);
        List<Member> members = new ArrayList<>();
        for (int fold = 0; fold < 2; fold++) {
            MemberTraining training =
                    new MemberTraining("realmlp-s", fold, 96, 24, c.provenance().configuration(), 4, 3, "COMPLETED", 0);
            members.add(new Member(one.encoder(), one.target(), one.network(), 0.5, training));
        }
        return with(c, members, c.provenance());
    }

    private static ModelContents with(ModelContents c, List<Member> members, Provenance provenance) {
        return new ModelContents(
                c.schema(), c.task(), members, c.validation(), c.test(), c.history(), provenance, c.uncertainty());
    }
}

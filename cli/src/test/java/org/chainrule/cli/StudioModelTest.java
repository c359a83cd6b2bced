package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.http.StudioServer;
import org.chainrule.studio.problem.GivenModel;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.LiveRuns;
import org.chainrule.studio.run.WatchRun;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.OpenedModel;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.train.SteppedTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code studio MODEL DATA}: the model at its weights, as explain sees it, and on with the steps of its training. */
@Timeout(120)
@SuppressWarnings("unchecked")
class StudioModelTest {
    private static final Path PENGUINS =
            Path.of(System.getProperty("chainrule.root", ".."), "examples", "penguins.csv");

    @TempDir
    Path dir;

    private final HttpClient client = HttpClient.newHttpClient();

    private Path train(String... more) {
        Path file = dir.resolve("penguins.chainrule");
        List<String> line = new ArrayList<>(List.of(
                "train",
                PENGUINS.toString(),
                "--target",
                "species",
                "--hidden",
                "6,4",
                "--model",
                file.toString(),
                "--no-report",
                "--no-doctor"));
        line.addAll(List.of(more));
        for (String usual : List.of("--preset=plain", "--seed=3")) {
            String name = usual.substring(0, usual.indexOf('=') + 1);
            if (line.stream().noneMatch(word -> word.startsWith(name))) {
                line.add(usual);
            }
        }
        Ran ran = Ran.of(line.toArray(String[]::new));
        assertEquals(0, ran.code(), ran.err());
        return file;
    }

    private Map<String, Object> ask(StudioServer studio, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(studio.address() + path.substring(1)));
        if (!body.isEmpty()) {
            request.header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return (Map<String, Object>) Json.parse(answer.body());
    }

    private static Map<String, Object> map(Map<String, Object> tree, String key) {
        return (Map<String, Object>) Objects.requireNonNull(tree.get(key), key);
    }

    private static long whole(Map<String, Object> tree, String key) {
        return ((Number) Objects.requireNonNull(tree.get(key), key)).longValue();
    }

    /** The weights of the run as it stands, by the file that the page offers. */
    private String weights(StudioServer studio) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(studio.address() + "api/runs/r1/model"))
                .build();
        Path file = dir.resolve("download.chainrule");
        assertEquals(
                200,
                client.send(request, HttpResponse.BodyHandlers.ofFile(file)).statusCode());
        return Model.load(file).weightsSha256();
    }

    @Test
    void standsAtTheWeightsAndGoesOnWithTheBitsOfTheTraining() throws Exception {
        Path file = train("--epochs", "8", "--dropout", "0");
        Model model = Model.load(file);
        OpenedModel opened = OpenedModel.of(model, Table.read(PENGUINS), null);
        assertEquals(null, opened.obstacle());
        long first = opened.checkpoint().step();
        Problems problems = Problems.ofModel(new GivenModel("penguins.chainrule", "penguins.csv", opened));
        try (StudioServer studio = start(StudioServer.STUDIO, problems, new LiveRuns(problems::problem))) {
            Map<String, Object> catalog = ask(studio, "/api/catalog", "");
            assertEquals("model", catalog.get("first"));
            assertEquals(true, map(catalog, "model").get("goesOn"));
            assertTrue(whole(ask(studio, "/api/plan", "{\"problem\":\"model\"}"), "parameters") > 0);
            Map<String, Object> made = ask(studio, "/api/runs", "{\"problem\":\"model\"}");
            assertEquals(first, whole(map(made, "setup"), "firstStep"));
            Map<String, Object> frame = map(made, "frame");
            assertEquals(first, whole(frame, "step"));
            assertEquals(model.history().epochs().get(0).validationLoss(), curve(frame, 1, 3), 1e-5);
            assertEquals(model.weightsSha256(), weights(studio));
            double shown = map(((List<Map<String, Object>>) frame.get("layers")).get(0), "weights")
                                    .get("values")
                            instanceof List<?> values
                    ? ((Number) values.get(0)).doubleValue()
                    : Double.NaN;
            assertEquals(Objects.requireNonNull(model.network().floatParameters())[0], shown, 1e-5);
            int row = opened.prepared().trainingRows()[5];
            Map<String, Object> explained = Ran.of(
                            "explain",
                            file.toString(),
                            PENGUINS.toString(),
                            "--weight",
                            "1:2:3",
                            "--row",
                            String.valueOf(row + 1),
                            "--json")
                    .json();
            Map<String, Object> page = ask(studio, "/api/runs/r1/explain?weight=1:2:3&row=5", "");
            assertEquals(explained.get("gradient"), page.get("gradient"));
            assertEquals(explained.get("update"), page.get("update"));
            assertNotNull(ask(studio, "/api/runs/r1/pass?row=next", "").get("cost"));
            assertEquals(
                    first + 13, whole(ask(studio, "/api/runs/r1/travel", "{\"step\":" + (first + 13) + "}"), "step"));
            assertEquals(uninterrupted(first + 13), weights(studio));
            assertEquals(first, whole(ask(studio, "/api/runs/r1/travel", "{\"step\":" + first + "}"), "step"));
        }
    }

    private static double curve(Map<String, Object> frame, int point, int what) {
        return ((List<List<Number>>) Objects.requireNonNull(frame.get("curve")))
                .get(point)
                .get(what)
                .doubleValue();
    }

    /** The weights after so many steps of a training that nobody stopped. */
    private static String uninterrupted(long step) {
        TrainOptions options = TrainOptions.builder("species")
                .preset("plain")
                .hiddenLayers(List.of(6, 4))
                .dropout(0.0)
                .epochs(16)
                .seed(3)
                .doctor(false)
                .build();
        try (PreparedTraining prepared = PreparedTraining.of(Table.read(PENGUINS), options);
                SteppedTraining training = SteppedTraining.start(prepared.problem(), prepared.configuration())) {
            while (training.step() < step) {
                training.advance();
                if (training.epochComplete()) {
                    training.finishEpoch();
                }
            }
            return ModelFile.weightsSha256(training.network());
        }
    }

    private StudioServer start(String mode, Problems problems, org.chainrule.studio.run.Runs runs) {
        return StudioServer.start(new PortChoice(0, true), mode, problems, runs, wrong -> {
            throw new AssertionError(wrong);
        });
    }

    @Test
    void aModelThatWasSavedOnTheWayIsOpenedAgain() throws Exception {
        Path file = train("--epochs", "8", "--dropout", "0.2");
        OpenedModel opened = OpenedModel.of(Model.load(file), Table.read(PENGUINS), null);
        long first = opened.checkpoint().step();
        byte[] saved;
        float[] further;
        Problems problems = Problems.ofModel(new GivenModel("m", "penguins.csv", opened));
        try (LiveRuns runs = new LiveRuns(problems::problem)) {
            runs.create(problems.settings(Map.of()));
            runs.travel("r1", first + 4);
            saved = runs.model("r1");
            runs.travel("r1", first + 9);
            Path later = Files.write(dir.resolve("later.chainrule"), runs.model("r1"));
            further = Objects.requireNonNull(Model.load(later).network().floatParameters());
        }
        problems.close();
        Path middle = Files.write(dir.resolve("middle.chainrule"), saved);
        try (OpenedModel again = OpenedModel.of(Model.load(middle), Table.read(PENGUINS), null);
                SteppedTraining training = SteppedTraining.start(
                        again.prepared().problem(), again.prepared().configuration())) {
            training.restore(again.checkpoint());
            assertEquals(first + 4, training.step());
            while (training.step() < first + 9) {
                training.advance();
                if (training.epochComplete()) {
                    training.finishEpoch();
                }
            }
            assertArrayEquals(further, training.network().floatParameters());
        }
        assertEquals(
                0,
                Ran.of("reproduce", middle.toString(), PENGUINS.toString()).code(),
                "a model saved on the way is reproduced from its start");
    }

    @ParameterizedTest
    @CsvSource({
        "--no-optimizer-state, optimiser's state, true",
        "--optimizer=lbfgs, L-BFGS, true",
        "--seed=3, not the rows, false"
    })
    void whatCannotGoOnIsLookedAt(String option, String why, boolean sameRows) throws Exception {
        Path file = train("--epochs", "2", option);
        Table table = Table.read(sameRows ? PENGUINS : without(2));
        OpenedModel opened = OpenedModel.of(Model.load(file), table, null);
        assertTrue(String.valueOf(opened.obstacle()).contains(why), opened.obstacle());
        GivenModel given = new GivenModel("m", "penguins.csv", opened);
        Problems problems = Problems.ofModel(given);
        try (StudioServer studio = start(StudioServer.WATCH, problems, WatchRun.of(opened, given.text()))) {
            Map<String, Object> catalog = ask(studio, "/api/catalog", "");
            assertEquals("watch", catalog.get("mode"));
            assertTrue(String.valueOf(map(catalog, "model").get("text")).contains(why));
            Map<String, Object> frame = map(ask(studio, "/api/runs/training", ""), "frame");
            assertEquals("finished", frame.get("state"));
            assertNotNull(frame.get("outcome"));
            assertNotNull(ask(studio, "/api/runs/training/explain?weight=1:0:1&row=3", "")
                    .get("gradient"));
            assertNotNull(ask(studio, "/api/runs/training/pass?row=3", "").get("cost"));
        }
        problems.close();
    }

    @Test
    void otherLayersAreForExplain() throws IOException {
        Path file = train("--epochs", "1", "--preset=tabm");
        refused(2, "chainrule explain", "studio", file.toString(), PENGUINS.toString());
    }

    private Path without(int line) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(PENGUINS));
        lines.remove(line);
        return Files.write(dir.resolve("fewer.csv"), lines);
    }

    @Test
    void mistakesAreSaidInOneLine() throws IOException {
        Path file = train("--epochs", "1");
        Path none = Files.writeString(dir.resolve("none.chainrule"), "no model");
        Path table = Files.writeString(dir.resolve("columns.csv"), "a,species\n1,Adelie\n2,Gentoo\n");
        String model = file.toString();
        refused(2, "studio MODEL DATA", "studio", model);
        refused(2, "studio MODEL DATA", "studio", PENGUINS.toString(), model);
        refused(2, "leave out --target", "studio", model, PENGUINS.toString(), "--target", "species");
        refused(2, "leave out --settings", "studio", model, PENGUINS.toString(), "--settings", "epochs=3");
        refused(2, "leave out --validation", "studio", model, PENGUINS.toString(), "--validation", table.toString());
        refused(0, "none.chainrule", "studio", none.toString(), PENGUINS.toString());
        refused(0, "island", "studio", model, table.toString());
    }

    private static void refused(int code, String part, String... arguments) {
        Ran ran = Ran.of(arguments);
        assertNotEquals(0, ran.code());
        if (code > 0) {
            assertEquals(code, ran.code(), ran.err());
        }
        assertEquals(1, ran.complaints().size(), ran.err());
        assertTrue(ran.complaints().get(0).contains(part), ran.err());
    }
}

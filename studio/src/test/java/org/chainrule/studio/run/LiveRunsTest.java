package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.problem.Settings;
import org.chainrule.studio.problem.SettingsReader;
import org.chainrule.studio.run.Control.Action;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the problems that the page offers, by their ids. */
@Timeout(120)
@SuppressWarnings("unchecked")
class LiveRunsTest {
    private final Problems problems = new Problems(null);
    private final LiveRuns runs = new LiveRuns(problems::problem);

    @AfterEach
    void close() {
        runs.close();
        problems.close();
    }

    private static Settings settings(Object... pairs) {
        Map<String, @Nullable Object> tree = Shown.tree();
        for (int k = 0; k < pairs.length; k += 2) {
            tree.put((String) pairs[k], pairs[k + 1]);
        }
        return SettingsReader.read(tree, false);
    }

    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> tree, String key) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(tree.get(key), key);
    }

    @Test
    void aDrawnProblem() {
        Map<String, @Nullable Object> made = runs.create(settings("problem", "circle", "epochs", 3));
        assertEquals("r1", made.get("run"));
        Map<String, @Nullable Object> setup = map(made, "setup");
        assertEquals("classification", setup.get("task"));
        assertEquals(List.of("x", "y"), setup.get("inputs"));
        List<Map<String, Object>> layers =
                (List<Map<String, Object>>) map(setup, "network").get("layers");
        assertEquals(3, Objects.requireNonNull(layers).size());
        assertEquals("dense.1", layers.get(0).get("block"));
        assertEquals("tanh", layers.get(0).get("activation"));
        assertNull(layers.get(2).get("activation"));
        Map<String, @Nullable Object> points = map(setup, "points");
        Object[] training = (Object[]) Objects.requireNonNull(points.get("training"));
        assertEquals(500, training.length);
        assertEquals(
                250,
                java.util.Arrays.stream(training).filter(Boolean.TRUE::equals).count());
        Map<String, @Nullable Object> frame = map(made, "frame");
        assertNotNull(frame.get("surface"));
        assertNotNull(frame.get("unitSurfaces"));
        assertNull(frame.get("outcome"));
        double[] start = ((List<double[]>) Objects.requireNonNull(frame.get("curve"))).get(0);
        assertTrue(start[2] > 0 && start[3] > 0, "the cost before the first step");
        Map<String, @Nullable Object> pass = runs.pass("r1", new RowChoice(RowChoice.Kind.NUMBER, 249));
        assertEquals(249, pass.get("row"));
        assertThrows(UserException.class, () -> runs.pass("r1", new RowChoice(RowChoice.Kind.NUMBER, 250)));
        Map<String, @Nullable Object> weights = runs.weights("r1", new Runs.Window(2, 1, 2, 1, 9));
        assertEquals(2, weights.get("rows"));
        assertEquals(1, weights.get("columns"));
        assertNotNull(runs.explain("r1", "1:0:2", new RowChoice(RowChoice.Kind.NEXT, 0), 10)
                .get("picture"));
        UserException refused = assertThrows(
                UserException.class, () -> runs.explain("r1", "9:0:0", new RowChoice(RowChoice.Kind.NEXT, 0), 10));
        assertTrue(refused.getMessage().startsWith("weight: "), refused.getMessage());
        runs.delete("r1");
        assertEquals(
                RunRefusal.Reason.NO_SUCH_RUN,
                assertThrows(RunRefusal.class, () -> runs.frame("r1")).reason());
    }

    @Test
    void theModelFileHasTheWeightsOfTheStep(@TempDir Path folder) throws Exception {
        runs.create(settings("problem", "penguins", "epochs", 4, "layers", "8:relu"));
        runs.control("r1", new Control(Action.EPOCH, null));
        runs.control("r1", new Control(Action.BATCH, null));
        Map<String, @Nullable Object> frame = runs.frame("r1");
        assertNotNull(map(frame, "outcome").get("confusion"));
        Path file = folder.resolve("run.chainrule");
        Files.write(file, runs.model("r1"));
        Model model = Model.load(file);
        assertEquals(
                frame.get("step"),
                Objects.requireNonNull(model.contents().optimizer()).state().step());
        Map<String, @Nullable Object> window = runs.weights("r1", new Runs.Window(1, 0, 64, 0, 64));
        float[] saved = Objects.requireNonNull(model.network().floatParameters());
        double[] first = ((List<double[]>) Objects.requireNonNull(window.get("values"))).get(0);
        for (int j = 0; j < first.length; j++) {
            assertEquals(saved[j], (float) first[j]);
        }
        Map<String, @Nullable Object> unit = runs.unit("r1", 1, 0);
        List<Map<String, Object>> strongest = (List<Map<String, Object>>) unit.get("strongest");
        assertTrue(((Map<?, ?>) Objects.requireNonNull(strongest).get(0).get("cells")).size() > 3);
        assertTrue(((List<?>) Objects.requireNonNull(unit.get("response"))).size() <= 6);
    }

    @Test
    void theModelFileSaysWhichKernelsWorked(@TempDir Path folder) throws Exception {
        runs.create(settings("problem", "xor", "epochs", 2, "precision", "float64"));
        runs.control("r1", new Control(Action.EPOCH, null));
        Path file = Files.write(folder.resolve("run.chainrule"), runs.model("r1"));
        assertEquals("reference", Model.load(file).provenance().kernel());
    }

    @Test
    void aLinksEditsAreMadeByTravellingToThem(@TempDir Path folder) throws Exception {
        Settings settings = settings("problem", "xor", "epochs", 5, "optimizer", "sgd", "dropout", 0.2);
        runs.create(settings);
        Path start = folder.resolve("start.chainrule");
        Files.write(start, runs.model("r1"));
        assertEquals(28, Model.load(start).contents().parameters());
        for (int step = 0; step < 40; step++) {
            runs.control("r1", new Control(Action.BATCH, null));
            if (step == 2 || step == 30) {
                runs.edit("r1", "1:1:" + step / 10, 0.5);
            }
        }
        List<String> edits =
                (List<String>) Objects.requireNonNull(runs.frame("r1").get("edits"));
        assertEquals(List.of("3:1:1:0:0.5", "31:1:1:3:0.5"), edits);
        runs.create(settings);
        for (String edit : edits) {
            String[] parts = edit.split(":", -1);
            runs.travel("r2", Long.parseLong(parts[0]));
            runs.edit("r2", parts[1] + ":" + parts[2] + ":" + parts[3], Double.parseDouble(parts[4]));
        }
        runs.travel("r2", 40);
        Files.write(folder.resolve("a"), runs.model("r1"));
        Files.write(folder.resolve("b"), runs.model("r2"));
        assertEquals(
                Model.load(folder.resolve("a")).weightsSha256(),
                Model.load(folder.resolve("b")).weightsSha256());
    }

    @Test
    void aRegressionHasPairsAndASurfaceInUnitsOfTheTarget() {
        runs.create(settings("problem", "plane", "epochs", 40));
        runs.control("r1", new Control(Action.EPOCH, null));
        Map<String, @Nullable Object> surface = map(runs.frame("r1"), "surface");
        Map<String, @Nullable Object> setup = map(runs.describe("r1"), "setup");
        double[] targets =
                (double[]) Objects.requireNonNull(map(setup, "points").get("target"));
        assertEquals(java.util.Arrays.stream(targets).max().getAsDouble(), surface.get("high"));
        runs.create(settings("problem", "weather", "epochs", 2));
        Map<String, @Nullable Object> outcome = map(runs.frame("r2"), "outcome");
        assertEquals("regression", outcome.get("kind"));
        List<double[]> pairs = (List<double[]>) Objects.requireNonNull(outcome.get("pairs"));
        assertTrue(pairs.size() > 10 && pairs.size() <= 300);
    }

    @Test
    void theTourStartsFromTheLecturesWeights() {
        Settings tour = settings("problem", "tour", "layers", "3:tanh");
        double[] start = Objects.requireNonNull(problems.problem(tour).start());
        runs.create(tour);
        Map<String, @Nullable Object> window = runs.weights("r1", new Runs.Window(1, 0, 1, 0, 2));
        double[] first = ((List<double[]>) Objects.requireNonNull(window.get("values"))).get(0);
        assertArrayEquals(
                new double[] {(float) start[0], (float) start[1]}, new double[] {(float) first[0], (float) first[1]});
    }

    @Test
    void theNinthRunTakesThePlaceOfTheOldestIdleOne() {
        for (int k = 0; k < 8; k++) {
            runs.create(settings("points", 50));
        }
        runs.control("r1", new Control(Action.PLAY, 1.0));
        runs.frame("r2");
        runs.create(settings("points", 50));
        assertNotNull(runs.frame("r1"));
        assertNotNull(runs.frame("r2"));
        assertThrows(RunRefusal.class, () -> runs.frame("r3"));
        assertNotNull(runs.frame("r9"));
    }
}

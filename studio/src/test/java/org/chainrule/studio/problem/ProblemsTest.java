package org.chainrule.studio.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.Trainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    private final Problems problems = new Problems(null);

    @AfterEach
    void close() {
        problems.close();
    }

    private static Settings settings(Object... pairs) {
        Map<String, Object> tree = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            tree.put((String) pairs[i], pairs[i + 1]);
        }
        return SettingsReader.read(tree, false);
    }

    private PreparedTraining prepared(Settings settings) {
        StudioProblem problem = problems.problem(settings);
        return PreparedTraining.of(problem.table(), problem.options());
    }

    private Points points(Object... pairs) {
        return Objects.requireNonNull(problems.problem(settings(pairs)).points());
    }

    @ParameterizedTest
    @CsvSource({"gaussians,true", "xor,true", "circle,true", "spiral,true", "plane,false", "bumps,false"})
    void drawnPointsDependOnTheirSeedAlone(String problem, boolean classes) {
        Points points = points("problem", problem, "points", 200, "dataSeed", 5);
        Points again = points("problem", problem, "points", 200, "dataSeed", 5, "seed", 9, "epochs", 3);
        assertArrayEquals(points.x(), again.x());
        assertArrayEquals(points.y(), again.y());
        assertArrayEquals(points.target(), again.target());
        assertFalse(Arrays.equals(
                points.x(),
                points("problem", problem, "points", 200, "dataSeed", 6).x()));
        assertEquals(200, points.count());
        assertEquals(classes ? List.of("A", "B") : List.of(), points.classes());
        for (int i = 0; i < points.count(); i++) {
            assertTrue(Math.abs(points.x()[i]) <= 6 && Math.abs(points.y()[i]) <= 6, "outside of the plane");
            double target = points.target()[i];
            assertTrue(classes ? target == 0 || target == 1 : Math.abs(target) <= 1, "target " + target);
        }
        if (classes) {
            double ones = Arrays.stream(points.target()).sum();
            assertTrue(ones > 60 && ones < 140, "classes are about even: " + ones);
        }
    }

    @Test
    void moreNoiseMakesTheCircleHarder() {
        assertEquals(0, misplaced(points("problem", "circle", "noise", 0)));
        assertTrue(misplaced(points("problem", "circle", "noise", 0.5)) > 20);
    }

    private static int misplaced(Points points) {
        int wrong = 0;
        for (int i = 0; i < points.count(); i++) {
            wrong += Math.hypot(points.x()[i], points.y()[i]) < 2.5 == (points.target()[i] == 1) ? 0 : 1;
        }
        return wrong;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussians", "xor", "circle", "spiral", "plane", "bumps"})
    void rowsOfTheTableAreThePoints(String problem) {
        Settings settings = settings("problem", problem, "points", 100, "features", "x,y,xy,sinx");
        try (PreparedTraining prepared = prepared(settings)) {
            Points points = points("problem", problem, "points", 100);
            assertEquals(List.of("x", "y", "xy", "sinx"), prepared.inputNames());
            assertEquals(50, prepared.trainingRows().length);
            int row = prepared.trainingRows()[7];
            Map<String, String> cells = prepared.cells(7);
            assertEquals(points.x()[row], Double.parseDouble(cells.get("x")));
            assertEquals(points.x()[row] * points.y()[row], Double.parseDouble(cells.get("xy")));
            assertEquals(points.classes(), prepared.classNames());
        }
    }

    @Test
    void theTourStandsAtFriendlyNumbers() {
        Settings settings = TourStart.suggested();
        StudioProblem tour = problems.problem(settings);
        double[] start = Objects.requireNonNull(tour.start());
        try (PreparedTraining prepared = PreparedTraining.of(tour.table(), tour.options())) {
            assertEquals(new ParameterLayout(prepared.problem().network()).size(), start.length);
            double[] x = new double[8];
            double[] y = new double[4];
            prepared.problem().training().gather(new int[] {0, 1, 2, 3}, 0, 4, x, y, new double[4]);
            assertArrayEquals(new double[] {1, 1, 1, -1, -1, 1, -1, -1}, x);
            assertArrayEquals(new double[] {0, 1, 1, 0}, y);
            var problem = prepared.problem();
            var begun = new org.chainrule.train.TrainingProblem(
                    problem.network(),
                    problem.likelihood(),
                    problem.training(),
                    null,
                    null,
                    TrainedNetwork.float64(problem.network(), problem.likelihood(), start, new double[0]));
            var result = Trainer.train(begun, prepared.configuration());
            assertTrue(
                    result.history().get(99).trainingLoss() < 0.1,
                    "it learns: " + result.history().get(99).trainingLoss());
        }
        assertNull(problems.problem(settings("problem", "tour", "layers", "4:tanh"))
                .start());
    }

    @ParameterizedTest
    @CsvSource({"penguins,CLASSIFICATION,species,342", "weather,REGRESSION,temp_max,2922"})
    void examplesComeWithTheStudio(String id, Task task, String target, int rows) {
        try (PreparedTraining prepared = prepared(settings("problem", id))) {
            assertEquals(task, prepared.task());
            assertTrue(prepared.columnNames().contains(target));
            int all = prepared.trainingRows().length + prepared.validationRows().length;
            assertTrue(Math.abs(all - rows) <= 2, "rows: " + all);
        }
    }

    @Test
    void theOptionsAreThoseOfThePlainPreset() {
        Settings settings =
                settings("problem", "penguins", "layers", "6:relu,3:tanh", "optimizer", "adamw", "l1", 0.01);
        try (PreparedTraining prepared = prepared(settings)) {
            Map<String, String> said = prepared.settings();
            assertEquals("plain", said.get("preset"));
            assertEquals("relu,tanh", said.get("activation"));
            assertEquals("0.2", said.get("validationFraction"));
            assertEquals("0.01", said.get("l1"));
            assertEquals("0", said.get("patience"));
            assertTrue(String.valueOf(said.get("optimizer")).contains("weightDecay=0"), said.get("optimizer"));
        }
    }

    @Test
    void aTableThatWasNotGivenIsNotThere() {
        assertThrows(UserException.class, () -> problems.problem(Defaults.TABLES));
    }

    @Test
    void temporaryFilesGo() throws Exception {
        StudioProblem problem = problems.problem(settings());
        assertNotNull(problem.points());
        problem.table().profile();
        problems.close();
        assertThrows(UserException.class, () -> problem.table().profile());
    }

    @ParameterizedTest
    @CsvSource({
        "circle,4:tanh;2:tanh,categorical,250,250,25",
        "plane,8:relu,gaussian-variance,250,250,25",
        "tour,3:tanh,auto,4,0,1",
        "penguins,5:relu;4:gelu,auto,275,69,9"
    })
    void thePlanIsWhatIsMade(
            String problem, String layers, String likelihood, int training, int validation, int steps) {
        Settings settings = settings("problem", problem, "layers", layers.replace(';', ','), "likelihood", likelihood);
        Map<String, Object> plan = new Planner(problems).of(settings);
        assertEquals(training, plan.get("trainingRows"));
        assertEquals(validation, plan.get("validationRows"));
        assertEquals(steps, plan.get("stepsPerEpoch"));
        assertTrue((double) plan.get("secondsPerEpoch") > 0, "an estimate");
        try (PreparedTraining prepared = prepared(settings)) {
            assertEquals(new ParameterLayout(prepared.problem().network()).size(), plan.get("parameters"));
            assertEquals(prepared.problem().network().inputs(), plan.get("inputs"));
            assertEquals(prepared.problem().network().outputs(), plan.get("outputs"));
            assertEquals(training, prepared.trainingRows().length);
            assertEquals(validation, prepared.validationRows().length);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "circle | gaussian | categorical, bernoulli",
                "penguins | bernoulli | categorical for 3",
                "plane | categorical | gaussian"
            })
    void aLikelihoodThatDoesNotFitIsSaidWhileOneTypes(String problem, String likelihood, String expected) {
        UserException wrong = assertThrows(UserException.class, () -> new Planner(problems)
                .of(settings("problem", problem, "likelihood", likelihood)));
        assertTrue(String.valueOf(wrong.getMessage()).contains(expected), wrong.getMessage());
    }

    @Test
    void aNetworkThatIsTooLargeIsRefused() {
        String wide = "1024:relu,1024:relu,1024:relu,1024:relu,1024:relu,1024:relu";
        UserException wrong =
                assertThrows(UserException.class, () -> new Planner(problems).of(settings("layers", wide)));
        assertTrue(String.valueOf(wrong.getMessage()).contains("4000000"), wrong.getMessage());
    }
}

package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Prediction;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RowSample;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.PartialDependence.Curve;
import org.chainrule.tabular.run.PartialDependence.Series;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The curves are means of the model's own predictions. */
class PartialDependenceTest {
    @TempDir
    Path dir;

    /** y rises with x, by a step with kind, and not at all with noise. */
    private TrainingRun run(String target) throws IOException {
        StringBuilder text = new StringBuilder("x,noise,kind,day,y,class\n");
        for (int n = 0; n < 300; n++) {
            double x = (n * 37 % 300) / 100.0;
            String kind = n % 3 == 0 ? "low" : n % 7 == 0 ? "" : "high";
            double y = 2 * x + (kind.equals("high") ? 3 : 0);
            text.append(String.format(
                    Locale.ROOT,
                    "%.2f,%d,%s,2024-%02d-%02d,%.3f,%s%n",
                    x,
                    n * 71 % 100,
                    kind,
                    n % 12 + 1,
                    n % 28 + 1,
                    y,
                    y < 3 ? "a" : y < 6 ? "b" : "c"));
        }
        Path file = dir.resolve("t.csv");
        Files.writeString(file, text.toString());
        return Chainrule.run(
                Table.read(file),
                TrainOptions.builder(target)
                        .preset("fast")
                        .hiddenLayers(List.of(16))
                        .drop(List.of(target.equals("y") ? "class" : "y"))
                        .epochs(60)
                        .batchSize(32)
                        .build(),
                () -> false);
    }

    private static PartialDependence look(TrainingRun run) {
        return PartialDependence.of(run.model(), Objects.requireNonNull(run.sample()), run.importance());
    }

    private static Curve curve(PartialDependence dependence, String column) {
        return dependence.curves().stream()
                .filter(one -> one.column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> cells(RowSample sample, int row) {
        Map<String, Object> cells = new HashMap<>();
        for (RawColumn column : sample.columns()) {
            if (column instanceof RawColumn.Numeric numbers) {
                cells.put(column.name(), numbers.value(row));
            } else if (column instanceof RawColumn.Text text && text.code(row) >= 0) {
                cells.put(column.name(), text.dictionary().get(text.code(row)));
            }
        }
        return cells;
    }

    @Test
    void equalsPredictionsOneByOne() throws IOException {
        TrainingRun run = run("y");
        RowSample sample = Objects.requireNonNull(run.sample());
        assertEquals("validation", sample.split());
        assertEquals(60, sample.rows());
        PartialDependence found = look(run);
        assertEquals("", found.note());
        assertEquals(60, found.rows());
        Curve x = curve(found, "x");
        assertTrue(x.ordered());
        assertEquals(20, x.values().size());
        for (int v = 0; v < x.values().size(); v += 7) {
            double sum = 0;
            for (int row = 0; row < sample.rows(); row++) {
                Map<String, Object> cells = cells(sample, row);
                cells.remove("day");
                cells.put("x", x.values().get(v));
                cells.put(
                        "day",
                        java.time.LocalDateTime.ofEpochSecond(
                                (long) ((RawColumn.Numeric) Objects.requireNonNull(sample.column("day"))).value(row),
                                0,
                                java.time.ZoneOffset.UTC));
                Prediction prediction = run.model().predict(cells);
                sum += prediction.value();
            }
            assertEquals(sum / sample.rows(), x.series().get(0).mean().get(v), 1e-9);
        }
        Curve kind = curve(found, "kind");
        assertEquals(List.of("high", "low", ""), kind.labels());
        assertEquals(
                sample.rows(),
                kind.bins().stream().mapToInt(PartialDependence.Bin::count).sum());
    }

    @Test
    void showsWhatTheDataDo() throws IOException {
        PartialDependence found = look(run("y"));
        List<Double> x = curve(found, "x").series().get(0).mean();
        assertTrue(x.get(x.size() - 1) - x.get(0) > 4, x::toString);
        List<Double> kind = curve(found, "kind").series().get(0).mean();
        assertTrue(kind.get(0) - kind.get(1) > 2, kind::toString);
        List<Double> noise = curve(found, "noise").series().get(0).mean();
        assertTrue(
                noise.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .summaryStatistics()
                                        .getMax()
                                - noise.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .summaryStatistics()
                                        .getMin()
                        < 1,
                noise::toString);
        assertEquals(ColumnKind.DATE, curve(found, "day").kind());
    }

    @Test
    void probabilitiesOfTheClassesAddUp() throws IOException {
        for (Curve curve : look(run("class")).curves()) {
            assertEquals(
                    List.of("a", "b", "c"),
                    curve.series().stream().map(Series::name).toList());
            for (int v = 0; v < curve.values().size(); v++) {
                int value = v;
                assertEquals(
                        1,
                        curve.series().stream()
                                .mapToDouble(series -> series.mean().get(value))
                                .sum(),
                        1e-5);
            }
            for (Series series : curve.series()) {
                assertEquals(12, series.rows().size());
                assertEquals(curve.values().size(), series.rows().get(0).size());
            }
        }
    }

    @Test
    void ofManyClassesTheMostProbableFive() {
        double[][] probabilities = {{0.01, 0.2, 0.02, 0.3, 0.1, 0.25, 0.12}};
        assertEquals(
                List.of(1, 3, 4, 5, 6),
                IntStream.of(PartialSeries.classes(probabilities)).boxed().toList());
        assertEquals(1, PartialSeries.classes(new double[][] {{0.9, 0.1}})[0]);
    }

    @Test
    void anEnsembleIsAskedAsAWhole() throws IOException {
        TrainingRun one = run("y");
        Path file = dir.resolve("t.csv");
        TrainingRun several = Chainrule.run(
                Table.read(file),
                TrainOptions.builder("y")
                        .preset("best")
                        .drop(List.of("class"))
                        .timeLimit(java.time.Duration.ofSeconds(4))
                        .build(),
                () -> false);
        PartialDependence found = look(several);
        assertNotNull(several.sample());
        if (found.note().startsWith("Not shown")) {
            return; // networks of that size
        }
        List<Double> x = curve(found, "x").series().get(0).mean();
        assertTrue(x.get(x.size() - 1) > x.get(0), x::toString);
        assertNotNull(one);
    }

    @Test
    void theSampleKeepsTheCells() throws IOException {
        RowSample sample = Objects.requireNonNull(run("y").sample());
        List<String> names =
                new ArrayList<>(sample.columns().stream().map(RawColumn::name).toList());
        assertEquals(List.of("x", "noise", "kind", "day", "y"), names);
        RawColumn.Text kind = (RawColumn.Text) Objects.requireNonNull(sample.column("kind"));
        RawColumn.Numeric x = (RawColumn.Numeric) Objects.requireNonNull(sample.column("x"));
        RawColumn.Numeric y = (RawColumn.Numeric) Objects.requireNonNull(sample.column("y"));
        for (int row = 0; row < sample.rows(); row++) {
            boolean high =
                    kind.code(row) >= 0 && kind.dictionary().get(kind.code(row)).equals("high");
            assertEquals(2 * x.value(row) + (high ? 3 : 0), y.value(row), 1e-9);
        }
    }
}

package org.chainrule.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxReader;
import org.chainrule.interop.onnx.OnnxWriter;
import org.chainrule.interop.onnx.export.OnnxExport.Exported;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exported models in ONNX Runtime, and in our own evaluator, against their own predictions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxExportTest {
    private static final List<String> TARGETS = List.of("Art", "zwei", "y", "skewed", "count");

    private Path directory = Path.of("");
    private Path file = Path.of("");
    private Model plain;

    @BeforeAll
    void writeTable(@TempDir Path temporary) {
        directory = temporary;
        file = MixedTable.write(temporary, 300, 1);
        plain = train("Art", TrainOptions.builder("Art").preset("plain").epochs(3));
    }

    private Model train(String target, TrainOptionsBuilder options) {
        List<String> others =
                TARGETS.stream().filter(name -> !name.equals(target)).toList();
        return Chainrule.train(
                Table.read(file), options.drop(others).threads(1).seed(3).build());
    }

    /** Exports, compares in ONNX Runtime on all rows, and lets the check of the export look at its own. */
    private void assertSame(Model model) throws Exception {
        Exported exported = OnnxExport.of(model);
        try (OrtSession session = new OrtSession(exported);
                RawTable rows = Table.read(file).load(model.inputColumns())) {
            Comparison found = Comparison.of(model, session, rows);
            assertEquals(found.ties(), found.otherClasses(), found.toString());
            assertTrue(found.largest() <= 1e-5, found.toString());
            assertTrue(found.rows() >= 200, found.toString());
            String first = List.copyOf(exported.outputs().keySet()).get(0);
            assertEquals(
                    1, java.lang.reflect.Array.getLength(session.run(rows, 7, 8).get(first)), "one row");
            assertEquals(
                    0, java.lang.reflect.Array.getLength(session.run(rows, 7, 7).get(first)), "no row");
        }
        ExportCheck.Outcome outcome = ExportCheck.ofModel(model, exported, OnnxWriter.bytes(exported.onnx()));
        assertEquals("", outcome.failure());
        assertTrue(outcome.rows() >= 16 && outcome.largest() <= 1e-4, outcome.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "default,Art",
        "default,y",
        "fast,Art",
        "fast,y",
        "realmlp,zwei",
        "realmlp,y",
        "realmlp-s,Art",
        "plain,zwei",
        "plain,y",
    })
    void presetsPredictTheSame(String preset, String target) throws Exception {
        assertSame(train(target, TrainOptions.builder(target).preset(preset).epochs(3)));
    }

    @Test
    void tabMPredictsTheSame() throws Exception {
        assertSame(train(
                "zwei",
                TrainOptions.builder("zwei")
                        .preset("tabm")
                        .hiddenLayers(List.of(48))
                        .epochs(1)));
    }

    @ParameterizedTest
    @CsvSource({"Art,", "y,gaussian-variance", "skewed,'quantile(0.1,0.5,0.9)'"})
    void membersOfAnEnsembleAreAveraged(String target, String likelihood) throws Exception {
        Model model = train(
                target,
                TrainOptions.builder(target)
                        .preset("best")
                        .likelihood(likelihood)
                        .hiddenLayers(List.of(16))
                        .epochs(2)
                        .timeLimit(Duration.ofMinutes(10)));
        assertTrue(model.contents().members().size() > 1, model.toString());
        assertSame(model);
    }

    @ParameterizedTest
    @CsvSource({
        "zwei,bernoulli,",
        "Art,categorical(0.1),",
        "y,laplace,NONE",
        "y,huber(0.5),ASINH",
        "skewed,gaussian,LOG",
        "skewed,gaussian,QUANTILE",
        "skewed,gaussian-variance,LOG",
        "skewed,'quantile(0.2,0.7)',ASINH",
        "count,poisson,",
    })
    void likelihoodsAndTransformsPredictTheSame(String target, String likelihood, TargetTransform transform)
            throws Exception {
        for (Precision precision : Precision.values()) {
            assertSame(train(
                    target,
                    TrainOptions.builder(target)
                            .preset("plain")
                            .task(target.length() > 4 ? Task.REGRESSION : null)
                            .hiddenLayers(List.of(16))
                            .likelihood(likelihood)
                            .targetTransform(transform)
                            .precision(precision)
                            .epochs(4)));
        }
    }

    @Test
    void bodyTakesEncodedRows() throws Exception {
        Exported exported = OnnxExport.body(plain);
        try (OrtSession session = new OrtSession(exported);
                RawTable rows = Table.read(file).load(plain.inputColumns())) {
            BoundEncoder encoder = plain.encoder().bind(rows);
            float[] x = new float[encoder.width()];
            double[] o = new double[3];
            encoder.encode(7, x, 0);
            new Predictor(plain.network()).predict(x, 1, o);
            float[][] found = (float[][]) session.run("x", x, 1).get("o");
            for (int k = 0; k < o.length; k++) {
                assertEquals(o[k], found[0][k], 1e-6);
            }
        }
        assertEquals(
                "",
                ExportCheck.ofBody(plain, exported, OnnxWriter.bytes(exported.onnx()))
                        .failure());
    }

    @Test
    void inputsAreColumnsAndNoNameIsThereTwice() {
        Model model = train("y", TrainOptions.builder("y").preset("plain").epochs(1));
        Exported exported = OnnxExport.of(model);
        assertEquals("größe", exported.inputs().get("größe"));
        assertEquals("value", exported.inputs().get("value"), "a column keeps its name");
        assertEquals("value_2", exported.outputs().get("value"), "an output of that name gets another");
        assertEquals("chainrule " + Chainrule.VERSION, exported.onnx().producer());
        assertEquals(model.weightsSha256(), exported.onnx().metadata().get("chainrule.weightsSha256"));
        assertEquals(List.of(), exported.notes());
    }

    @Test
    void aHashedColumnIsSpokenOf() throws Exception {
        StringBuilder csv = new StringBuilder("k,y\n");
        for (int row = 0; row < 900; row++) {
            csv.append("k")
                    .append(row % 300)
                    .append(',')
                    .append(row % 300 % 17 + row % 3 * 0.1)
                    .append('\n');
        }
        Path hashed = Files.writeString(directory.resolve("hashed.csv"), csv);
        Model model = Chainrule.train(
                Table.read(hashed),
                TrainOptions.builder("y")
                        .preset("plain")
                        .task(Task.REGRESSION)
                        .epochs(2)
                        .build());
        Exported exported = OnnxExport.of(model);
        assertEquals(1, exported.notes().size());
        assertTrue(
                exported.notes().get(0).startsWith("column \"k\" is hashed"),
                exported.notes().get(0));
        try (OrtSession session = new OrtSession(exported);
                RawTable rows = Table.read(hashed).load(model.inputColumns())) {
            Comparison found = Comparison.of(model, session, rows);
            assertTrue(found.largest() <= 1e-5 && found.rows() > 100, found.toString());
        }
    }

    @Test
    void sameModelSameBytes() {
        byte[] once = OnnxWriter.bytes(OnnxExport.of(plain).onnx());
        assertArrayEquals(once, OnnxWriter.bytes(OnnxExport.of(plain).onnx()));
        assertArrayEquals(once, OnnxWriter.bytes(OnnxReader.read(once, "test")), "what is read is what was written");
    }

    @Test
    void anotherNetworkInTheFileIsFound() {
        Model other = train("Art", TrainOptions.builder("Art").preset("plain").epochs(4));
        Exported exported = OnnxExport.of(other);
        ExportCheck.Outcome outcome = ExportCheck.ofModel(plain, exported, OnnxWriter.bytes(exported.onnx()));
        assertFalse(outcome.failure().isEmpty());
        assertTrue(outcome.largest() > 1e-3, outcome.toString());
    }

    @Test
    void writesAFileThatItHasChecked() throws Exception {
        Path out = directory.resolve("model.onnx");
        Files.writeString(out, "old");
        OnnxExport.Written written = OnnxExport.write(plain, out, false);
        assertTrue(written.comparedRows() >= 16);
        assertArrayEquals(OnnxWriter.bytes(OnnxExport.of(plain).onnx()), Files.readAllBytes(out));
        assertEquals(
                Map.of("label", "label", "probabilities", "probabilities"),
                written.exported().outputs());
    }
}

package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.model.Safetensors;
import org.chainrule.tabular.model.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the weights of another tool to a model that all commands work on. */
class ImportCommandTest {
    @TempDir
    Path dir;

    private String weights;
    private String model;
    private String data;

    @BeforeEach
    void files() throws IOException {
        weights = path("w.bin");
        model = path("m.chainrule");
        data = path("d.csv");
        Safetensors file = new Safetensors(
                Map.of(),
                List.of(
                        Tensor.of("0.weight", new float[] {1, -1, 0.5f, 2, -1, 1}, 0, 3, 2),
                        Tensor.of("0.bias", new float[] {0.1f, 0, -0.1f}, 0, 3),
                        Tensor.of("2.weight", new float[] {1, 0, -1, -1, 1, 0}, 0, 2, 3),
                        Tensor.of("2.bias", new float[] {0, 0.2f}, 0, 2)));
        try (var out = Files.newOutputStream(Path.of(weights))) {
            file.write(out);
        }
        StringBuilder rows = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i * 7 % 20 / 10.0).append(',').append(i * 3 % 20 / 10.0);
            rows.append(i * 7 % 20 > i * 3 % 20 ? ",more\n" : ",less\n");
        }
        Files.writeString(Path.of(data), rows);
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private Ran imported(String... more) {
        String[] line = new String[more.length + 5];
        System.arraycopy(new String[] {"import", weights, "--out", model, "--json"}, 0, line, 0, 5);
        System.arraycopy(more, 0, line, 5, more.length);
        return Ran.of(line);
    }

    private Ran usual() {
        return imported("--activation", "relu", "--columns", "a,b", "--classes", "more,less", "--target", "kind");
    }

    @Test
    void everyCommandWorksOnIt() {
        Ran ran = usual();
        assertEquals(0, ran.code(), ran.err());
        assertEquals("safetensors", ran.json().get("format"));
        assertEquals(List.of("more", "less"), ran.json().get("classes"));
        assertEquals(List.of("a", "b"), ran.json().get("columns"));
        Ran inspected = Ran.of("inspect", model, "--json");
        assertEquals(0, inspected.code(), inspected.err());
        assertTrue(inspected.err().contains("importedFrom       w.bin"), inspected.err());
        assertEquals(ran.json().get("weightsSha256"), inspected.json().get("weightsSha256"));
        String predictions = path("p.csv");
        assertEquals(0, Ran.of("predict", model, data, "--out", predictions).code());
        Ran judged = Ran.of("evaluate", model, data, "--json");
        assertEquals(0, judged.code(), judged.err());
        Ran explained = Ran.of("explain", model, data, "--row", "1", "--weight", "1:0:0");
        assertEquals(0, explained.code(), explained.err());
        assertEquals(0, Ran.of("gradcheck", model, data).code());
        Ran again = Ran.of("reproduce", model, data);
        assertEquals(3, again.code());
        assertTrue(again.complaints().get(0).contains("imported from w.bin"), again.err());
        Ran exported = Ran.of("export", model, "--to", "safetensors", "--out", path("e.safetensors"), "--json");
        assertEquals(0, exported.code(), exported.err());
        Ran back =
                Ran.of("import", path("e.safetensors"), "--out", path("back.chainrule"), "--target", "kind", "--json");
        assertEquals(0, back.code(), back.err());
        assertEquals(ran.json().get("weightsSha256"), back.json().get("weightsSha256"));
        assertEquals(List.of("more", "less"), back.json().get("classes"));
    }

    @Test
    void itIsTrainedOnAndReproduced() throws IOException {
        usual();
        String on = path("on.chainrule");
        Files.writeString(Path.of(path("c.yaml")), "startFrom: " + model + "\nepochs: 3\n");
        Ran trained = Ran.of(
                "train", data, "--target", "kind", "--config", path("c.yaml"), "--model", on, "--no-report", "--json");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.err().contains("the start has logLoss"), trained.err());
        assertEquals(17.0, ((Number) trained.json().get("parameters")).doubleValue());
        Ran again = Ran.of("reproduce", on, data, "--start-from", model, "--json");
        assertEquals(0, again.code(), again.err());
        assertEquals(2, Ran.of("reproduce", on, data).code());
        assertEquals(3, Ran.of("reproduce", on, data, "--start-from", on).code());
        Ran over = Ran.of("train", data, "--target", "kind", "--start-from", model, "--model", model);
        assertEquals(2, over.code());
        assertTrue(over.complaints().get(0).contains("not an input"), over.err());
        assertEquals(
                2,
                Ran.of("train", data, "--target", "kind", "--start-from", model, "--hidden", "4", "--model", path("x"))
                        .code());
        assertEquals(
                3,
                Ran.of("train", data, "--target", "kind", "--start-from", data, "--model", path("x"))
                        .code());
    }

    /** One line, an exit code, and no file. */
    @Test
    void mistakes() {
        refused(2, "--activation relu");
        refused(2, "expected 2 names", "--activation", "relu", "--columns", "a");
        refused(2, "expected 2 different names", "--activation", "relu", "--classes", "x,y,z");
        refused(2, "activation", "--activation", "square");
        refused(2, "one activation", "--activation", "relu,tanh");
        refused(2, "leave it out", "--activation", "relu", "--layers", "0,relu,2");
        refused(2, "all modules", "--layers", "0,relu");
        refused(2, "likelihood", "--activation", "relu", "--likelihood", "normal");
        refused(3, "expected 1 output", "--activation", "relu", "--likelihood", "gaussian");
        refused(2, "--target", "--activation", "relu", "--target", "x1");
        Ran same = Ran.of("import", weights, "--out", weights, "--activation", "relu");
        assertEquals(2, same.code());
        assertTrue(same.complaints().get(0).contains("not the input"), same.err());
        assertEquals(3, Ran.of("import", path("nothing"), "--out", model).code());
        assertEquals(3, Ran.of("import", data, "--out", model).code());
        assertEquals(
                3,
                Ran.of("import", weights, "--activation", "relu", "--out", path("no/such/m"))
                        .code());
        assertEquals(2, Ran.of("import").code());
        assertFalse(Files.exists(Path.of(model)));
    }

    private void refused(int code, String part, String... more) {
        Ran ran = imported(more);
        assertEquals(code, ran.code(), ran.err());
        assertEquals(1, ran.complaints().size(), ran.err());
        assertTrue(ran.complaints().get(0).contains(part), ran.err());
        assertFalse(Files.exists(Path.of(model)), ran.err());
    }

    @Test
    void withoutANameTheModelStandsBesideTheFile() {
        Ran ran = Ran.of("import", weights, "--activation", "tanh");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(Files.exists(dir.resolve("w.chainrule")));
    }
}

package org.chainrule.interop.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaExportTest {
    @TempDir
    private Path dir;

    private static Model model(List<ColumnEncoding> encodings, int hidden) {
        Network network = Network.of(encodings.size(), new Dense(hidden), new Activate(Activation.TANH), new Dense(3));
        return HandMade.model(
                encodings,
                new ClassTarget("y", List.of("a", "b", "c")),
                HandMade.trained(network, new Categorical(0), Precision.FLOAT32));
    }

    private static Model model() {
        return model(HandMade.numbers(3), 4);
    }

    @Test
    void theSameModelGivesTheSameSource() {
        assertEquals(JavaExport.source(model(), "p", "Same"), JavaExport.source(model(), "p", "Same"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                "a-b",
                "class",
                "Gr\u00f6sse",
                "Row",
                "Scratch",
                "List",
                "String",
                "Math",
                "Stored",
                "FloatMath",
                "Network"
            })
    void classesThatJavaOrTheSourceWouldTakeAmissAreRefused(String name) {
        String message = String.valueOf(assertThrows(UserException.class, () -> JavaExport.source(model(), "", name))
                .getMessage());
        assertTrue(message.contains("found \"" + name + "\"") && !message.contains("\n"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a.", "a..b", "a.class", "a b", "a.1", "java.util", "java"})
    void packagesThatAreNoneAreRefused(String name) {
        String message = String.valueOf(assertThrows(UserException.class, () -> JavaExport.source(model(), name, "A"))
                .getMessage());
        assertTrue(message.contains("package") && message.contains("\"" + name + "\""), message);
    }

    @Test
    void filesMustEndInJava() {
        String message = String.valueOf(
                assertThrows(UserException.class, () -> JavaExport.write(model(), dir.resolve("penguins.txt"), ""))
                        .getMessage());
        assertTrue(message.contains("name it Penguins.java"), message);
        assertEquals("KingPenguins", JavaExport.suggestion("king-penguins"));
        assertEquals("Model2024", JavaExport.suggestion("2024"));
        assertEquals("Model", JavaExport.suggestion("\ud83d\ude00"));
    }

    @Test
    void aLargeModelIsTwoFilesAndKnowsItsOwn() throws IOException {
        Model model = model(HandMade.numbers(30), 9000);
        List<Path> files = JavaExport.write(model, dir.resolve("Large.java"), "");
        assertEquals(List.of(dir.resolve("Large.java"), dir.resolve("Large.weights")), files);
        assertTrue(Files.size(files.get(0)) < 50_000);
        JavaSource source = JavaExport.source(model, "", "Large");
        Compiled.of(dir.resolve("whole"), source).assertSame(model, List.of(Map.of("x1", 0.5)));
        byte[] damaged = source.weights();
        damaged[1000] ^= 1;
        for (byte[] wrong : List.of(damaged, new byte[0])) {
            JavaSource other = new JavaSource("Large", source.text(), source.weightsName(), wrong);
            Throwable refusal = assertThrows(
                            IllegalStateException.class,
                            () -> Compiled.of(dir.resolve("damaged" + wrong.length), other))
                    .getCause();
            assertTrue(String.valueOf(refusal.getCause()).contains("expected the file Large.weights with SHA-256"));
        }
    }

    @Test
    void asManyColumnsAsAClassCanHoldAndNoMore() {
        List<ColumnEncoding> many = IntStream.range(0, 3000)
                .<ColumnEncoding>mapToObj(
                        i -> new ScaledNumeric("column " + i, i + 0.5, 1 / (i + 2.0), i, 0, i % 3 == 0))
                .toList();
        int width = many.stream().mapToInt(ColumnEncoding::width).sum();
        Network network = Network.of(width, new Dense(1));
        Model model = HandMade.model(
                many, new ValueTarget("y", 0, 1), HandMade.trained(network, new Gaussian(), Precision.FLOAT32));
        Map<String, Object> row = new HashMap<>();
        IntStream.range(0, 3000).filter(i -> i % 7 > 0).forEach(i -> row.put("column " + i, i));
        Compiled.of(dir, JavaExport.source(model, "", "Wide")).assertSame(model, List.of(row));
        Model wider = model(HandMade.numbers(3001), 1);
        String message = String.valueOf(assertThrows(UserException.class, () -> JavaExport.source(wider, "", "Wider"))
                .getMessage());
        assertTrue(message.contains("at most 3000 input columns") && message.contains("found 3001"), message);
    }
}

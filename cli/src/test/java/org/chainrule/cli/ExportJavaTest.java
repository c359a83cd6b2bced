package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export --to java} as a person uses it. */
class ExportJavaTest {
    @TempDir
    static Path dir;

    @BeforeAll
    static void train() {
        Path penguins = Path.of(System.getProperty("chainrule.root", ".."), "examples", "penguins.csv");
        Ran ran = Ran.of(
                "train",
                penguins.toString(),
                "--target=species",
                "--epochs=1",
                "--preset=plain",
                "--hidden=4",
                "--model=" + dir.resolve("king-penguins.chainrule"),
                "--report=" + dir.resolve("report.html"));
        assertEquals(0, ran.code(), ran.err());
    }

    private static Ran export(String... more) {
        List<String> line = new ArrayList<>(
                List.of("export", dir.resolve("king-penguins.chainrule").toString(), "--to", "java"));
        line.addAll(List.of(more));
        return Ran.of(line.toArray(String[]::new));
    }

    @Test
    void theClassIsNamedAfterTheModelAndCompiles() throws IOException {
        Ran ran = export("--package", "com.example", "--json");
        assertEquals(0, ran.code(), ran.err());
        Path file = dir.resolve("KingPenguins.java");
        Map<String, Object> json = ran.json();
        assertEquals("com.example.KingPenguins", json.get("class"));
        assertEquals(file.toString(), json.get("file"));
        assertEquals(Files.size(file), json.get("bytes"));
        assertTrue(Files.readString(file).startsWith("package com.example;\n"));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-Xlint:all",
                        "-Werror",
                        "-d",
                        dir.toString(),
                        file.toString());
        assertEquals(0, code);
    }

    @Test
    void aFileNamesItsClass() throws IOException {
        Ran ran = export("--out", dir.resolve("Antarctic.java").toString());
        assertEquals(0, ran.code(), ran.err());
        assertTrue(Files.readString(dir.resolve("Antarctic.java")).contains("public final class Antarctic {"));
        assertEquals(0, export("--class", "Named").code());
        assertTrue(Files.exists(dir.resolve("Named.java")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out=penguins.txt|expected a file that ends with .java",
                "--class=class|found \"class\"",
                "--class=Row|found \"Row\"",
                "--class=A --out=B.java|expected --out and --class to agree",
                "--package=a..b|found \"a..b\"",
                "--out=no/such/dir/A.java|no/such/dir",
                "--body-only|--body-only",
                "--to=onnx --class=A|--to java only"
            })
    void mistakesAreSaidInOneLine(String arguments, String expected) {
        List<String> line = new ArrayList<>(
                List.of("export", dir.resolve("king-penguins.chainrule").toString()));
        if (!arguments.contains("--to=")) {
            line.add("--to=java");
        }
        line.addAll(List.of(arguments.split(" ")));
        Ran ran = Ran.of(line.toArray(String[]::new));
        assertEquals(expected.contains("no/such") ? 3 : 2, ran.code(), ran.err());
        assertEquals(1, ran.complaints().size(), ran.err());
        assertTrue(ran.complaints().get(0).contains(expected), ran.err());
    }
}

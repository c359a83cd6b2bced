package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a person does wrong ends with one line that says what to do, the documented exit code, and no file touched. */
class WrongInputTest {
    @TempDir
    static Path dir;

    /**
     * A mistake.
     *
     * @param code      expected exit code
     * @param line      the command; {@code @name} is a file of the directory, blanks separate the arguments
     * @param fragments what the one line must say
     */
    record Mistake(int code, String line, String... fragments) {
        @Override
        public String toString() {
            return line;
        }
    }

    @BeforeAll
    static void files() throws IOException {
        Samples.write(dir);
        for (String[] model : new String[][] {{"label", "classes.chainrule"}, {"value", "values.chainrule"}}) {
            Ran ran = run("train @good.csv --target " + model[0] + " --epochs 2 --hidden 4 --model @" + model[1]
                    + " --no-report");
            assertEquals(0, ran.code(), ran.err());
        }
        Samples.damage(dir, dir.resolve("classes.chainrule"));
    }

    static Stream<Mistake> data() {
        return Stream.of(
                mistake(3, "train @absent.csv --target label", "absent.csv", "no such file"),
                mistake(3, "train @empty.csv --target label", "empty.csv", "empty", "expected a header and rows"),
                mistake(3, "train @header.csv --target label", "expected rows below a header", "add rows"),
                mistake(3, "train @one.csv --target label", "label"),
                mistake(3, "train @oneclass.csv --target label", "label"),
                mistake(3, "train @missing.csv --target label", "label"),
                mistake(3, "train @constant.csv --target y", "y"),
                mistake(3, "train @good.csv --target lable", "no column \"lable\"", "\"label\""),
                mistake(3, "train @twice.csv --target label", "two columns", "\"x\""),
                mistake(3, "train @beyond.csv --target label", "beyond the range of float", "1e300", "use NA"),
                mistake(3, "train @infinity.csv --target label", "infinite", "use NA"),
                mistake(3, "train @ragged.csv --target label", "cells", "expected"),
                mistake(3, "train @latin.csv --target label", "UTF-8"),
                mistake(3, "train @utf16.csv --target label", "UTF-16", "iconv"),
                mistake(3, "train @rubbish.csv --target label", "rubbish.csv", "not text"),
                mistake(3, "train @rubbish.parquet --target label", "not a Parquet file"),
                mistake(3, "train @bad.jsonl --target label", "bad.jsonl"),
                mistake(3, "train @folder --target label", "is a directory"),
                mistake(3, "train @good.csv --target label --validation @absent.csv", "absent.csv", "no such file"),
                mistake(3, "train @good.csv --target label --test @empty.csv", "empty.csv"),
                mistake(3, "train sql:SELEKT --target label", "SELEKT"),
                mistake(3, "train jdbc:nosuch:db|SELECT --target label", "driver"),
                mistake(2, "train jdbc:nosuch:db --target label", "|"),
                mistake(3, "train @good.csv --target label --weight negative", "negative value", "at least 0"),
                mistake(3, "train @good.csv --target label --weight color", "should hold numbers", "another column"),
                mistake(3, "train @good.csv --target label --group grup", "no column \"grup\""),
                mistake(3, "train @good.csv --target label --time color", "should hold dates or numbers", "2024-05-31"),
                mistake(2, "train @good.csv --target label --time x --group color", "leave one of them out"),
                mistake(2, "train @good.csv --target label --time x --validation @good.csv", "leave out one of"),
                mistake(2, "train @good.csv --target label --time x --drop x", "is to be dropped but is needed"),
                mistake(3, "train @good.csv --target label --weight wait", "no column \"wait\""),
                mistake(3, "train @good.csv --target label --drop colour", "no column \"colour\"", "\"color\""),
                mistake(2, "train @good.csv --target label --drop label", "label", "dropped"),
                mistake(
                        3,
                        "train @good.csv --target label --drop x,z,color,value,mass,negative,count,three",
                        "no column is left"),
                mistake(3, "train @good.csv --target label --task regression", "should hold numbers for regression"),
                mistake(
                        3,
                        "train @good.csv --target negative --task regression --likelihood poisson",
                        "negative",
                        "--likelihood"),
                mistake(
                        2,
                        "train @good.csv --target value --task regression --likelihood categorical",
                        "categorical",
                        "regression"),
                mistake(2, "train @good.csv --target three --likelihood bernoulli", "bernoulli", "3 classes"),
                mistake(2, "train @good.csv --target label --likelihood gaussian", "gaussian", "classification"));
    }

    static Stream<Mistake> options() {
        List<Mistake> mistakes = new ArrayList<>(List.of(
                mistake(2, "", "expected a command"),
                mistake(2, "trane @good.csv", "unknown command \"trane\"", "did you mean train", "--help"),
                mistake(2, "train", "DATA", "chainrule train --help"),
                mistake(2, "train @good.csv", "--target COLUMN", "label"),
                mistake(
                        2,
                        "train @good.csv --target label --epocs 3",
                        "unknown option \"--epocs\"",
                        "did you mean --epochs?",
                        "chainrule train --help"),
                mistake(2, "train @good.csv --target label --epochs", "--epochs"),
                mistake(2, "train @good.csv @bom.csv --target label", "one argument too many", "bom.csv"),
                mistake(2, "train @good.csv --target label --epochs 2 --epochs 3", "--epochs"),
                mistake(2, "train @good.csv --target label --resume", "--checkpoint DIR"),
                mistake(2, "train @good.csv --target label --checkpoint=", "name of a folder"),
                mistake(2, "train @good.csv --target label --checkpoint-every 3s", "--checkpoint DIR"),
                mistake(2, "train @good.csv --target label --checkpoint @good.csv", "expected a folder", "good.csv"),
                mistake(2, "train @good.csv --target label --checkpoint @new --checkpoint-every often", "60s", "often"),
                mistake(2, "train @good.csv --target label --checkpoint @new --checkpoint-every 0epochs", "from 1 on"),
                mistake(2, "train @good.csv --target label --hidden 0", "widths of at least 1"),
                mistake(2, "train @good.csv --target label --hidden=", "widths of layers"),
                mistake(2, "train @good.csv --target label --hidden 16,,8", "widths of layers"),
                mistake(2, "train @good.csv --target label --hidden 16,x", "16,x"),
                mistake(2, "train @good.csv --target label --activation rellu", "rellu", "relu"),
                mistake(2, "train @good.csv --target label --likelihood normal", "normal", "gaussian"),
                mistake(2, "train @good.csv --target label --optimizer adm", "adm", "adamw"),
                mistake(2, "train @good.csv --target label --optimizer adamw(beta2=3)", "beta2"),
                mistake(2, "train @good.csv --target label --schedule cos", "cos", "cosine"),
                mistake(2, "train @good.csv --target label --preset beste", "beste", "default"),
                mistake(2, "train @good.csv --target label --precision half", "half", "float32"),
                mistake(2, "train @good.csv --target label --task classify", "classify", "classification"),
                mistake(2, "train @good.csv --target label --clip-norm 1 --clip-value 1", "clipNorm", "choose one"),
                mistake(2, "train @good.csv --target label --target value", "--target"),
                mistake(2, "train @good.csv --target label --target-transform log", "classification", "leave it out"),
                mistake(2, "train @good.csv --target label --clamp true --target-transform log", "classification"),
                mistake(2, "train @good.csv --target label --weight label", "label"),
                mistake(2, "train --config @absent.yaml @good.csv", "absent.yaml", "no such file"),
                mistake(2, "train --config @folder @good.csv", "folder", "directory"),
                mistake(2, "train --config @bad.yaml @good.csv", "bad.yaml", "line"),
                mistake(2, "train --config @unknown.yaml @good.csv", "epocs", "did you mean epochs?"),
                mistake(2, "train --config @nested.yaml @good.csv", "epochs", "mapping"),
                mistake(2, "train --config @badvalue.yaml @good.csv", "--learning-rate", "fast"),
                mistake(2, "train --config @list.yaml @good.csv", "no mapping"),
                mistake(2, "train --config @tag.yaml @good.csv", "tag.yaml")));
        String[][] numbers = {
            {"--epochs", "0", "-1", "NaN", "many", "1.5", "99999999999"},
            {"--batch-size", "0", "-1", "NaN", "big"},
            {"--patience", "-1", "NaN", "x"},
            {"--threads", "-1", "5000", "x"},
            {"--seed", "x", "1.5", "99999999999999999999"},
            {"--learning-rate", "0", "-1", "NaN", "Infinity", "x"},
            {"--weight-decay", "-1", "NaN", "x"},
            {"--l1", "-1", "NaN", "x"},
            {"--l2", "-1", "NaN", "x"},
            {"--clip-norm", "0", "-1", "NaN", "x"},
            {"--clip-value", "0", "-1", "NaN", "x"},
            {"--dropout", "1", "-0.1", "NaN", "x"},
            {"--label-smoothing", "1", "-0.1", "NaN", "x"},
            {"--target-transform", "logarithm", "1"},
            {"--clamp", "yes", "0"},
            {"--validation-fraction", "1", "-0.1", "NaN", "x"},
            {"--time-limit", "0s", "-5s", "soon", "5 parsecs", "1e9h"},
        };
        for (String[] option : numbers) {
            for (int i = 1; i < option.length; i++) {
                mistakes.add(new Mistake(
                        2,
                        "train @good.csv --target label " + option[0] + "=" + option[i].replace(' ', '_'),
                        option[0],
                        "expected",
                        "found \"" + option[i].replace(' ', '_') + "\""));
            }
        }
        return mistakes.stream();
    }

    static Stream<Mistake> outputs() {
        return Stream.of(
                mistake(3, "train @good.csv --target label --model @folder", "folder", "directory", "add a file name"),
                mistake(3, "train @good.csv --target label --model @no/m.chainrule", "no directory", "create it"),
                mistake(3, "train @good.csv --target label --model @good.csv/m.chainrule", "good.csv"),
                mistake(3, "train @good.csv --target label --report @folder", "folder", "directory"),
                mistake(3, "train @good.csv --target label --report @no/r.html", "no directory"),
                mistake(
                        3,
                        "train @good.csv --target label --model /proc/m.chainrule --no-report",
                        "/proc/m.chainrule",
                        "cannot write"),
                mistake(2, "train @good.csv --target label --model @good.csv", "output file that is not an input"),
                mistake(2, "train @good.csv --target label --model @m --report @m", "different files"),
                mistake(2, "predict @classes.chainrule @good.csv --out @p.xlsx", ".csv, .parquet, .jsonl"),
                mistake(3, "predict @classes.chainrule @good.csv --out @folder/.csv/p.csv", "no directory"),
                mistake(3, "predict @classes.chainrule @good.csv --out /proc/p.csv", "cannot write"),
                mistake(3, "train @good.csv --target label --model @full/m.chainrule --no-report", "no directory"),
                mistake(3, "predict @classes.chainrule @wordy.csv --out @p.csv", "\"x\"", "many", "expected a number"),
                mistake(3, "predict @classes.chainrule @wordy.csv --out @p.parquet", "\"x\"", "many"));
    }

    static Stream<Mistake> models() {
        return Stream.of(
                mistake(3, "evaluate @absent.chainrule @good.csv", "absent.chainrule"),
                mistake(3, "evaluate @folder @good.csv", "folder"),
                mistake(3, "evaluate @empty.csv @good.csv", "empty.csv"),
                mistake(3, "evaluate @good.csv @good.csv", "good.csv"),
                mistake(3, "predict @rubbish.csv @good.csv", "rubbish.csv"),
                mistake(3, "inspect @truncated.chainrule", "truncated.chainrule"),
                mistake(3, "inspect @start.chainrule", "start.chainrule"),
                mistake(3, "inspect @flipped.chainrule", "flipped.chainrule"),
                mistake(3, "inspect @header.chainrule", "header.chainrule"),
                mistake(3, "inspect @future.chainrule", "newer Chainrule"),
                mistake(2, "inspect", "--system"),
                mistake(3, "predict @classes.chainrule @fewer.csv", "\"z\"", "\"color\""),
                mistake(3, "evaluate @classes.chainrule @fewer.csv", "\"z\""),
                mistake(3, "evaluate @classes.chainrule @newclass.csv", "zebra"),
                mistake(3, "evaluate @values.chainrule @fewer.csv", "no column"),
                mistake(3, "evaluate @classes.chainrule @header.csv", "no rows"),
                mistake(3, "gradcheck @classes.chainrule @fewer.csv", "\"z\""),
                mistake(2, "gradcheck @classes.chainrule @good.csv --rows 0", "--rows", "from 1 on"),
                mistake(2, "explain @classes.chainrule @good.csv", "--weight"),
                mistake(2, "explain @classes.chainrule @good.csv --weight x", "LAYER:FROM:TO"),
                mistake(
                        2,
                        "explain @classes.chainrule @good.csv --weight 9:0:0",
                        "dense.9.weight",
                        "; write such as batchEnsemble.1.weight:0 or heads.1.weight:0, or train with --preset plain"),
                mistake(
                        2,
                        "studio --target label",
                        "--target label",
                        "found none",
                        "chainrule studio DATA --target label"),
                mistake(2, "studio --drop x", "chainrule studio DATA --drop x", "leave that out"),
                mistake(2, "studio --settings hidden=4", "found \"hidden\""),
                mistake(2, "studio --settings b.layers=4:nosuch", "the second run", "\"layers\""),
                mistake(
                        2,
                        "explain @classes.chainrule @good.csv --weight batchEnsemble.1.weight:999:0",
                        "batchEnsemble.1.weight has",
                        "999"),
                mistake(2, "explain @classes.chainrule @good.csv --weight 1:0:0 --row 1 --rows 2", "--rows"),
                mistake(2, "explain @classes.chainrule @good.csv --weight 1:0:0 --row 0", "from 1 on"),
                mistake(3, "explain @classes.chainrule @good.csv --weight 1:0:0 --row 99999", "99999", "found"),
                mistake(3, "explain @classes.chainrule @fewer.csv --weight 1:0:0", "\"z\""),
                mistake(2, "reproduce", "MODEL", "DATA", "chainrule reproduce --help"),
                mistake(2, "reproduce @classes.chainrule", "DATA"),
                mistake(3, "reproduce @absent.chainrule @good.csv", "absent.chainrule"),
                mistake(3, "reproduce @good.csv @classes.chainrule", "good.csv"),
                mistake(3, "reproduce @flipped.chainrule @good.csv", "flipped.chainrule"),
                mistake(3, "reproduce @classes.chainrule @absent.csv", "absent.csv", "no such file"),
                mistake(3, "reproduce @classes.chainrule @header.csv", "no rows"),
                mistake(3, "reproduce @classes.chainrule @wordy.csv", "\"x\"", "many", "expected a number"),
                mistake(2, "reproduce @classes.chainrule @good.csv --validation @good.csv", "leave out --validation"),
                mistake(3, "reproduce @classes.chainrule @good.csv --validation @absent.csv", "absent.csv"),
                mistake(2, "reproduce @classes.chainrule @good.csv --threads -1", "--threads", "expected"),
                mistake(2, "reproduce @classes.chainrule @good.csv --seed 3", "unknown option \"--seed\""),
                mistake(5, "reproduce @classes.chainrule @fewer.csv", "the data have changed", "nothing was trained"),
                mistake(2, "evaluate @classes.chainrule", "DATA"),
                mistake(2, "predict @classes.chainrule @good.csv --jsn", "--jsn"));
    }

    private static Mistake mistake(int code, String line, String... fragments) {
        return new Mistake(code, line, fragments);
    }

    @ParameterizedTest
    @MethodSource({"data", "options", "outputs", "models"})
    void oneLineSaysWhatToDo(Mistake mistake) {
        Map<String, String> before = Ran.listing(dir);
        Ran ran = run(
                mistake.line().startsWith("train ") && !mistake.line().contains("--model")
                        ? mistake.line() + " --model @out.chainrule"
                                + (mistake.line().contains("--report") ? "" : " --no-report")
                        : mistake.line());
        assertEquals(mistake.code(), ran.code(), ran.err());
        checkLine(ran, mistake.fragments());
        assertEquals("", ran.out());
        assertEquals(before, Ran.listing(dir));
    }

    private static void checkLine(Ran ran, String... fragments) {
        assertEquals(1, ran.complaints().size(), ran.err());
        String line = ran.complaints().get(0);
        assertTrue(ran.err().endsWith(line + System.lineSeparator()), () -> "the complaint is not last: " + ran.err());
        for (String fragment : fragments) {
            assertTrue(line.contains(fragment), () -> "expected \"" + fragment + "\" in: " + line);
        }
        assertTrue(line.length() < 1_200, line);
        assertFalse(
                ran.err().contains("Exception")
                        || ran.err().contains("at org.")
                        || ran.err().contains("a defect in"),
                ran.err());
    }

    private static Ran run(String line) {
        return Ran.of(Arrays.stream(line.split(" "))
                .filter(word -> !word.isEmpty())
                .map(word ->
                        word.startsWith("@") ? dir.resolve(word.substring(1)).toString() : word)
                .toArray(String[]::new));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() {
        Ran ran = run("evaluate @classes.chainrule @bom.csv");
        assertEquals(0, ran.code(), ran.err());
    }

    @Test
    void unknownColumnsAreNamedAndIgnored() {
        Ran ran = run("predict @classes.chainrule @more.csv");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.err().contains("more.csv that the model does not know: extra; ignored"), ran.err());
        assertEquals(Samples.ROWS + 1, ran.out().lines().count());
    }

    @Test
    void divergenceEndsWithFourAndWritesNothingWhenNothingWasLearned() {
        Map<String, String> before = Ran.listing(dir);
        Ran ran = run(
                "train @good.csv --target value --optimizer sgd --schedule constant --learning-rate 1e30 --hidden 8 --epochs 5 --model @d.chainrule "
                        + "--no-report");
        assertEquals(4, ran.code(), ran.err());
        checkLine(ran, "diverged", "--learning-rate", "no model was written");
        assertEquals(before, Ran.listing(dir));
    }

    @Test
    void twoThousandColumnsTrain() throws IOException {
        Path wide = dir.resolve("wide.csv");
        String header = IntStream.range(0, 2_000).mapToObj(c -> "c" + c).collect(Collectors.joining(",")) + ",label\n";
        String rows = IntStream.range(0, 12)
                .mapToObj(n -> IntStream.range(0, 2_000)
                                .mapToObj(c -> (n * 31 + c * 17) % 23 + ".5")
                                .collect(Collectors.joining(","))
                        + "," + "ab".charAt(n % 2) + "\n")
                .collect(Collectors.joining());
        Files.writeString(wide, header + rows);
        Ran ran =
                run("train @wide.csv --target label --epochs 1 --hidden 2 --model @wide.chainrule --no-report --json");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(2_000L, ran.json().get("features"));
        assertTrue(
                ran.err().lines().count() < 60,
                "2,000 columns must be summed up, found " + ran.err().lines().count() + " lines");
        Files.delete(dir.resolve("wide.chainrule"));
        Files.delete(wide);
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() throws IOException {
        Path file = dir.resolve("evil.csv");
        Files.writeString(file, "x,a\u001b[31mred\u202e\n1,2\n2,3\n");
        Ran ran = run("train @evil.csv --target label --model @out.chainrule --no-report");
        Files.delete(file);
        assertEquals(3, ran.code(), ran.err());
        assertFalse(ran.err().contains("\u001b") || ran.err().contains("\u202e"), ran.err());
        assertTrue(ran.err().contains("\\u001b[31mred\\u202e"), ran.err());
    }

    @Test
    void theStackTraceIsShownWhenAsked() {
        Ran ran = run("--stacktrace evaluate @absent.chainrule @good.csv");
        assertEquals(3, ran.code());
        assertTrue(ran.err().contains("at org.chainrule.cli.Main"), ran.err());
    }
}

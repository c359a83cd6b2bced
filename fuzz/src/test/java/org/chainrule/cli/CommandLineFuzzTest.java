package org.chainrule.cli;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.Seeds;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The arguments of every command, parsed and converted but not run; and {@code --config}. */
class CommandLineFuzzTest {
    private static final int LONGEST = 5_000;

    private static final ByteArrayOutputStream SAID = new ByteArrayOutputStream();
    private static final Console CONSOLE = new Console(
            OutputStream.nullOutputStream(), new PrintStream(SAID, true, StandardCharsets.UTF_8), false, 80);
    private static final Failures FAILURES = new Failures(CONSOLE, false);
    private static final CommandLine LINE = Main.commandLine(new String[0], CONSOLE);

    static Stream<byte[]> arguments() {
        List<String> seeds = new ArrayList<>(List.of(
                "--version",
                "train\ndata.csv\n--target\ny\n--drop\na,\"b,c\"\n--hidden\n32,16\n--time-limit\n1.5s",
                "predict\nmodel.chainrule\ndata.csv\n--out\nx.csv\n--coverage\n0.9",
                "explain\nmodel.chainrule\ndata.csv\n--row\n3\n--weight\ndense.1.weight:0:1",
                "generate-completion"));
        LINE.getSubcommands().forEach((name, command) -> {
            seeds.add(name + "\n--help");
            for (OptionSpec option : command.getCommandSpec().options()) {
                seeds.add(name + "\n" + option.longestName() + (option.arity().max() == 0 ? "" : "\n1"));
            }
        });
        return Seeds.texts(seeds);
    }

    static Stream<byte[]> configurations() {
        return Seeds.texts(
                "epochs: 20\nbatchSize: 64\n",
                "hidden: [32, 16]\ndrop: [\"a,b\", c]\nno-report: true\n",
                "# nothing\n",
                "a: &x [1]\nb: [*x, *x]\n",
                "learning-rate: 1e-3\ntask: !!str regression\n",
                "? {a: b}\n: c\n",
                "--- |\n text\n...\n",
                "target: !!java.lang.ProcessBuilder [x]\n");
    }

    /** An argument a line. What picocli or a converter refuses is said in one line. */
    @MethodSource("arguments")
    @FuzzTest
    void commandLine(byte[] bytes) {
        String[] arguments = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        Reading.timed(() -> {
            SAID.reset();
            try {
                LINE.parseArgs(arguments);
            } catch (ParameterException wrong) {
                int code = FAILURES.usage(wrong);
                if (code != Failures.USAGE && code != Failures.DATA) {
                    throw new AssertionError("exit code " + code, wrong);
                }
                String message = SAID.toString(StandardCharsets.UTF_8);
                Reading.checkMessage(message.stripTrailing());
                if (message.length() > LONGEST) {
                    throw new AssertionError("a line of " + message.length() + " characters");
                }
            }
        });
    }

    /** Text of a configuration file: values of options, or one line that says why not. */
    @MethodSource("configurations")
    @FuzzTest
    void configuration(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<OptionSpec> options =
                LINE.getSubcommands().get("train").getCommandSpec().options();
        Reading.timed(() -> {
            Map<String, String> values = Reading.orRefused(() -> ConfigFile.values(text, "the input", options));
            if (values != null && values.keySet().stream().anyMatch(name -> !name.startsWith("--"))) {
                throw new AssertionError("no option: " + values.keySet());
            }
        });
    }
}

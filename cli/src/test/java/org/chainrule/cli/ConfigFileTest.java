package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

class ConfigFileTest {
    private static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.builder("--batch-size").build(),
            OptionSpec.builder("--drop").build());

    @Test
    void readsNamesInBothForms() {
        assertEquals(
                Map.of("--batch-size", "64", "--drop", "\"a,b\",c"),
                ConfigFile.values("batchSize: 64\ndrop: ['a,b', c]\n", "x", OPTIONS));
        assertEquals(Map.of(), ConfigFile.values("# nothing\n", "x", OPTIONS));
    }

    /** The first was found by fuzzing; a list that holds itself has no text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop: !??%a",
                "drop: &a [[*a]]",
                "drop: &a [*a]",
                "? [a, b]\n: c",
                "? &a {*a : b}\n: c",
                "drop: [a, {b: c}]",
                "drop: [null]",
                "drop: !!java.lang.ProcessBuilder [x]",
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]"
            })
    void refusesInOneLine(String text) {
        refuses(text);
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        refuses("drop: " + "[".repeat(400_000));
        refuses("{".repeat(400_000));
    }

    private static void refuses(String text) {
        UserException refused = assertThrows(UserException.class, () -> ConfigFile.values(text, "x.yaml", OPTIONS));
        assertEquals(UserException.Kind.USAGE, refused.kind());
        String message = String.valueOf(refused.getMessage());
        assertEquals(1, message.lines().count());
        assertTrue(message.contains("x.yaml"), message);
    }
}

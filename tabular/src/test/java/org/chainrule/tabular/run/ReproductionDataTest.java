package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that are not those that the model was trained on. */
class ReproductionDataTest {
    @TempDir
    static Path dir;

    private static Reruns reruns;
    private static Table table;

    @BeforeAll
    static void write() {
        reruns = new Reruns(dir);
        table = reruns.table();
    }

    @Test
    void changesOfTheDataAreNamedAndNothingIsTrained() {
        Model model = reruns.saved(Chainrule.train(table, Reruns.classes().build()));
        String good = Reruns.HEADER + Reruns.rows(0, Reruns.ROWS);
        assertEquals(List.of("cells of column \"color\" differ"), changes(model, good.replaceFirst("blue", "red")));
        assertEquals(
                List.of("cells of 2 columns (\"x\", \"color\") differ"),
                changes(model, good.replaceFirst("blue", "red").replaceFirst("\n([0-9])", "\n1$1")));
        assertEquals(
                List.of("3 rows more: 123, trained on 120", "among the first 120 rows no cell differs"),
                changes(model, good + Reruns.rows(0, 3)));
        assertEquals(
                List.of("1 row more: 121, trained on 120", "among the first 120 rows cells of column \"color\" differ"),
                changes(model, good.replaceFirst("blue", "red") + Reruns.rows(0, 1)));
        assertEquals(
                List.of("20 rows fewer: 100, trained on 120"), changes(model, Reruns.HEADER + Reruns.rows(0, 100)));
        assertEquals(
                List.of("column \"color\" is missing; new in the table: \"colour\""),
                changes(model, good.replaceFirst("color", "colour")));
        assertEquals(
                List.of("6 columns \"x\", \"color\", \"day\", \"Weight\", \"Team\", \"label\" are missing; new in the"
                        + " table: \"a\", \"b\""),
                changes(model, "a,b\n1,2\n"));
        // what the training did not read plays no part
        assertEquals(List.of(), changes(model, good.replace(",value\n", ",other\n")));
    }

    private static List<String> changes(Model model, String text) {
        Reproduction found = Chainrule.reproduce(model, reruns.file("changed.csv", text));
        assertEquals(found.changes().isEmpty(), found.reproduced());
        assertEquals(found.changes().isEmpty(), found.weightsSha256() != null);
        return found.changes();
    }

    @Test
    void aValidationTableTakesPart() {
        Table validation = reruns.file("validation.csv", Reruns.HEADER + Reruns.rows(200, 240));
        Model model = reruns.saved(Chainrule.train(
                table, Reruns.values().validation(validation).epochs(30).build()));
        assertEquals(
                40, Objects.requireNonNull(model.provenance().validationData()).rows());
        UserException absent = assertThrows(UserException.class, () -> Chainrule.reproduce(model, table));
        assertEquals(UserException.Kind.USAGE, absent.kind());
        assertTrue(absent.getMessage().contains("--validation")
                && absent.getMessage().contains("validation.csv"));
        assertTrue(validated(model, validation).reproduced());
        Reproduction other = validated(model, reruns.file("other.csv", Reruns.HEADER + Reruns.rows(201, 241)));
        assertFalse(other.reproduced());
        assertNull(other.network());
        assertTrue(
                other.changes().get(0).startsWith("validation data: cells of "),
                other.changes().toString());
        Model split = Chainrule.train(table, Reruns.values().build());
        UserException tooMany = assertThrows(UserException.class, () -> validated(split, validation));
        assertTrue(tooMany.getMessage().contains("leave out --validation"), tooMany.getMessage());
    }

    private static Reproduction validated(Model model, Table validation) {
        return Reproducer.run(model, table, validation, 0, outline -> {}, () -> false);
    }
}

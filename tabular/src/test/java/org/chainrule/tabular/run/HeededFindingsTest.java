package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.read.Table;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor does not advise what the user has done already. */
class HeededFindingsTest {
    @TempDir
    static Path dir;

    private static Table table;

    @BeforeAll
    static void write() {
        table = new Reruns(dir)
                .file(
                        "rare.csv",
                        "x,label,value\n"
                                + IntStream.range(0, 300)
                                        .mapToObj(n -> n * 37 % 101 + "," + (n % 20 == 0 ? "rare" : "usual") + ","
                                                + Math.exp(n * 53 % 300 / 40.0 - 2) + "\n")
                                        .collect(Collectors.joining()));
    }

    private static boolean finds(String code, TrainOptionsBuilder options) {
        return Chainrule.run(table, options.epochs(1).build(), () -> false).findings().stream()
                .anyMatch(finding -> finding.code().equals(code));
    }

    @Test
    void classWeights() {
        assertTrue(finds("imbalance", Reruns.classes()));
        assertFalse(finds("imbalance", Reruns.classes().classWeights(true)));
    }

    @Test
    void heavyTail() {
        assertTrue(finds("heavy-tail", Reruns.values()));
        assertFalse(finds("heavy-tail", Reruns.values().targetTransform(TargetTransform.LOG)));
        assertFalse(finds("heavy-tail", Reruns.values().likelihood("huber(1)")));
    }
}

package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.interop.onnx.OnnxCases;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.tabular.error.UserException;
import org.junit.jupiter.api.Test;

/** The table of operators, and the page that documents it. */
class OnnxOperatorsTest {
    private static final String HEAD =
            "| operator | domain | from opset | elements | refused |\n|---|---|---|---|---|\n";

    @Test
    void thePageSaysWhatTheTableHolds() throws IOException {
        String page = Files.readString(Path.of("../docs/onnx-operators.md"));
        int begin = page.indexOf(HEAD);
        assertTrue(begin >= 0, "docs/onnx-operators.md has no table of operators");
        int end = page.indexOf("\n\n", begin);
        assertEquals(table(), page.substring(begin, end + 1), "put the expected text into docs/onnx-operators.md");
        for (int newest : OnnxOperators.NEWEST.values()) {
            assertTrue(page.contains("opset " + newest), "opset " + newest);
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder(HEAD);
        OnnxOperators.all().stream()
                .sorted(Comparator.comparing(Operator::domain).thenComparing(Operator::name))
                .forEach(operator -> table.append("| ")
                        .append(operator.name())
                        .append(" | ")
                        .append(operator.domain().isEmpty() ? "ai.onnx" : operator.domain())
                        .append(" | ")
                        .append(operator.since())
                        .append(" | ")
                        .append(operator.types())
                        .append(" | ")
                        .append(operator.limits())
                        .append(" |\n"));
        return table.toString();
    }

    @Test
    void everyOperatorOfTheSuiteIsSupportedButTheGradientOfAGraph() {
        Set<String> missing = new TreeSet<>();
        for (OnnxCases.Case one : OnnxCases.all()) {
            for (String operator : one.operators()) {
                int colon = operator.indexOf(':');
                String domain = colon < 0 ? "" : operator.substring(0, colon);
                String name = operator.substring(colon + 1);
                if (!OnnxOperators.isSupported(domain, name, OnnxOperators.NEWEST.get(domain))) {
                    missing.add(operator);
                }
            }
        }
        assertEquals(Set.of("ai.onnx.preview.training:Gradient"), missing);
    }

    @Test
    void versionsAreWithinBounds() {
        assertTrue(OnnxOperators.isSupported("", "Relu", 1));
        assertTrue(OnnxOperators.isSupported("", "Gelu", 20));
        assertFalse(OnnxOperators.isSupported("", "Gelu", 19));
        assertFalse(OnnxOperators.isSupported("", "Relu", 99));
        assertFalse(OnnxOperators.isSupported("", "LabelEncoder", 4));
        assertFalse(OnnxOperators.isSupported("com.microsoft", "Gelu", 1));
    }

    @Test
    void whatIsNotSupportedIsNamedWithDomainAndVersion() {
        OnnxTensor x = OnnxTensor.ofFloats(new float[] {1}, 1);
        String unknown = refusal(OneNode.of("Conv", 13, x));
        assertTrue(unknown.contains("operator Conv (node \"node\") (opset 13)"), unknown);
        String domain = refusal(new OneNode("com.microsoft", "Gelu", 1, java.util.Map.of(), List.of(x), 1));
        assertTrue(domain.contains("com.microsoft.Gelu"), domain);
        String old = refusal(OneNode.of("Gelu", 19, x));
        assertTrue(old.contains("opset from 20 to 26") && old.contains("found 19"), old);
        String newer = refusal(OneNode.of("Relu", 27, x));
        assertTrue(newer.contains("found 27"), newer);
    }

    private static String refusal(OneNode node) {
        return assertThrows(UserException.class, node::run).getMessage();
    }

    @Test
    void operatorsOccurOnce() {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (Operator operator : OnnxOperators.all()) {
            if (!seen.add(operator.domain() + ":" + operator.name())) {
                twice.add(operator.name());
            }
        }
        assertEquals(List.of(), twice);
        assertTrue(seen.size() > 100, () -> "only " + seen.size());
    }
}

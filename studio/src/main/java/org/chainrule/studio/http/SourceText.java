package org.chainrule.studio.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lecture's class as it was compiled, with the lines that carry the number of each equation. */
final class SourceText {
    private static final String FILE = "Backpropagation.java";
    private static final int EQUATIONS = 10;
    /** {@code [4, 6]}: numbers in brackets, as comments write them; an index such as {@code W[0]} stands behind a letter. */
    private static final Pattern TAG = Pattern.compile("(?<![A-Za-z0-9_\\]])\\[(\\d+(?:, ?\\d+)*)]");

    private SourceText() {}

    /**
     * The source.
     *
     * @return file, lines, and by equation the numbers of its lines, from 1
     */
    static Map<String, Object> tree() {
        List<String> lines = lines();
        Map<String, List<Integer>> equations = new LinkedHashMap<>();
        for (int equation = 1; equation <= EQUATIONS; equation++) {
            equations.put(String.valueOf(equation), new ArrayList<>());
        }
        for (int i = 0; i < lines.size(); i++) {
            int comment = lines.get(i).indexOf("//");
            if (comment >= 0) {
                mark(lines.get(i).substring(comment), i + 1, equations);
            }
        }
        // an equation that no line of code carries has those of the documentation
        List<String> without = equations.keySet().stream()
                .filter(equation -> equations.getOrDefault(equation, List.of()).isEmpty())
                .toList();
        Map<String, List<Integer>> documented = new LinkedHashMap<>();
        without.forEach(equation -> documented.put(equation, new ArrayList<>()));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith("*")) {
                mark(lines.get(i), i + 1, documented);
            }
        }
        equations.putAll(documented);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", FILE);
        tree.put("lines", lines);
        tree.put("equations", equations);
        return tree;
    }

    private static void mark(String comment, int line, Map<String, List<Integer>> equations) {
        Matcher tag = TAG.matcher(comment);
        while (tag.find()) {
            for (String number : tag.group(1).split(", ?", -1)) {
                List<Integer> lines = equations.get(number);
                if (lines != null && !lines.contains(line)) {
                    lines.add(line);
                }
            }
        }
    }

    private static List<String> lines() {
        try (InputStream in = SourceText.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the studio was packed without " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }
}

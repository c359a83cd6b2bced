package org.chainrule.interop.javasource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Those of our own classes that exported sources copy from, and what a piece of code needs of them: the members that it names, the members that those name, and
 * so on.
 */
final class SourceLibrary {
    /** In the order in which they follow each other in a source. */
    static final List<String> CLASSES = List.of(
            "FloatLayers",
            "DoubleLayers",
            "FloatActivation",
            "DoubleActivation",
            "FloatEmbeddings",
            "DoubleEmbeddings",
            "Answers",
            "Inputs",
            "CellMeaning",
            "CleanText",
            "Scaling",
            "QuantileNumeric",
            "Hashed",
            "DatePart",
            "DateFormat",
            "Dates",
            "Numbers",
            "TargetCurve",
            "TemperatureScaling",
            "Selection",
            "FloatMath",
            "FloatUnits",
            "ScalarSums",
            "Activation",
            "StableMath",
            "NormalDistribution",
            "NormalQuantile",
            "ErrorFunction",
            "Stored");

    private static final Pattern NAME = Pattern.compile("\\b(\\w+)\\b(\\s*\\()?");
    private static final Pattern MEMBER_OF = Pattern.compile("(\\w+)\\s*(?:\\.|::)\\s*$");

    /** Read once: they are the same for every model. */
    private static final class Sources {
        static final Map<String, SourceClass> ALL = all();

        private static Map<String, SourceClass> all() {
            Map<String, SourceClass> classes = new HashMap<>();
            for (String name : CLASSES) {
                classes.put(name, new SourceClass(read(name)));
            }
            return Map.copyOf(classes);
        }
    }

    private final Map<String, Set<SourceClass.Member>> needed = new LinkedHashMap<>();
    private final Deque<Runnable> open = new ArrayDeque<>();

    private static String read(String name) {
        try (InputStream in = SourceLibrary.class.getResourceAsStream("text/" + name + ".java")) {
            if (in == null) {
                throw new IllegalStateException("expected the source of " + name + " in the jar, found none");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds what a piece of code needs. */
    void require(String code) {
        scan(SourceClass.code(code), "");
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }

    private SourceClass source(String name) {
        return Objects.requireNonNull(Sources.ALL.get(name), name);
    }

    private void scan(String code, String within) {
        Matcher names = NAME.matcher(code);
        while (names.find()) {
            String name = names.group(1);
            Matcher owner = MEMBER_OF.matcher(code.substring(Math.max(0, names.start() - 80), names.start()));
            if (owner.find()) {
                member(owner.group(1), name, true);
                member(owner.group(1), name, false);
            } else if (!name.equals(within)) {
                type(name);
                member(within, name, names.group(2) != null);
            }
        }
    }

    private void type(String name) {
        SourceClass source = Sources.ALL.get(name);
        if (source != null && !needed.containsKey(name)) {
            needed.put(name, new LinkedHashSet<>());
            if (source.whole) {
                open.push(() -> scan(SourceClass.code(source.nested()), name));
            }
        }
    }

    private void member(String owner, String name, boolean method) {
        SourceClass source = Sources.ALL.get(owner);
        if (source == null) {
            return;
        }
        type(owner);
        for (SourceClass.Member member : source.members) {
            boolean asked = member.name().equals(name) && member.method() == method;
            if (asked && needed.getOrDefault(owner, Set.of()).add(member)) {
                open.push(() -> scan(member.code(), owner));
            }
        }
    }

    /** What was asked for, as nested classes. */
    void write(CodeWriter out) {
        for (String name : CLASSES) {
            Set<SourceClass.Member> members = needed.get(name);
            if (members == null) {
                continue;
            }
            SourceClass source = source(name);
            out.blank();
            if (!name.equals("Numbers") && !name.equals("CellMeaning") && !name.equals("CleanText")) {
                out.lines(source.comment);
            }
            if (source.whole) {
                out.lines(source.nested());
                continue;
            }
            out.open("private static final class " + name + " {");
            boolean first = true;
            for (SourceClass.Member member : source.members) {
                if (members.contains(member)) {
                    boolean close = first || (!member.method() && !member.text().startsWith("/*"));
                    out.lines((close ? "" : "\n") + member.text());
                    first = false;
                }
            }
            out.close();
        }
    }

    /** The imports of the JDK that a source needs which names these classes. */
    Set<String> imports(String source) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(SourceClass.code(source));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return needed.keySet().stream()
                .flatMap(name -> source(name).imports.entrySet().stream())
                .filter(each -> names.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

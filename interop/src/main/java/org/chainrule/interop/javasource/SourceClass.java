package org.chainrule.interop.javasource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of one of our own classes, taken apart into members. It leans on how all sources here are formatted: members begin at four blanks and are whole when
 * their brackets close.
 */
final class SourceClass {
    /** A field, method or nested type with the comment above it. */
    record Member(String name, boolean method, String text, String code) {}

    private static final Pattern DECLARATION =
            Pattern.compile("(?m)^(?:public |final |sealed |abstract )*(class|record|enum|interface) (\\w+)");
    private static final Pattern NESTED = Pattern.compile("\\b(?:class|interface|record|enum)\\s+(\\w+)");
    private static final Pattern CALLED = Pattern.compile("(\\w+)\\s*\\(");
    private static final Pattern LAST = Pattern.compile("(\\w+)\\s*$");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import ((?:static )?(?:java|javax)\\.[\\w.]+\\.(\\w+));");
    private static final Pattern NOT_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|//[^\\n]*|/\\*[\\s\\S]*?\\*/");

    final String name;
    final boolean whole;
    final String comment;
    final List<Member> members = new ArrayList<>();
    final Map<String, String> imports = new LinkedHashMap<>();
    private final String declaration;

    /**
     * Takes a source apart.
     *
     * @param source the text of a file with one top-level class
     */
    SourceClass(String source) {
        String text = source.replace("@org.jspecify.annotations.Nullable ", "")
                .replace("@Nullable ", "")
                .replaceAll("(?m)^\\s*@SuppressWarnings\\(.*\\)\\n", "");
        Matcher imported = IMPORT.matcher(text);
        while (imported.find()) {
            imports.put(imported.group(2), imported.group(1));
        }
        Matcher declared = DECLARATION.matcher(text);
        if (!declared.find()) {
            throw new IllegalArgumentException("expected a class in the source, found none");
        }
        name = declared.group(2);
        whole = declared.group(1).equals("enum");
        String before = text.substring(0, declared.start());
        int begin = before.lastIndexOf("/**");
        comment = firstSentence(begin < 0 ? "/** */" : before.substring(begin));
        declaration = text.substring(declared.start()).strip();
        int open = text.indexOf("{\n", declared.start()) + 2;
        if (!whole) {
            split(text.substring(open, text.lastIndexOf('}')));
        }
    }

    /** Of the comment of a class, of which only parts are copied; a notice that must be kept stays whole. */
    private static String firstSentence(String comment) {
        String whole = comment.substring(0, comment.indexOf("*/") + 2).strip();
        String text = whole.replaceAll("\\s*\\n \\* ?", " ")
                .replace("/** ", "")
                .replace(" */", "")
                .strip();
        Matcher end = Pattern.compile("[.:](\\s|$)").matcher(text);
        return whole.contains("Copyright") || !end.find() ? whole : "/** " + text.substring(0, end.start()) + ". */";
    }

    /** The whole class as a nested one. */
    String nested() {
        return "private " + declaration.replaceFirst("^(?:public |final )*", "");
    }

    private void split(String body) {
        StringBuilder pending = new StringBuilder();
        for (String line : body.split("\n", -1)) {
            if (line.isBlank() && pending.length() == 0) {
                continue;
            }
            pending.append(line).append('\n');
            String code = code(pending.toString());
            String end = code.strip();
            if ((end.endsWith(";") || end.endsWith("}")) && balanced(end)) {
                add(pending.toString(), code);
                pending.setLength(0);
            }
        }
    }

    private void add(String text, String code) {
        String member = named(code.replaceAll("@\\w+(\\([^)]*\\))?", ""));
        if (member != null && !member.equals(name)) {
            boolean method = CALLED.matcher(head(code)).find()
                    && !NESTED.matcher(head(code)).find();
            members.add(new Member(member, method, text.stripTrailing().stripIndent(), code));
        }
    }

    private static String head(String code) {
        int end = code.length();
        for (char stop : new char[] {'{', '=', ';'}) {
            int at = code.indexOf(stop);
            end = at < 0 ? end : Math.min(end, at);
        }
        return code.substring(0, end).replaceAll("@\\w+(\\([^)]*\\))?", "");
    }

    private static @Nullable String named(String code) {
        String head = head(code);
        for (Pattern pattern : List.of(NESTED, CALLED, LAST)) {
            Matcher matcher = pattern.matcher(head);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    /** The text with blanks in place of comments and literals. */
    static String code(String text) {
        return NOT_CODE.matcher(text)
                .replaceAll(found -> " ".repeat(found.group().length()));
    }

    private static boolean balanced(String code) {
        int depth = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            depth += c == '{' || c == '(' || c == '[' ? 1 : c == '}' || c == ')' || c == ']' ? -1 : 0;
        }
        return depth == 0;
    }
}

package org.chainrule.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.tabular.model.AtomicFile;

/** What all pages of this module are: one file, complete in itself, in which no script runs but those of this module. */
final class Pages {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-zA-Z0-9]+)}}");

    private Pages() {}

    /**
     * What goes into the template.
     *
     * @param title    of the page, text
     * @param version  of Chainrule, text
     * @param noscript what is missing without JavaScript, text
     * @param styles   style sheets, resources of this package
     * @param body     markup
     * @param data     JSON that is safe in a script element
     * @param scripts  source texts, run in this order
     * @param footer   markup, may be empty
     */
    record Content(
            String title,
            String version,
            String noscript,
            List<String> styles,
            String body,
            String data,
            List<String> scripts,
            String footer) {}

    /**
     * Makes a page.
     *
     * @param content what is on it
     * @return HTML, to be stored in UTF-8
     */
    static String html(Content content) {
        List<String> scripts = content.scripts().stream().map(Pages::script).toList();
        return fill(
                Resources.text("report.html"),
                Map.of(
                        "policy", policy(scripts),
                        "title", Markup.escape(content.title()),
                        "version", Markup.escape(Names.display(content.version())),
                        "noscript", Markup.escape(content.noscript()),
                        "style", content.styles().stream().map(Resources::text).collect(Collectors.joining()),
                        "body", content.body(),
                        "data", content.data(),
                        "scripts",
                                scripts.stream()
                                        .map(script -> "<script>" + script + "</script>\n")
                                        .collect(Collectors.joining()),
                        "footer", content.footer()));
    }

    /**
     * Writes a page to a file, whole or not at all: a temporary file beside it is written, synchronised with the disk,
     * and renamed.
     *
     * @param html the page
     * @param file overwritten if it exists
     * @throws org.chainrule.tabular.error.UserException if the file cannot be written
     */
    static void write(String html, Path file) {
        byte[] page = html.getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(page));
    }

    /**
     * Scripts run only by their hash, so that a script smuggled in by a name would not run even if the escaping failed.
     */
    private static String policy(List<String> scripts) {
        var policy =
                new StringBuilder("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline';"
                        + " img-src data:; script-src");
        for (String script : scripts) {
            policy.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(sha256(script.getBytes(StandardCharsets.UTF_8))))
                    .append('\'');
        }
        return policy.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    /**
     * In a script element only {@code </script} and {@code <!--} end or change the parsing; in JavaScript strings
     * {@code \x3c} is the same as {@code <}.
     */
    private static String script(String source) {
        return source.replaceAll("(?i)<(?=/script|script|!--)", "\\\\x3c");
    }

    /** One pass over the template: what is filled in is not searched for placeholders. */
    private static String fill(String template, Map<String, String> values) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        var out = new StringBuilder(1 << 20);
        int done = 0;
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalStateException("the template has an unknown placeholder " + matcher.group());
            }
            out.append(template, done, matcher.start()).append(value);
            done = matcher.end();
        }
        return out.append(template, done, template.length()).toString();
    }
}

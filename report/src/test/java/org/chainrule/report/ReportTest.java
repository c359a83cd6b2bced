package org.chainrule.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class ReportTest {
    private static final Set<String> ELEMENTS = Set.of(
            "div",
            "header",
            "main",
            "section",
            "footer",
            "h1",
            "h2",
            "h3",
            "p",
            "b",
            "bdi",
            "span",
            "code",
            "pre",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "figure",
            "figcaption",
            "button",
            "details",
            "summary",
            "i",
            "sub",
            "sup");
    private static final Set<String> ATTRIBUTES = Set.of(
            "class",
            "id",
            "scope",
            "role",
            "tabindex",
            "type",
            "aria-label",
            "aria-labelledby",
            "aria-describedby",
            "aria-hidden",
            "aria-live",
            "data-chart",
            "data-index",
            "data-label",
            "data-description",
            "data-microscope");

    static Stream<ReportData> samples() {
        return SampleReports.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isOneSoundPage(ReportData data) throws Exception {
        String html = Report.html(data);
        checkMarkup(html);
        checkPolicy(html);
        assertTrue(html.length() < 750_000, () -> html.length() + " characters");
        assertEquals(html, Report.html(data), "equal data give equal bytes");
    }

    @Test
    void everythingThatWasTriedIsARow() throws Exception {
        Element section = new Page(Report.html(SampleReports.penguins()))
                .named("section").stream()
                        .filter(element -> element.getAttribute("id").equals("trials"))
                        .findFirst()
                        .orElseThrow();
        String text = section.getTextContent();
        assertTrue(text.contains("2 of 3 configurations"), text);
        assertTrue(text.contains("5 of 5 trained, on 220 rows each."), text);
        for (String cell : List.of("realmlp", "dropout 0.3", "0.06440", "12.5", "2 of 5", "not finished")) {
            assertTrue(text.contains(cell), cell + " in " + text);
        }
    }

    @Test
    void findingsSayWhatHelps() throws Exception {
        List<Element> findings = new Page(Report.html(SampleReports.penguins()))
                .elements().stream()
                        .filter(element -> element.getAttribute("class").startsWith("finding"))
                        .toList();
        assertEquals(
                List.of("findings", "finding warning", "finding"),
                findings.stream().map(element -> element.getAttribute("class")).toList());
        assertTrue(findings.get(1).getTextContent().contains("What helps. Take them out of one of the two tables."));
        assertTrue(findings.get(2).getTextContent().contains("What helps. --epochs 120."));
    }

    @Test
    void naughtyStringsAreOnlyText() throws Exception {
        List<String> strings = NaughtyStrings.read(Shared.path("conformance/text/blns.json"));
        String html = Report.html(SampleReports.hostile(strings));
        checkMarkup(html);
        checkPolicy(html);
        Set<String> shown =
                new Page(html).elements().stream().map(Element::getTextContent).collect(Collectors.toSet());
        for (String string : strings) {
            assertTrue(shown.contains(Names.display(string)), () -> "not shown as it is: " + Names.display(string));
        }
    }

    private static void checkMarkup(String html) throws Exception {
        checkMarkup(html, Set.of(), Set.of());
    }

    /** The same for a page with further elements and attributes. */
    static void checkMarkup(String html, Set<String> elements, Set<String> attributes) throws Exception {
        var page = new Page(html);
        int level = 0;
        var ids = new TreeSet<String>();
        for (Element element : page.elements()) {
            assertTrue(
                    ELEMENTS.contains(element.getTagName()) || elements.contains(element.getTagName()),
                    element::getTagName);
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                assertTrue(ATTRIBUTES.contains(name) || attributes.contains(name), name);
            }
            if (element.hasAttribute("id")) {
                assertTrue(ids.add(element.getAttribute("id")), () -> "twice: " + element.getAttribute("id"));
            }
            if (element.getTagName().matches("h[1-6]")) {
                int next = element.getTagName().charAt(1) - '0';
                assertTrue(next <= level + 1, () -> "headings out of order at " + element.getTextContent());
                level = next;
            }
        }
        for (Element table : page.named("table")) {
            assertEquals(1, table.getElementsByTagName("caption").getLength());
        }
        for (Element figure : page.named("figure")) {
            assertTrue(ids.contains(figure.getAttribute("aria-labelledby")));
            assertTrue(figure.getTextContent().contains("How to read this."));
        }
        assertEquals(1, page.named("h1").size());
    }

    private static void checkPolicy(String html) throws Exception {
        checkPolicy(html, 3);
    }

    /** The same for a page with so many scripts. */
    static void checkPolicy(String html, int count) throws Exception {
        List<MatchResult> scripts = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL)
                .matcher(html)
                .results()
                .toList();
        assertEquals(count, scripts.size());
        for (MatchResult script : scripts) {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
            assertTrue(html.contains("&#39;sha256-" + Base64.getEncoder().encodeToString(hash) + "&#39;")
                    || html.contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
        }
        String policy = html.substring(html.indexOf("content=\"default-src"), html.indexOf("<meta name=\"viewport\""));
        assertTrue(policy.startsWith("content=\"default-src 'none';"));
        assertFalse(policy.contains("http") || policy.contains("*") || policy.contains("unsafe-eval"));
        assertFalse(policy.contains("script-src 'unsafe-inline'"));
        String markup = html.replaceAll("(?s)<script>.*?</script>", "").replaceAll("(?s)<script type=.*?</script>", "");
        List<String> links = Pattern.compile("<[a-z][^>]*\\s(?:src|href|srcset|action|poster|data)=[^>]*>")
                .matcher(markup)
                .results()
                .map(MatchResult::group)
                .toList();
        assertEquals(List.of("<link rel=\"icon\" href=\"data:,\">"), links);
        String style = html.substring(html.indexOf("<style>"), html.indexOf("</style>"));
        assertFalse(style.contains("url(") || style.contains("@import"));
    }

    @Test
    void scriptDataCannotLeaveItsElement() {
        String json = ChartJson.of(SampleReports.all().get("hostile"));
        assertTrue(json.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != '<' && c != '>' && c != '&'));
        assertTrue(json.contains("\\u003cscript\\u003e"));
    }

    @Test
    void placeholdersInNamesStayText() {
        assertTrue(Report.html(SampleReports.all().get("hostile")).contains("{{d3}} ${7*7}"));
    }

    @Test
    void theHeadlineIsTheHeldOutMetric() throws Exception {
        String text = new Page(Report.html(SampleReports.penguins()))
                .named("header")
                .get(0)
                .getTextContent();
        assertTrue(text.contains("98.55\u202F%"), text);
        assertTrue(text.contains("on 69 test rows"), text);
        assertTrue(text.contains("Always answering “Adelie” would reach 43.48\u202F%"), text);
        String bare = new Page(Report.html(SampleReports.bare()))
                .named("header")
                .get(0)
                .getTextContent();
        assertTrue(bare.contains("no held-out rows"), bare);
    }

    @Test
    void manyClassesAreDrawnInPart() {
        List<String> names =
                Stream.iterate(0, i -> i + 1).limit(140).map(i -> "c" + i).toList();
        ReportData data = SampleReports.classes("t", names.size(), names::get, 3_000);
        assertTrue(Report.html(data).contains("100 most frequent of 140 classes"));
    }

    @Test
    void writesWholeOrNotAtAll(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.html");
        Files.writeString(file, "old");
        Report.write(SampleReports.bare(), file);
        assertEquals(Report.html(SampleReports.bare()), Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        for (Path wrong : List.of(folder.resolve("missing").resolve("r.html"), folder, file.resolve("r.html"))) {
            UserException e = assertThrows(UserException.class, () -> Report.write(SampleReports.bare(), wrong));
            String message = String.valueOf(e.getMessage());
            assertTrue(message.contains(wrong.toString()) && !message.contains("\n"), message);
        }
    }

    @Test
    void theVendoredFilesAreThoseOfTheReadme() throws Exception {
        String readme = Resources.text("vendor/README.md");
        for (String name : List.of("d3.min.js", "plot.umd.min.js")) {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Resources.text("vendor/" + name).getBytes(StandardCharsets.UTF_8));
            assertTrue(readme.contains(HexFormat.of().formatHex(hash)), name);
        }
    }
}

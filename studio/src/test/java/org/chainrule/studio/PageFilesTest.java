package org.chainrule.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must hold of the page's files without a browser: nothing from elsewhere, nothing that a strict policy forbids, modules that can be read. */
class PageFilesTest {
    private static final int MOST_LINES = 260;

    private static Path web() throws URISyntaxException {
        URL index = Objects.requireNonNull(PageFilesTest.class.getResource("/org/chainrule/studio/web/index.html"));
        return Objects.requireNonNull(Path.of(index.toURI()).getParent());
    }

    private static List<Path> own(String... extensions) throws IOException, URISyntaxException {
        Path vendor = web().resolve("vendor");
        try (Stream<Path> files = Files.walk(web())) {
            return files.filter(file ->
                            !file.startsWith(vendor) && Stream.of(extensions).anyMatch(file.toString()::endsWith))
                    .toList();
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void theVendoredFilesAreThoseOfTheReadme() throws Exception {
        Path vendor = web().resolve("vendor");
        String readme = Files.readString(vendor.resolve("README.md"));
        try (Stream<Path> files = Files.list(vendor)) {
            List<Path> scripts =
                    files.filter(file -> file.toString().endsWith(".js")).toList();
            assertFalse(scripts.isEmpty());
            for (Path script : scripts) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(script));
                assertTrue(readme.contains(HexFormat.of().formatHex(hash)), script.toString());
            }
        }
    }

    @Test
    void nothingIsAskedOfTheInternet() throws Exception {
        for (Path file : own(".html", ".css", ".js")) {
            String text = Files.readString(file).replace("http://www.w3.org/", "");
            assertEquals(List.of(), found("https?://[^\\s\"'`]*", text), file.toString());
            assertEquals(
                    List.of(),
                    found(
                            "@import|url\\((?![\"']?(?:\\.|/web/|#))",
                            file.toString().endsWith(".css") ? text : ""),
                    file.toString());
        }
    }

    @Test
    void nothingNeedsALooserPolicy() throws Exception {
        String index = Files.readString(web().resolve("index.html"));
        assertEquals(List.of(), found("<script(?![^>]*\\ssrc=)[^>]*>|<style|\\sstyle=|\\son[a-z]+=", index));
        for (Path file : own(".js")) {
            String text = Files.readString(file);
            String forbidden =
                    "\\beval\\(|new Function\\(|\\.innerHTML|insertAdjacentHTML|document\\.write|dangerouslySetInnerHTML|\\sstyle=\"|<style";
            assertEquals(List.of(), found(forbidden, text), file.toString());
        }
    }

    @Test
    void everyImportedModuleIsThere() throws Exception {
        for (Path file : own(".js")) {
            for (String name : found("(?<=from \"|import\\(\")[^\"]+", Files.readString(file))) {
                assertTrue(Files.exists(file.resolveSibling(name).normalize()), file + " imports " + name);
            }
        }
    }

    @Test
    void modulesCanBeRead() throws Exception {
        for (Path file : own(".js")) {
            assertTrue(Files.readAllLines(file).size() <= MOST_LINES, file.toString());
        }
    }

    @Test
    void thePageOfTheServerNeedsNothingElseEither() throws Exception {
        Path serve = Objects.requireNonNull(web().getParent()).resolve("serve");
        try (Stream<Path> files = Files.list(serve)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(html|css|js)")).toList()) {
                String text = Files.readString(file);
                assertEquals(List.of(), found("https?://[^\\s\"'`]*|@import|url\\(", text), file.toString());
                String inline = "<script(?![^>]*\\ssrc=)[^>]*>|<style|\\sstyle=|\\son[a-z]+=\"";
                assertEquals(List.of(), found(file.toString().endsWith(".html") ? inline : "(?!)", text));
                assertEquals(
                        List.of(),
                        found("\\beval\\(|new Function\\(|innerHTML|insertAdjacentHTML|document\\.write", text),
                        file.toString());
                assertTrue(Files.readAllLines(file).size() <= MOST_LINES, file.toString());
            }
        }
    }
}

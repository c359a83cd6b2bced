package org.chainrule.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real browser draws every chart and runs nothing but the report's own scripts. */
class BrowserTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"binary", "regression", "bare"})
    void drawsEveryChart(String sample) throws Exception {
        check(SampleReports.all().get(sample));
    }

    @Test
    void naughtyStringsAreOnlyText() throws Exception {
        check(SampleReports.hostile(NaughtyStrings.read(Shared.path("conformance/text/blns.json"))));
    }

    /** The check below can fail: a script that the policy does not know is refused, and the refusal is seen. */
    @Test
    void refusesForeignScripts() throws Exception {
        Path page = folder.resolve("foreign.html");
        Files.writeString(
                page,
                Report.html(SampleReports.penguins())
                        .replace("</body>", "<script>document.title = 'owned'</script></body>"));
        Browser browser = Browser.load(page, folder);
        assertTrue(
                browser.console().stream().anyMatch(line -> line.contains("Content Security Policy")),
                browser.console()::toString);
        assertFalse(browser.dom().contains("<title>owned</title>"));
    }

    private void check(ReportData data) throws Exception {
        Path page = folder.resolve("report.html");
        Report.write(data, page);
        Browser browser = Browser.load(page, folder);
        assertEquals(List.of(), browser.console());
        assertFalse(browser.dom().contains("class=\"failed\""), "a chart could not be drawn");
        assertFalse(browser.dom().contains("<title>owned</title>"), "a script from a name ran");
        String[] charts = browser.dom().split("data-chart=\"");
        assertTrue(charts.length > 2, "the page has charts");
        for (int i = 1; i < charts.length; i++) {
            // A figure may hold several charts: then the caption comes after the last.
            int caption = charts[i].indexOf("<figcaption");
            String figure = caption < 0 ? charts[i] : charts[i].substring(0, caption);
            assertTrue(figure.contains("<svg"), () -> "no chart in " + figure);
            assertTrue(figure.contains("role=\"img\""), () -> "no role in " + figure);
            assertFalse(figure.contains("NaN"), () -> "NaN in " + figure);
        }
    }
}

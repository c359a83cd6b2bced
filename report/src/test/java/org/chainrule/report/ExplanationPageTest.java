package org.chainrule.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Json;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The page about a weight: complete without JavaScript, sound with it, and every number of the picture within reach of the keyboard. */
class ExplanationPageTest {
    /** Walks through the picture by the arrow keys from every element that it has come to, and says on the page what it found. */
    private static final String WALK = """
            (() => {
              const chain = document.getElementById("chain");
              const panel = chain.querySelector(".chain-panel");
              const items = [...chain.querySelectorAll("[data-key]")];
              const current = () => items.find((item) => item.getAttribute("tabindex") === "0");
              const problems = [];
              if (items.filter((item) => item.getAttribute("tabindex") === "0").length !== 1) problems.push("more than one stop for Tab");
              const seen = new Set([current()]);
              const queue = [current()];
              while (queue.length) {
                const from = queue.pop();
                for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
                  from.dispatchEvent(new MouseEvent("click", { bubbles: true }));
                  from.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
                  const to = current();
                  if (panel.textContent.trim() === "" || /NaN|undefined|null|\\[object/.test(panel.textContent)) problems.push(panel.textContent);
                  if (!seen.has(to)) { seen.add(to); queue.push(to); }
                }
              }
              items.filter((item) => !seen.has(item)).forEach((item) => problems.push("not reached: " + item.dataset.key));
              if (panel.getAttribute("aria-live") !== "polite") problems.push("the panel says nothing to a screen reader");
              if (document.documentElement.scrollWidth > innerWidth) problems.push("wider than the window");
              document.body.dataset.walked = items.length + " elements: " + (problems.join("; ") || "all reached");
            })();
            """;

    @TempDir
    Path folder;

    static Stream<ExplanationPage> pages() {
        return ExplanationSamples.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isOneSoundPage(ExplanationPage page) throws Exception {
        String html = page.html();
        checkMarkup(html);
        ReportTest.checkPolicy(html, 2);
        assertTrue(html.length() < 200_000, () -> html.length() + " characters");
        assertEquals(html, page.html(), "equal values give equal bytes");
    }

    private static void checkMarkup(String html) throws Exception {
        Set<String> elements = Set.of(
                "i", "sub", "sup", "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msub", "msup",
                "msubsup", "munder");
        Set<String> attributes = Set.of("displaystyle", "form", "stretchy", "width", "colspan");
        ReportTest.checkMarkup(html, elements, attributes);
    }

    /** What a person without JavaScript sees. */
    @Test
    void everyEquationIsThereWithItsNumbers() throws Exception {
        ExplanationPage sample = ExplanationSamples.all().get("wide");
        Page page = new Page(sample.html());
        List<String> numbers = page.elements().stream()
                .filter(element -> element.getAttribute("class").equals("equation-name"))
                .map(element -> element.getElementsByTagName("b").item(0).getTextContent())
                .toList();
        assertEquals(List.of("[1]", "[2]", "[3]", "[4]", "[5, 9]", "[6]", "[7, 8]", "[9]", "[10]"), numbers);
        String text = page.elements().get(0).getTextContent()
                + page.named("main").get(0).getTextContent();
        for (String part : List.of(
                "all others",
                "the gradient",
                "column 5",
                "class 3",
                "Step 1 of adamw",
                "weight decay",
                "adamw makes its step of the gradient and of what it remembers, see below",
                "The rows that push hardest")) {
            assertTrue(text.contains(part), part);
        }
        String product = Numbers.plain(sample.explanation().chains().get(0).product(), 4);
        assertTrue(
                page.named("math").stream()
                        .anyMatch(math -> math.getTextContent().contains(mathText(product))),
                product);
        assertFalse(text.contains("NaN"), text);
    }

    private static String mathText(String number) {
        int e = number.indexOf('e');
        return e < 0 ? number : number.substring(0, e);
    }

    @Test
    void rowsAreCalledByTheirNumbers() throws Exception {
        ExplanationPage sample = ExplanationSamples.all().get("wide");
        int first = sample.pushes().up().get(0).row();
        Element section = new Page(sample.html())
                .named("section").stream()
                        .filter(element -> element.getAttribute("id").equals("rows"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(
                section.getTextContent().contains(String.valueOf(sample.names().row(first))));
        assertEquals(first + 1, sample.names().row(first));
    }

    @Test
    void naughtyStringsAreOnlyText() throws Exception {
        List<String> strings = NaughtyStrings.read(Shared.path("conformance/text/blns.json"));
        for (int from = 0; from < strings.size(); from += 40) {
            List<String> some = new ArrayList<>(strings.subList(from, Math.min(strings.size(), from + 40)));
            some.add("another");
            some.add("and another");
            String html = ExplanationSamples.hostile(some).html();
            checkMarkup(html);
            ReportTest.checkPolicy(html, 2);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theKeyboardReachesEveryNumber(ExplanationPage page) throws Exception {
        Pages.Content content = page.content();
        List<String> scripts = new ArrayList<>(content.scripts());
        scripts.add(WALK);
        String html = Pages.html(new Pages.Content(
                content.title(),
                content.version(),
                content.noscript(),
                content.styles(),
                content.body(),
                content.data(),
                scripts,
                content.footer()));
        // every other page as on a phone: a browser takes its time
        String size = content.data().length() % 2 == 0 ? "1280,2000" : "390,2000";
        Path file = folder.resolve("walk.html");
        Files.writeString(file, html);
        Browser browser = Browser.load(file, folder, size);
        assertEquals(List.of(), browser.console());
        assertFalse(browser.dom().contains("class=\"failed\""), browser::dom);
        assertFalse(browser.dom().contains("<title>owned</title>"), "a script from a name ran");
        String walked = browser.dom().replaceAll("(?s).*data-walked=\"([^\"]*)\".*", "$1");
        assertTrue(walked.matches("\\d+ elements: all reached"), () -> size + ": " + walked);
    }

    @Test
    void dataHoldsThePictureOnly() {
        String data = ExplanationSamples.all().get("wide").content().data();
        assertTrue(data.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != '<' && c != '>' && c != '&'));
        Object tree = Json.parse(data.getBytes(StandardCharsets.UTF_8), "the data");
        assertTrue(((java.util.Map<?, ?>) tree).keySet().containsAll(Set.of("picture", "weight", "names", "gradient")));
    }

    @Test
    void writesWholeOrNotAtAll() throws Exception {
        ExplanationPage page = ExplanationSamples.all().get("small");
        Path file = folder.resolve("e.html");
        page.write(file);
        assertEquals(page.html(), Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Set.of(file), files.collect(Collectors.toSet()));
        }
        for (Path wrong : List.of(folder.resolve("missing").resolve("e.html"), folder)) {
            UserException e = assertThrows(UserException.class, () -> page.write(wrong));
            assertTrue(String.valueOf(e.getMessage()).contains(wrong.toString()));
        }
    }
}

package org.chainrule.studio.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.http.Token;
import org.chainrule.studio.serve.ModelSource;
import org.chainrule.studio.serve.ServeOptions;
import org.chainrule.studio.serve.Serving;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Prediction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page of the server of models: a row by hand gets the model's prediction, with the mouse and without. */
class ServePageTest {
    private static final String TOKEN = "0123456789abcdef-page";

    @TempDir
    static Path folder;

    private static Chrome chrome;
    private static Model classes;
    private static Serving serving;

    @BeforeAll
    static void start() throws IOException {
        chrome = Chrome.start(folder, 1280, 900);
        classes = Serving.classes(folder, 1);
        serving = new Serving(ServeOptions.of(
                List.of(
                        new ModelSource("kinds", Serving.saved(classes, folder.resolve("c.chainrule"))),
                        new ModelSource(
                                "numbers",
                                Serving.saved(Serving.values(folder, "gaussian-variance"), folder.resolve("v.chainrule")))),
                new PortChoice(0, true)));
    }

    @AfterAll
    static void stop() {
        chrome.close();
        serving.close();
    }

    private static void open() {
        chrome.open("about:blank");
        chrome.open(serving.server.address().toString());
        chrome.await("the form", () -> chrome.text("title").equals("kinds"));
    }

    private static String expected() {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("Größe", 8.5);
        row.put("color", "green");
        row.put("day", null);
        return ((Prediction.OfClass) classes.predict(row)).label();
    }

    @Test
    void aRowByHandGetsTheModelsPrediction() {
        open();
        chrome.type("column-0", "8.5");
        chrome.find("column-1").sendKeys("green");
        chrome.click("predict");
        chrome.await("the verdict", () -> chrome.text("verdict").equals(expected()));
        String answer = chrome.text("answer");
        assertTrue(answer.contains("kind") && answer.contains("%"), answer);
        assertEquals(3, chrome.all(".bars li").size());
        assertEquals(List.of(), complaints());
        assertTrue(
                chrome.requests().stream()
                        .allMatch(address -> address.startsWith(serving.server.address().toString())
                                || address.startsWith("about:")
                                || address.startsWith("chrome:")),
                chrome.requests().toString());
    }

    @Test
    void theKeyboardIsEnough() {
        open();
        chrome.script("document.getElementById('column-0').focus()");
        chrome.press("8.5", Keys.TAB, "green", Keys.ENTER);
        chrome.await("the verdict", () -> chrome.text("verdict").equals(expected()));
        chrome.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER); // the day, Predict, Typical values
        chrome.await("typical values", () -> !String.valueOf(chrome.find("column-0").getDomProperty("value"))
                .equals("8.5"));
        assertEquals(List.of(), complaints());
    }

    @Test
    void mistakesAreSaidAsTheServerSaysThem() {
        open();
        chrome.type("column-0", "big");
        chrome.await("the problem", () -> chrome.text("problem").contains("expected a number"));
        chrome.forget("400");
        chrome.type("column-0", "1");
        chrome.find("verdict");
        assertFalse(chrome.find("title").getText().isEmpty());
        assertEquals(List.of(), complaints());
    }

    @Test
    void anotherModelHasItsOwnForm() {
        open();
        chrome.find("model").sendKeys("numbers");
        chrome.await("the other model", () -> chrome.text("title").equals("numbers"));
        chrome.click("typical");
        chrome.click("predict");
        chrome.find("verdict");
        String answer = chrome.text("answer");
        assertTrue(answer.contains("standard deviation") && answer.contains("90 % interval"), answer);
        assertEquals(List.of(), complaints());
    }

    @Test
    void withATokenThePageAsksForIt() {
        try (Serving secret = new Serving(new ServeOptions(
                List.of(new ModelSource("kinds", folder.resolve("c.chainrule"))),
                new PortChoice(0, true),
                new Access("127.0.0.1", Set.of(), Token.of(TOKEN, "the test"), path -> false),
                Limits.USUAL,
                10,
                true,
                false,
                null,
                null))) {
            chrome.open(secret.server.address().toString());
            chrome.find("token").sendKeys(TOKEN, Keys.ENTER);
            chrome.await("the form", () -> chrome.text("title").equals("kinds"));
            chrome.click("predict");
            chrome.find("verdict");
            chrome.forget("401");
            assertEquals(List.of(), complaints());
        }
    }

    @Test
    void itFitsAPhoneAndTheDark() throws IOException {
        try {
            for (String scheme : List.of("light", "dark")) {
                chrome.scheme(scheme);
                for (int width : new int[] {360, 1280}) {
                    chrome.size(width, 900, width < 500);
                    open();
                    chrome.click("typical");
                    chrome.click("predict");
                    chrome.find("verdict");
                    Object wide = chrome.script("return document.documentElement.scrollWidth");
                    assertTrue(((Number) wide).intValue() <= width, scheme + " " + width + ": " + wide);
                    String folderOf = System.getProperty("chainrule.screenshots", "");
                    if (!folderOf.isEmpty()) {
                        chrome.screenshot(Path.of(folderOf, "serve-" + scheme + "-" + width + ".png"));
                    }
                }
            }
            assertEquals(List.of(), complaints());
        } finally {
            chrome.scheme("light");
            chrome.size(1280, 900, false);
        }
    }

    private static List<String> complaints() {
        assertEquals(List.of(), serving.defects);
        return chrome.complaints();
    }
}

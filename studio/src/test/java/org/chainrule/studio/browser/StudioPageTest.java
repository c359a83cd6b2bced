package org.chainrule.studio.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.tabular.model.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Every verb of the studio, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudioPageTest {
    private static final String SMALL = "layers=3:tanh,2:tanh&points=100&seed=3";

    @TempDir
    static Path folder;

    private StudioPage page;
    private Chrome chrome;

    @BeforeAll
    void start() throws IOException {
        page = new StudioPage(folder, 1440, 1000);
        chrome = page.chrome;
    }

    @AfterAll
    void stop() {
        if (page != null) {
            page.close();
        }
    }

    @AfterEach
    void nothingWentWrong() {
        assertEquals(List.of(), page.complaints());
        List<String> elsewhere = chrome.requests().stream()
                .filter(address -> !address.startsWith(page.origin())
                        && !address.startsWith("data:")
                        && !address.startsWith("blob:")
                        && !address.startsWith("about:")
                        && !address.startsWith("chrome:"))
                .toList();
        assertEquals(List.of(), elsewhere);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussians", "xor", "circle", "spiral", "plane", "bumps"})
    void drawnProblemsShowASurface(String problem) {
        page.open("problem=" + problem);
        chrome.find("surface");
        chrome.find("network-picture");
        page.clickUntilStep("batch", 1);
        assertFalse(chrome.text("surface-readout").isBlank());
        assertFalse(chrome.text("training-loss").isBlank());
    }

    @Test
    void tablesShowTruthAgainstPrediction() {
        page.open("problem=penguins");
        chrome.click("one-epoch");
        chrome.await("an epoch", () -> page.step() > 1);
        chrome.find("confusion");
        page.open("problem=weather&epochs=3");
        chrome.click("one-epoch");
        chrome.await("an epoch", () -> page.step() > 1);
        chrome.find("surface");
    }

    @Test
    void buildingChangesNetworkCostAndAddress() {
        page.open("");
        long before = page.number("parameters");
        chrome.click("layer-add");
        chrome.await("a third layer", () -> chrome.has("layer-3-width"));
        chrome.await("more parameters", () -> page.number("parameters") > before);
        chrome.type("layer-1-width", "7");
        new Select(chrome.find("layer-1-activation")).selectByVisibleText("relu");
        new Select(chrome.find("optimizer")).selectByVisibleText("nadam");
        new Select(chrome.find("learningRate")).selectByVisibleText("0.03");
        chrome.type("seed", "11");
        chrome.await(
                "the address",
                () -> chrome.address().contains("layers=7:relu")
                        && chrome.address().contains("optimizer=nadam")
                        && chrome.address().contains("learningRate=0.03")
                        && chrome.address().contains("seed=11"));
        chrome.await("the new network", () -> chrome.has("unit-1-6"));
        long parameters = page.number("parameters");
        page.clickUntilStep("batch", 1);
        String weights = page.weights();
        String address = chrome.address();
        page.open(address.substring(address.indexOf('#') + 1));
        assertEquals("7", chrome.find("layer-1-width").getDomProperty("value"));
        assertEquals(parameters, page.number("parameters"));
        page.clickUntilStep("batch", 1);
        assertEquals(weights, page.weights());
    }

    @Test
    void aMistakeIsToldAndNothingBreaks() {
        page.open(SMALL);
        chrome.type("points", "-1");
        chrome.await("the refusal", () -> "true".equals(chrome.find("points").getDomAttribute("aria-invalid")));
        chrome.type("points", "120");
        chrome.await(
                "the mended field", () -> !"true".equals(chrome.find("points").getDomAttribute("aria-invalid")));
        chrome.open("about:blank");
        chrome.open(page.origin() + "#layers=a:b");
        assertTrue(chrome.text("failure").contains("layers"), chrome.text("failure"));
        page.settle();
        // What the server refused stands in the console as a failed request; it is expected here.
        chrome.forget("400");
        page.open("problem=nonsense");
        chrome.find("network-picture");
    }

    @Test
    void playPauseAndTheKeyboard() {
        page.open(SMALL);
        chrome.click("play");
        chrome.await("steps", () -> page.step() > 20);
        chrome.click("play");
        chrome.await(
                "a pause", () -> page.state().toLowerCase(java.util.Locale.ROOT).contains("pause"));
        long step = page.step();
        chrome.script("document.activeElement.blur()");
        chrome.press("b");
        chrome.await("one more step", () -> page.step() == step + 1);
        chrome.press(" ");
        chrome.await("steps again", () -> page.step() > step + 20);
        chrome.press(" ");
        chrome.await(
                "a pause", () -> page.state().toLowerCase(java.util.Locale.ROOT).contains("pause"));
        chrome.press("r");
        chrome.await("the beginning", () -> page.step() == 0);
        page.clickUntilStep("one-epoch", 5);
        assertTrue(chrome.all("[data-test='layers-table'] tbody tr").size() >= 3);
    }

    @Test
    void oneLayerAtATimeThroughTheEquations() {
        page.open(SMALL);
        chrome.click("one-layer");
        chrome.find("stepper");
        java.util.Set<String> phases = new java.util.LinkedHashSet<>();
        for (int moment = 0; moment < 40 && page.step() == 0; moment++) {
            phases.add(chrome.find("step-title").getDomAttribute("data-phase"));
            assertFalse(chrome.all("[data-test='step-equation'] math").isEmpty());
            String title = chrome.text("step-title");
            chrome.click("step-next");
            chrome.await(
                    "the next moment",
                    () -> page.step() == 1 || !chrome.text("step-title").equals(title));
        }
        assertEquals(1, page.step());
        assertTrue(phases.size() >= 3 * 3 + 2, phases.toString());
    }

    @Test
    void theMicroscopeExplainsAWeightAndChangesIt() {
        page.open(SMALL);
        page.clickUntilStep("batch", 1);
        page.choose("link-1:0:2");
        chrome.find("microscope");
        chrome.await("the address", () -> chrome.address().contains("view=weight.1:0:2"));
        for (String part :
                List.of("mic-chain", "mic-paths", "mic-update", "mic-difference", "mic-outputs", "mic-picture")) {
            chrome.find(part);
        }
        double gradient = value("mic-gradient");
        assertEquals(gradient, value("mic-difference"), 1e-5 * Math.abs(gradient) + 1e-9);
        assertTrue(chrome.all("[data-test='mic-path']").size() >= 2);
        chrome.type("mic-edit", "2.5");
        chrome.await("the edit in the address", () -> chrome.address().contains("edits=1:1:0:2:2.5"));
        chrome.await("other numbers", () -> value("mic-gradient") != gradient);
        String address = chrome.address();
        page.clickUntilStep("batch", 2);
        String after = page.weights();
        page.open(address.substring(address.indexOf('#') + 1));
        while (page.step() < 2) {
            page.clickUntilStep("batch", page.step() + 1);
        }
        assertEquals(after, page.weights());
    }

    private double value(String name) {
        return Double.parseDouble(String.valueOf(chrome.find(name).getDomAttribute("data-value")));
    }

    @Test
    void aUnitSaysWhatItRespondsToAndWhenItDied() {
        page.open("problem=circle&layers=3:relu,2:relu&points=100&learningRate=0.05");
        page.clickUntilStep("one-epoch", 5);
        page.choose("unit-1-1");
        chrome.find("unit-name");
        chrome.find("unit-plane");
        chrome.find("unit-strongest");
        page.choose("link-1:bias:1");
        chrome.type("mic-edit", "-1000");
        chrome.await("the edit", () -> chrome.address().contains("edits="));
        page.clickUntilStep("batch", 6);
        page.choose("unit-1-1");
        chrome.find("unit-dead");
        chrome.click("unit-when-died");
        WebElement death = chrome.find("unit-death");
        assertEquals("5", death.getDomAttribute("data-died"), death.getText());
    }

    @Test
    void anyStepThatWasSeenComesBackTheSame() {
        page.open(SMALL + "&optimizer=adam&dropout=0.2");
        page.clickUntilStep("one-epoch", 5);
        String five = page.weights();
        page.clickUntilStep("batch", 6);
        page.clickUntilStep("one-epoch", 10);
        String ten = page.weights();
        assertNotEquals(five, ten);
        for (int step = 9; step >= 5; step--) {
            page.clickUntilStep("travel-back", step);
        }
        assertEquals(five, page.weights());
        WebElement slider = chrome.find("travel");
        slider.sendKeys(Keys.END);
        chrome.await("the latest step", () -> page.step() == 10);
        assertEquals(ten, page.weights());
        slider.sendKeys(Keys.HOME);
        chrome.await("the first", () -> page.step() == 0);
    }

    @Test
    void aLinkGoesToItsStep() {
        page.open(SMALL);
        page.clickUntilStep("one-epoch", 5);
        page.clickUntilStep("batch", 6);
        page.clickUntilStep("batch", 7);
        String seven = page.weights();
        page.open(SMALL + "&step=7");
        chrome.await("step 7", () -> page.step() == 7);
        assertEquals(seven, page.weights());
    }

    @Test
    void twoRunsSideBySide() {
        page.open(SMALL);
        chrome.click("compare");
        chrome.find("run-a");
        chrome.find("run-b");
        chrome.click("edit-b");
        new Select(chrome.find("learningRate")).selectByVisibleText("0.3");
        chrome.await("the second run's address", () -> chrome.address().contains("b.learningRate=0.3"));
        assertTrue(chrome.text("differences").contains("0.3"));
        chrome.click("one-epoch");
        chrome.await(
                "both went on", () -> chrome.all("[data-test='curves'] path").size() >= 2);
        chrome.click("keep-a");
        chrome.await("one run", () -> !chrome.has("run-b"));
    }

    @Test
    void theTourWalksTheTenEquations() {
        page.open(SMALL);
        chrome.click("tour-open");
        chrome.find("tour");
        for (int equation = 1; equation <= 10; equation++) {
            int n = equation;
            chrome.await("equation " + n, () -> chrome.text("tour-title").startsWith("[" + n + "]"));
            assertFalse(chrome.all("[data-test='tour-equation'] math").isEmpty());
            assertFalse(chrome.text("tour-numbers").isBlank());
            if (n == 10) {
                chrome.click("tour-code");
                chrome.await("the lines of the engine", () -> chrome.text("tour-source")
                        .contains("[10]"));
            }
            chrome.click("tour-next");
        }
        chrome.find("tour-cost");
    }

    @Test
    void aLessonHidesParts() {
        page.open(SMALL + "&hide=curves");
        assertTrue(chrome.all("[data-test='curves']").stream().noneMatch(WebElement::isDisplayed));
        chrome.click("lesson-open");
        chrome.find("lesson");
        chrome.click("show-all");
        chrome.click("lesson-close");
        chrome.find("curves");
    }

    @Test
    void theModelCanBeUsedAfterwards() throws IOException, InterruptedException {
        page.open("problem=penguins&layers=8:relu&epochs=20");
        chrome.click("one-epoch");
        chrome.await("an epoch", () -> page.step() > 1);
        String href = String.valueOf(chrome.find("download").getDomProperty("href"));
        HttpResponse<byte[]> file = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(href)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, file.statusCode());
        Path model = Files.write(folder.resolve("studio.chainrule"), file.body());
        assertEquals("species", Model.load(model).target());
        assertTrue(chrome.text("command-text").startsWith("chainrule train"), chrome.text("command-text"));
    }

    @Test
    void wideLayersAreFolded() {
        page.open("problem=weather&layers=200:relu,100:relu&epochs=2");
        assertTrue(chrome.all("[data-test='network-picture'] *").size() < 600);
        page.choose("heat-2");
        chrome.find("net-zoom-canvas");
        chrome.press(Keys.ENTER);
        chrome.press(Keys.ENTER);
        chrome.find("microscope");
    }

    @Test
    void aPhoneNeedsNoSidewaysScrolling() {
        chrome.size(390, 844, true);
        try {
            for (String view : List.of("", "view=weight.1:0:2", "view=unit.1.0", "view=step", "view=tour")) {
                if (view.equals("view=tour")) {
                    chrome.click("tour-open");
                    chrome.find("tour-title");
                } else {
                    page.open(view);
                }
                page.settle();
                Object overflow = chrome.script(
                        "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertEquals(0L, ((Number) overflow).longValue(), view);
            }
        } finally {
            chrome.size(1440, 1000, false);
        }
    }
}

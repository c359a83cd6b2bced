package org.chainrule.studio.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of {@code docs/studio.md}. No test by its name, so the build does not run it: {@code docs/make-screenshots} does. Runs are deterministic, so
 * the pictures show the same numbers again.
 */
class Screenshots {
    private static final int WIDE = 1440;

    @TempDir
    static Path profile;

    /** One picture: what is opened, what is done, what is seen. */
    private record Scene(
            String name, int width, int height, String scheme, String fragment, Consumer<StudioPage> actions) {}

    @Test
    void take() throws IOException {
        Path folder = Path.of(System.getProperty("chainrule.screenshots"));
        Files.createDirectories(folder);
        try (StudioPage page = new StudioPage(profile, WIDE, 900)) {
            for (Scene scene : scenes()) {
                page.chrome.size(scene.width(), scene.height(), scene.width() < 500);
                page.chrome.scheme(scene.scheme());
                page.open(scene.fragment());
                scene.actions().accept(page);
                settle(page);
                page.chrome.screenshot(folder.resolve(scene.name() + ".png"));
            }
        }
        pages(folder);
    }

    private static List<Scene> scenes() {
        String spiral = "problem=spiral&layers=8:tanh,8:tanh,4:tanh&features=x,y,sinx,siny&learningRate=0.03";
        return List.of(
                new Scene("start", WIDE, 900, "light", "", page -> {}),
                new Scene("spiral", WIDE, 900, "light", spiral, page -> epochs(page, 60)),
                new Scene("spiral-dark", WIDE, 900, "dark", spiral, page -> epochs(page, 60)),
                new Scene(
                        "penguins",
                        WIDE,
                        900,
                        "light",
                        "problem=penguins&layers=8:relu,6:relu",
                        page -> epochs(page, 12)),
                new Scene(
                        "wide",
                        WIDE,
                        900,
                        "light",
                        "problem=weather&layers=256:relu,128:relu",
                        page -> epochs(page, 2)),
                new Scene("layer-by-layer", WIDE, 900, "light", "problem=xor&layers=3:tanh,2:tanh", page -> {
                    epochs(page, 3);
                    page.chrome.click("one-layer");
                    page.chrome.find("stepper");
                    for (int moment = 0; moment < 6; moment++) {
                        page.chrome.click("step-next");
                        page.settle();
                    }
                    page.top("dock");
                }),
                new Scene("microscope", WIDE, 1100, "light", spiral, page -> {
                    epochs(page, 20);
                    page.choose("link-1:0:2");
                    page.chrome.find("mic-picture");
                    page.top("dock");
                }),
                new Scene(
                        "unit",
                        WIDE,
                        900,
                        "light",
                        "problem=circle&layers=4:relu,3:relu&edits=25:1:bias:1:-40",
                        page -> {
                            epochs(page, 4);
                            page.choose("unit-1-1");
                            page.chrome.click("unit-when-died");
                            page.chrome.find("unit-death");
                            page.top("dock");
                        }),
                new Scene("compare", WIDE, 900, "light", "problem=circle&b.optimizer=sgd", page -> {
                    for (int epoch = 0; epoch < 12; epoch++) {
                        page.chrome.click("one-epoch");
                        page.settle();
                    }
                }),
                new Scene("tour", WIDE, 900, "light", "", page -> {
                    page.chrome.click("tour-open");
                    page.chrome.find("tour-title");
                    page.chrome.click("tour-to-5");
                }),
                new Scene("phone", 390, 844, "light", "problem=xor", page -> epochs(page, 10)),
                new Scene("phone-dark", 390, 844, "dark", "problem=xor", page -> epochs(page, 10)));
    }

    private static void epochs(StudioPage page, int epochs) {
        for (int epoch = 1; epoch <= epochs; epoch++) {
            long before = page.step();
            page.chrome.click("one-epoch");
            page.chrome.await("an epoch", () -> page.step() > before);
        }
    }

    private static void settle(StudioPage page) {
        page.chrome.script("document.activeElement.blur()");
        page.settle();
    }

    /** The pages that are files: a report and an explanation, where the script has put them. */
    private static void pages(Path folder) throws IOException {
        Path files = Path.of(System.getProperty("chainrule.pages"));
        try (Chrome chrome = Chrome.start(profile, 1280, 1000)) {
            for (String name : List.of("report", "explanation")) {
                for (String scheme : List.of("light", "dark")) {
                    chrome.size(1280, 1000, false);
                    chrome.scheme(scheme);
                    chrome.open(files.resolve(name + ".html").toUri().toString());
                    if (name.equals("report")) {
                        chrome.script("document.getElementById('inside').scrollIntoView()");
                    }
                    chrome.script("return new Promise(done => setTimeout(done, 500))");
                    chrome.screenshot(folder.resolve(name + (scheme.equals("dark") ? "-dark" : "") + ".png"));
                }
            }
        }
    }
}

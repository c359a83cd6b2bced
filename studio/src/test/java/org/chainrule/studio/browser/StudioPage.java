package org.chainrule.studio.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.http.StudioServer;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.LiveRuns;
import org.chainrule.studio.run.Runs;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebElement;

/** A studio of its own and a browser that looks at it, in the words of a person who uses it. */
final class StudioPage implements AutoCloseable {
    final Chrome chrome;
    private final StudioServer server;
    private final Problems problems;
    private final List<Throwable> defects = new ArrayList<>();

    /** A studio without a table of one's own. */
    StudioPage(Path folder, int width, int height) throws IOException {
        this(folder, width, height, StudioServer.STUDIO, new Problems(null), null);
    }

    /**
     * A studio; the browser comes first, so that a test is skipped where there is none.
     *
     * @param watched the training to look at; null for runs of one's own
     */
    StudioPage(Path folder, int width, int height, String mode, Problems problems, @Nullable Runs watched)
            throws IOException {
        chrome = Chrome.start(folder, width, height);
        this.problems = problems;
        Runs runs = watched == null ? new LiveRuns(problems::problem) : watched;
        server = StudioServer.start(new PortChoice(0, true), mode, problems, runs, defects::add);
    }

    String origin() {
        return server.address().toString();
    }

    /** Opens the page with a fragment, afresh, and waits for its run. */
    void open(String fragment) {
        chrome.open("about:blank");
        chrome.open(origin() + "#" + fragment);
        chrome.await("a run", () -> chrome.has("step-count") && state() != null);
    }

    String state() {
        return chrome.find("state").getText();
    }

    long step() {
        return number("step-count");
    }

    /** The number that a part of the page says, what follows a stroke left out. */
    long number(String name) {
        String digits = chrome.text(name).split("/")[0].replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** Clicks and waits until the steps are so many. */
    void clickUntilStep(String name, long step) {
        chrome.click(name);
        chrome.await("step " + step + " after " + name, () -> step() == step);
    }

    /** Focuses a part of the picture and presses Enter, as the keyboard does. */
    void choose(String part) {
        WebElement element = chrome.await("the part " + part, () -> {
            List<WebElement> found = chrome.all("[data-test='" + part + "']");
            return found.isEmpty() ? null : found.get(0);
        });
        chrome.script("arguments[0].focus()", element);
        chrome.press(org.openqa.selenium.Keys.ENTER);
    }

    /** All weights of the run, as the server has them. */
    String weights() {
        return String.valueOf(
                chrome.script(
                        "return fetch(document.querySelector('[data-test=download]').href.replace('/model', '/frame'))"
                                + ".then(answer => answer.json()).then(frame => JSON.stringify([frame.step, frame.layers.map(layer => [layer.weights, layer.bias])]))"));
    }

    /** Lets pictures and transitions come to rest. */
    void settle() {
        chrome.script("return new Promise(done => setTimeout(done, 700))");
    }

    /** Scrolls a part to the upper edge, below the bars that stay. */
    void top(String name) {
        chrome.script(
                "arguments[0].scrollIntoView({block: 'start', behavior: 'instant'}); scrollBy(0, -140)",
                chrome.find(name));
    }

    /** What went wrong on either side. */
    List<String> complaints() {
        List<String> all = new ArrayList<>(chrome.complaints());
        defects.forEach(defect -> all.add("server: " + defect));
        return all;
    }

    @Override
    public void close() {
        chrome.close();
        server.close();
        problems.close();
    }
}

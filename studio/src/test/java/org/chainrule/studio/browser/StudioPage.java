package org.chainrule.studio.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.http.StudioServer;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.LiveRuns;
import org.openqa.selenium.WebElement;

/** A studio of its own and a browser that looks at it, in the words of a person who uses it. */
final class StudioPage implements AutoCloseable {
    final Chrome chrome;
    private final StudioServer server;
    private final Problems problems;
    private final List<Throwable> defects = new ArrayList<>();

    /** The browser comes first, so that a test is skipped where there is none. */
    StudioPage(Path folder, int width, int height) throws IOException {
        chrome = Chrome.start(folder, width, height);
        problems = new Problems(null);
        server = StudioServer.start(
                new PortChoice(0, true), StudioServer.STUDIO, problems, new LiveRuns(problems::problem), defects::add);
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

    long number(String name) {
        return Long.parseLong(
                chrome.text(name).replaceAll("[^0-9-].*$", "").isEmpty()
                        ? "0"
                        : chrome.text(name).replaceAll("[^0-9]", ""));
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

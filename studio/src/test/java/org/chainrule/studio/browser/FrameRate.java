package org.chainrule.studio.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often the page shows another step while a network trains at full speed. No test by its name, since a busy machine is slow:
 * {@code mvn -q -Dquick test -pl studio -am -Dtest=FrameRate -Dsurefire.failIfNoSpecifiedTests=false} prints it.
 */
class FrameRate {
    private static final int ROUNDS = 3;
    private static final int SECONDS = 4;

    @TempDir
    static Path profile;

    @Test
    void measure() throws IOException {
        try (StudioPage page = new StudioPage(profile, 1440, 900)) {
            for (String layers : List.of("8:relu,8:relu", "256:relu,256:relu,100:relu", "1000:relu,900:relu,80:relu")) {
                page.open("problem=weather&epochs=5000&layers=" + layers);
                page.settle();
                page.chrome.script("const speed = document.querySelector('[data-test=speed]'); speed.value = speed.max;"
                        + "speed.dispatchEvent(new Event('input', {bubbles: true}))");
                page.chrome.click("play");
                page.chrome.await("steps", () -> page.step() > 20);
                List<Double> steps = new ArrayList<>();
                List<Double> pictures = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    Map<?, ?> counted = (Map<?, ?>) page.chrome.script(COUNT, SECONDS);
                    steps.add(((Number) counted.get("steps")).doubleValue() / SECONDS);
                    pictures.add(((Number) counted.get("pictures")).doubleValue() / SECONDS);
                }
                Collections.sort(steps);
                Collections.sort(pictures);
                System.out.printf(
                        Locale.ROOT,
                        "%s parameters: another step %.0f times a second, %.0f pictures a second (medians of %d)%n",
                        page.chrome.text("parameters"),
                        steps.get(ROUNDS / 2),
                        pictures.get(ROUNDS / 2),
                        ROUNDS);
                page.chrome.click("play");
            }
        }
    }

    private static final String COUNT = """
            return new Promise(done => {
              const counted = {steps: 0, pictures: 0};
              const watch = new MutationObserver(() => counted.steps++);
              watch.observe(document.querySelector("[data-test=step-count]"), {subtree: true, childList: true, characterData: true});
              const end = performance.now() + arguments[0] * 1000;
              const next = now => {
                counted.pictures++;
                if (now < end) requestAnimationFrame(next);
                else { watch.disconnect(); done(counted); }
              };
              requestAnimationFrame(next);
            });
            """;
}

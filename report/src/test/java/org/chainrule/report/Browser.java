package org.chainrule.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a real browser makes of a page.
 *
 * @param dom     the document after the scripts ran
 * @param console what the page logged, among it every violation of the content security policy
 */
record Browser(String dom, List<String> console) {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    /**
     * Loads a page without any network.
     *
     * @param page   a file
     * @param folder for the profile and the output
     * @return what became of it; where there is no Chromium the calling test is skipped, on CI it fails
     */
    static Browser load(Path page, Path folder) throws IOException, InterruptedException {
        return load(page, folder, "1280,2000");
    }

    /** The same in a window of another size. */
    static Browser load(Path page, Path folder, String size) throws IOException, InterruptedException {
        if (!Files.isExecutable(CHROMIUM)) {
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail("needs " + CHROMIUM);
            }
            Assumptions.abort("needs " + CHROMIUM);
        }
        Path profile = Files.createTempDirectory(folder, "profile");
        Path dom = Files.createTempFile(folder, "dom", ".html");
        Path log = Files.createTempFile(folder, "log", ".txt");
        Process process = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + profile,
                        "--window-size=" + size,
                        "--virtual-time-budget=3000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            Assertions.fail("Chromium did not finish within 60 s");
        }
        List<String> console = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(":CONSOLE"))
                .toList();
        return new Browser(Files.readString(dom), console);
    }
}

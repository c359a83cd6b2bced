package org.chainrule.studio.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chainrule.studio.http.StudioServer;
import org.chainrule.studio.problem.GivenTable;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.WatchRun;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's own table in the studio, and a training of the command line that the page looks at. */
class OwnDataPageTest {
    private static final String MARKUP = "<img src=x onerror=alert(1)>";

    @TempDir
    static Path folder;

    private static Path table() throws IOException {
        StringBuilder csv = new StringBuilder("\"" + MARKUP + "\",größe,ja oder nein\n");
        for (int row = 0; row < 120; row++) {
            csv.append(row * 37 % 100 / 10.0)
                    .append(',')
                    .append(row % 3 == 0 ? "groß" : "\"</script><b>klein\"")
                    .append(',')
                    .append(row * 37 % 100 > 45 ? "ja" : "nein&lt;")
                    .append('\n');
        }
        return Files.writeString(folder.resolve("own.csv"), csv);
    }

    @Test
    void aTableOfOnesOwnIsTrainedAndTakenApart() throws IOException {
        Table table = Table.of(table().toString());
        TrainOptions options =
                TrainOptions.builder("ja oder nein").preset(Problems.PRESET).build();
        Problems problems = new Problems(new GivenTable("own.csv", table, options, "own.csv --target 'ja oder nein'"));
        try (StudioPage page = new StudioPage(folder, 1440, 1000, StudioServer.STUDIO, problems, null)) {
            page.open("layers=4:relu");
            page.chrome.click("one-epoch");
            page.chrome.await("an epoch", () -> page.step() > 0);
            page.chrome.find("confusion");
            Object names = page.chrome.script("return arguments[0].textContent", page.chrome.find("network-picture"));
            assertTrue(String.valueOf(names).contains("<img"), String.valueOf(names));
            page.choose("link-1:0:1");
            page.chrome.find("mic-chain");
            page.choose("unit-1-2");
            page.chrome.find("unit-strongest");
            assertTrue(page.chrome.text("command-text").startsWith("chainrule train own.csv"));
            assertEquals(0, page.chrome.all("img[src=x]").size());
            assertEquals(List.of(), page.complaints());
        }
    }

    @Test
    void aTrainingIsWatchedAndNotDisturbed() throws Exception {
        TrainOptions options = TrainOptions.builder("ja oder nein")
                .preset(Problems.PRESET)
                .hiddenLayers(List.of(6, 4))
                .epochs(40)
                .build();
        WatchRun watched = new WatchRun();
        CountDownLatch looked = new CountDownLatch(1);
        try (PreparedTraining prepared = PreparedTraining.of(Table.of(table().toString()), options);
                StudioPage page = new StudioPage(folder, 1440, 1000, StudioServer.WATCH, new Problems(null), watched)) {
            watched.begin(prepared);
            Thread training = new Thread(() -> prepared.train(() -> false, watched.listener(), event -> {
                if (event instanceof EpochFinished epoch && epoch.epoch() == 20) {
                    await(looked);
                }
            }));
            training.start();
            page.open("");
            page.chrome.await("twenty epochs", () -> page.number("epoch-count") >= 19);
            page.chrome.find("curves");
            page.chrome.find("layers-table");
            for (String absent : List.of("play", "batch", "travel", "settings", "download")) {
                assertFalse(page.chrome.has(absent), absent);
            }
            page.choose("link-1:0:1");
            page.chrome.find("mic-chain");
            assertFalse(page.chrome.has("mic-batch"), "nobody knows the next batch of a training that is watched");
            looked.countDown();
            training.join(30_000);
            page.chrome.await("the end", () -> page.number("epoch-count") == 40);
            assertEquals(List.of(), page.complaints());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.chainrule.studio.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.studio.http.StudioServer;
import org.chainrule.studio.problem.GivenModel;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.run.WatchRun;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.OpenedModel;
import org.chainrule.tabular.run.TableTraining;
import org.chainrule.tabular.run.TrainOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's own trained model in the studio. */
class OwnModelPageTest {
    @TempDir
    static Path folder;

    private static Table table() throws IOException {
        StringBuilder csv = new StringBuilder("a,<b>b,yes\n");
        for (int row = 0; row < 120; row++) {
            csv.append(row * 37 % 100 / 10.0)
                    .append(',')
                    .append(row * 11 % 50)
                    .append(',')
                    .append(row * 37 % 100 > 45 ? "yes" : "no")
                    .append('\n');
        }
        return Table.of(Files.writeString(folder.resolve("own.csv"), csv).toString());
    }

    private static Model model(String optimizer) throws IOException {
        TrainOptions options = TrainOptions.builder("yes")
                .preset(Problems.PRESET)
                .hiddenLayers(List.of(4, 3))
                .optimizer(optimizer)
                .epochs(5)
                .doctor(false)
                .build();
        return TableTraining.run(table(), options, outline -> {}, event -> {}, () -> false)
                .model();
    }

    @Test
    void goesOnFromItsWeights() throws IOException {
        OpenedModel opened = OpenedModel.of(model("adam"), table(), null);
        long first = opened.checkpoint().step();
        Problems problems = Problems.ofModel(new GivenModel("<i>my.chainrule", "own.csv", opened));
        try (StudioPage page = new StudioPage(folder, 1440, 1000, StudioServer.STUDIO, problems, null)) {
            page.open("");
            assertEquals(first, page.step());
            assertTrue(page.chrome.text("about-model").contains("step " + first));
            for (String absent : List.of("settings", "settings-fold", "cost", "compare")) {
                assertFalse(page.chrome.has(absent), absent);
            }
            String start = page.weights();
            page.choose("link-1:0:1");
            page.chrome.find("mic-chain");
            page.clickUntilStep("batch", first + 1);
            page.clickUntilStep("travel-back", first);
            assertEquals(start, page.weights());
            page.clickUntilStep("one-epoch", first + 3);
            page.clickUntilStep("reset", first);
            assertEquals(start, page.weights());
            page.choose("unit-1-2");
            page.chrome.find("unit-strongest");
            assertEquals(List.of(), page.complaints());
        }
    }

    @Test
    void isLookedAtWhereItCannotGoOn() throws IOException {
        OpenedModel opened = OpenedModel.of(model("lbfgs"), table(), null);
        GivenModel given = new GivenModel("my.chainrule", "own.csv", opened);
        try (StudioPage page = new StudioPage(
                folder, 1440, 1000, StudioServer.WATCH, Problems.ofModel(given), WatchRun.of(opened, given.text()))) {
            page.open("");
            assertTrue(page.chrome.text("about-model").contains("L-BFGS"));
            page.chrome.find("layers-table");
            page.choose("link-1:0:1");
            page.chrome.find("mic-chain");
            for (String absent : List.of("play", "batch", "travel", "settings", "download")) {
                assertFalse(page.chrome.has(absent), absent);
            }
            assertEquals(List.of(), page.complaints());
        }
    }
}

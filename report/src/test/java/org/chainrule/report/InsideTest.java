package org.chainrule.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Draw;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.Residual;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network of a real training, seen from inside. */
class InsideTest {
    @TempDir
    Path dir;

    private TrainingRun run(String preset, int hidden) throws IOException {
        String text = "x,kind,label\n"
                + IntStream.range(0, 200)
                        .mapToObj(n -> n * 37 % 100 + "," + (n % 3 == 0 ? "red" : n % 3 == 1 ? "blue" : "green") + ","
                                + (n * 37 % 100 > 50 ? "high" : "low"))
                        .collect(Collectors.joining("\n"));
        Path file = dir.resolve("t.csv");
        Files.writeString(file, text);
        var options = TrainOptions.builder("label").preset(preset).timeLimit(Duration.ofSeconds(8));
        if (!preset.equals("best")) {
            options.hiddenLayers(List.of(hidden, hidden)).epochs(3);
        }
        return Chainrule.run(Table.read(file), options.build(), () -> false);
    }

    @ParameterizedTest
    @CsvSource({"fast,6,true", "fast,64,false", "realmlp,32,false", "tabm,32,false"})
    void allArchitecturesAreShown(String preset, int hidden, boolean drawn) throws Exception {
        TrainingRun run = run(preset, hidden);
        ReportData data = TrainingReport.of(run, "chainrule train");
        ReportData.Inside inside = Objects.requireNonNull(data.inside());
        NetworkPicture picture = inside.picture();
        assertEquals(
                run.model().contents().parameters(),
                picture.blocks().stream()
                        .mapToLong(NetworkPicture.Block::parameters)
                        .sum());
        assertEquals(drawn, picture.drawing() != null);
        assertEquals(3, InsideSection.heats(picture).size());
        assertEquals("", picture.note());
        assertTrue(Objects.requireNonNull(inside.flow()).layers().size() >= 3);
        assertEquals("validation", inside.split());
        assertEquals(2, Objects.requireNonNull(inside.dependence()).curves().size());
        String html = Report.html(data);
        String text = new Page(html).elements().get(0).getTextContent();
        assertTrue(text.contains("Inside the network") && text.contains("How the prediction moves with a column"));
        assertTrue(text.contains("Dense layer 1"), text);
        assertEquals(preset.equals("tabm"), text.contains("shared by"));
        assertTrue(html.length() < 750_000, () -> html.length() + " characters");
        // The training is over when the report looks: its model stays as it is.
        assertEquals(
                run.model().weightsSha256(), ModelFile.weightsSha256(run.model().contents()));
    }

    @Test
    void ofAnEnsembleTheHeaviestIsShown() throws IOException {
        TrainingRun run = run("best", 0);
        NetworkPicture picture =
                Objects.requireNonNull(TrainingReport.of(run, "x").inside()).picture();
        List<Member> members = run.model().contents().members();
        double heaviest = members.stream().mapToDouble(Member::weight).max().orElseThrow();
        assertEquals(heaviest, members.get(0).weight(), 1e-12);
        assertEquals(members.size() > 1, picture.note().contains("averages " + members.size() + " networks"));
    }

    @Test
    void residualBlocksAreIndented() {
        Network network = Network.of(
                4,
                new Dense(8),
                new Residual(new LayerNormalization(), new Dense(8), new Activate(Activation.RELU), new Dense(8)),
                new Dense(2));
        NetworkPlan plan = new NetworkPlan(network);
        List<NetworkPicture.Block> blocks =
                PictureBlocks.of(plan, new double[plan.layout().size()], List.of("a", "b", "c", "d"));
        assertEquals(
                List.of(
                        "Dense layer 1",
                        "Residual block",
                        "Layer normalisation",
                        "Dense layer 2",
                        "Dense layer 3",
                        "Sum",
                        "Dense layer 4"),
                blocks.stream().map(NetworkPicture.Block::title).toList());
        assertEquals(
                List.of(0, 0, 1, 1, 1, 0, 0),
                blocks.stream().map(NetworkPicture.Block::depth).toList());
        assertTrue(blocks.get(3).detail().contains("relu"));
        assertEquals(
                plan.layout().size(),
                blocks.stream().mapToLong(NetworkPicture.Block::parameters).sum());
    }

    @Test
    void wideMatricesAreFolded() {
        double[] parameters = new double[3 + 100 * 200];
        for (int e = 0; e < 20_000; e++) {
            parameters[3 + e] = e / 200 < 50 ? 3 : -4;
        }
        Slice slice = new Slice("dense.1.weight", Role.WEIGHT, 3, 1, 100, 200, Draw.constant(0));
        List<String> names = IntStream.range(0, 100).mapToObj(i -> "c" + i).toList();
        NetworkPicture.Heat heat = WeightFolding.of(parameters, slice, names);
        assertEquals(24, heat.rows());
        assertEquals(48, heat.columns());
        assertTrue(heat.folded());
        assertEquals(3, heat.cells().get(0), 1e-12);
        assertEquals(4, heat.cells().get(heat.cells().size() - 1), 1e-12);
        assertEquals(4, heat.largest(), 1e-12);
        assertEquals("c0 to c4", heat.names().get(0));
        assertEquals("c96 to c99", heat.names().get(23));
        Slice small = new Slice("dense.1.weight", Role.WEIGHT, 0, 1, 2, 3, Draw.constant(0));
        NetworkPicture.Heat plain = WeightFolding.of(new double[] {1, -2, 3, -4, 5, -6}, small, List.of());
        assertEquals(List.of(1.0, -2.0, 3.0, -4.0, 5.0, -6.0), plain.cells());
        assertFalse(plain.folded());
    }
}

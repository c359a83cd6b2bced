package org.chainrule.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.tabular.read.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every benchmark runs at a tiny size and gives numbers that can be; how large they are is nobody's business here. */
class BenchmarksTest {
    @TempDir
    private Path folder;

    private static String run(Command command, int expectedCode, String... options) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(expectedCode, command.run(Options.parse(command, List.of(options)), out));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void peaks() throws Exception {
        String text = run(new PeakCommand(), 0, "--threads", "1,2", "--rounds", "1");
        assertTrue(text.contains("| 2 "), text);
        assertTrue(FmaPeak.blockFlop() > 0);
        assertTrue(Float.isFinite(FmaPeak.block()));
        assertTrue(StreamPeak.elementsPerNano(64, 1) > 0);
    }

    @Test
    void streamComputesWhatItSays() {
        float[] c = new float[32];
        StreamPeak.pass(SyntheticRows.uniform(32, 1), SyntheticRows.uniform(32, 2), c);
        for (int e = 0; e < 32; e++) {
            assertEquals(Math.fma(SyntheticRows.uniform(32, 1)[e], 0.999f, SyntheticRows.uniform(32, 2)[e]), c[e]);
        }
    }

    @Test
    void guardPassesFailsAndWritesItsTable() throws Exception {
        Path shares = folder.resolve("shares.properties");
        run(new KernelGuard(), 0, "--warmup", "1", "--rounds", "1", "--table", empty(), "--write", shares.toString());
        String written = Files.readString(shares);
        String line = written.lines()
                .filter(text -> text.contains("forward-128x784x256"))
                .findFirst()
                .orElseThrow();
        Path impossible = folder.resolve("impossible.properties");
        Files.writeString(impossible, line.substring(0, line.indexOf('=')) + "=1000");
        String verdict = run(
                new KernelGuard(),
                1,
                "--warmup",
                "1",
                "--rounds",
                "1",
                "--retries",
                "1",
                "--table",
                impossible.toString());
        assertTrue(verdict.contains("TOO SLOW") && verdict.contains("1 of 21 kernels"), verdict);
    }

    private String empty() throws Exception {
        return Files.writeString(folder.resolve("empty.properties"), "").toString();
    }

    @Test
    void latencyComparesEqualOutputs() throws Exception {
        for (Workload workload : List.of(Workload.A32, Workload.B)) {
            for (LatencyComparison.Latency latency : LatencyComparison.compare(workload, 1, 200)) {
                assertTrue(latency.p50() > 0 && latency.p99() >= latency.p50(), latency.toString());
            }
        }
    }

    @Test
    void overheadTimesAllParts() {
        var epochs = TrainerOverhead.measure(Workload.A256.withRows(600), 100, 1, 2);
        assertTrue(epochs.step() > 0 && epochs.withGather() > 0 && epochs.validation() > 0);
        assertTrue(epochs.epoch() >= epochs.steps() && epochs.steps() > 0, epochs.toString());
    }

    @Test
    void theBareStepLearns() {
        SyntheticRows data = Workload.A256.data(256, 1);
        int[] order = java.util.stream.IntStream.range(0, 256).toArray();
        try (BareStep step = new BareStep(Workload.A256, 1)) {
            step.gather(data, order, 0, 256);
            double first = step.step();
            for (int i = 0; i < 300; i++) {
                step.step();
            }
            assertTrue(step.forward() < 0.5 * first, () -> "cost " + first + ", later " + step.forward());
        }
    }

    @Test
    void workOfARowIsWhatTheReferenceSays() {
        assertEquals(33_152, Workload.flopPerRow(Workload.A32.network()));
        assertEquals(1_007_104, Workload.flopPerRow(Workload.B.network()));
        assertEquals(16_838_656, Workload.flopPerRow(Workload.C.network()));
    }

    @Test
    void scalingMeasuresAndDraws() throws Exception {
        Scaling.Result result = Scaling.measure(new Scaling.Point(64, 16, 2, 16, 1), 0.01);
        assertTrue(result.rowsPerSecond() > 0 && result.heap() > 0, result.toString());
        ScalingChart chart = new ScalingChart();
        chart.add("rows", new int[] {64, 128}, new Scaling.Result[] {result, result});
        Path picture = chart.save(folder.resolve("pictures"));
        assertTrue(Files.size(picture) > 1000);
    }

    @Test
    void friedmanIsItsFormulaAndLongerTablesBeginAsShorterOnes() throws Exception {
        float[] x = new float[32];
        double noise = 0;
        double squares = 0;
        for (int n = 0; n < 2000; n++) {
            double y = Friedman.row(3, n, x);
            double clean = 10 * StrictMath.sin(Math.PI * x[0] * x[1])
                    + 20 * (x[2] - 0.5) * (x[2] - 0.5)
                    + 10 * x[3]
                    + 5 * x[4];
            noise += y - clean;
            squares += (y - clean) * (y - clean);
        }
        assertEquals(0, noise / 2000, 0.1);
        assertEquals(1, squares / 2000, 0.1);
        Path file = folder.resolve("friedman.parquet");
        Friedman.write(file, 300, 32, 3);
        Table table = Table.read(file);
        assertEquals(33, table.columnNames().size());
        assertEquals(300, table.profile().rows());
        assertEquals(List.of(file), list(folder));
        float first = Friedman.row(3, 0, x);
        float again = Friedman.row(3, 0, new float[32]);
        assertEquals(first, again);
    }

    private static List<Path> list(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void streamingTrainsFromBothPlaces() throws Exception {
        Path file = folder.resolve("friedman.parquet");
        Friedman.write(file, 1000, 8, 3);
        Streaming.Setting setting = new Streaming.Setting(4, 16, 64, 1, 1);
        Streaming.Rates rates = Streaming.measure(file, true, setting);
        assertTrue(rates.mapped() > 0 && rates.heap() > 0, rates.toString());
        assertEquals(rates.mapped() / rates.heap(), rates.share());
        Streaming.Rates alone = Streaming.measure(file, false, setting);
        assertTrue(alone.mapped() > 0 && Double.isNaN(alone.heap()), alone.toString());
    }

    @Test
    void jmhFindsItsBenchmarks() throws Exception {
        String text = run(
                new JmhCommand(),
                0,
                "--include",
                "Product|Predict|Row|Step|Elementwise",
                "--param",
                "shape=32x32x64;kind=FORWARD;workload=A32;batch=1;kernel=relu;threads=1",
                "--forks",
                "0",
                "--warmup",
                "0",
                "--iterations",
                "1",
                "--millis",
                "10");
        for (String row : List.of("Peak fma", "Peak stream", "Product", "Elementwise", "Step", "Predict", "Row")) {
            assertTrue(text.contains("| " + row), text);
        }
        assertTrue(text.contains("of fma peak") && text.contains("of stream"), text);
    }

    @Test
    void wrongUsageIsSaid() {
        Options.WrongUsage wrong =
                assertThrows(Options.WrongUsage.class, () -> Options.parse(new Friedman(), List.of("--rowz", "3")));
        assertTrue(wrong.getMessage().contains("--rowz") && wrong.getMessage().contains("--rows"), wrong.getMessage());
        Options options = Options.parse(new Friedman(), List.of("--rows", "many"));
        assertThrows(Options.WrongUsage.class, () -> options.integer("rows"));
    }

    @Test
    void theListNamesEveryBenchmark() throws Exception {
        String list = Main.list();
        for (String name : List.of(
                "peak", "jmh", "openblas", "latency", "overhead", "scaling", "streaming", "friedman", "guard")) {
            assertTrue(list.lines().anyMatch(line -> line.startsWith(name + " ")), name);
        }
        assertEquals(2, Main.run("no-such-benchmark"));
    }

    @Test
    void medianQuantileAndMean() {
        assertEquals(2, Timing.median(new double[] {3, 1, 2}));
        assertEquals(1, Timing.quantile(new double[] {3, 1, 2}, 0));
        assertEquals(4, Timing.geometricMean(new double[] {2, 8}), 1e-12);
        assertArrayEquals(new String[] {"0.500", "5.00", "50.0", "500"}, new String[] {
            MarkdownTable.shown(0.5), MarkdownTable.shown(5), MarkdownTable.shown(50), MarkdownTable.shown(500)
        });
    }
}

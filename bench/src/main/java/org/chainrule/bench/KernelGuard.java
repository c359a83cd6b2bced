package org.chainrule.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;

/**
 * The guard of the continuous integration: fails when a kernel falls below half of its share of the peak. Peak and kernels are measured in the same run, each
 * as the best of several samples that are spread over it, so that neither a slower machine nor a busy one matters. A kernel that seems slow is measured
 * again before it fails.
 *
 * <p>The shares that are expected stand in {@code kernel-shares.properties}, by kernel, as in {@code 512.forward-128x784x256}. Products are a share of the fma
 * peak, elementwise kernels of {@link StreamPeak}.
 */
final class KernelGuard implements Command {
    private static final String TABLE = "kernel-shares.properties";
    private static final double BAR = 0.5;
    private static final double SAMPLE = 0.003;
    private static final List<String> ELEMENTWISE =
            List.of("relu", "tanh", "logistic", "gelu", "gelu backward", "softmax 10", "momentum", "adam", "adamw");
    private static final int[][] LAYERS = {{32, 64, 64}, {128, 784, 256}, {256, 256, 256}, {128, 1024, 1024}};

    @Override
    public String name() {
        return "guard";
    }

    @Override
    public String purpose() {
        return "fails (exit code 1) when a kernel falls below half of its expected share of the peak";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("rounds", new Meaning("samples of each kernel", "25"));
        options.put("warmup", new Meaning("milliseconds for each kernel before all are measured", "300"));
        options.put("retries", new Meaning("further rounds for what seems slow, each warmed up twice as long", "5"));
        options.put("table", new Meaning("expected shares; empty for those of this version", ""));
        options.put("write", new Meaning("file for the shares of this run, in the same form", ""));
        return options;
    }

    /** A kernel under guard; best is in operations, or elements, per nanosecond. */
    private static final class Guarded {
        private final String name;
        private final boolean product;
        private final double amount;
        private final Runnable work;
        private final int calls;
        private double best;

        Guarded(String name, boolean product, double amount, Runnable work, double warmUp) {
            this.name = name;
            this.product = product;
            this.amount = amount;
            this.work = work;
            // The compiler has to meet the kernel for the last columns, too, which a product calls rarely.
            Timing.calibrate(work, warmUp);
            this.calls = Timing.calibrate(work, SAMPLE);
        }

        void sample() {
            best = Math.max(best, amount * calls / (Timing.seconds(work, calls) * 1e9));
        }
    }

    @Override
    public int run(Options options, PrintStream out) throws IOException {
        Machine.print(out);
        Kernels kernels = KernelSelection.select();
        Properties expected = expected(options.text("table"));
        String prefix = kernels.name() + ".";
        if (expected.stringPropertyNames().stream().noneMatch(key -> key.startsWith(prefix))) {
            out.println("there are no expected shares for the kernel " + kernels.name()
                    + "; what follows guards nothing (--write FILE makes a table)");
        }
        List<Guarded> all = guarded(kernels, options.integer("warmup") / 1000.0);
        double[] peaks = new double[2];
        measure(all, peaks, options.integer("rounds"));
        for (int retry = 0; retry < options.integer("retries"); retry++) {
            List<Guarded> slow = all.stream()
                    .filter(kernel -> share(kernel, peaks) < BAR * expectedOf(expected, prefix, kernel))
                    .toList();
            if (slow.isEmpty()) {
                break;
            }
            // On a busy machine the compiler may not be done yet: each time twice as long.
            double longer = options.integer("warmup") / 1000.0 * (1 << retry);
            slow.forEach(kernel -> Timing.calibrate(kernel.work, longer));
            measure(slow, peaks, options.integer("rounds"));
        }
        if (!options.text("write").isEmpty()) {
            write(Path.of(options.text("write")), all, prefix, peaks);
        }
        return judge(all, expected, prefix, peaks, out);
    }

    private static List<Guarded> guarded(Kernels kernels, double warmUp) {
        List<Guarded> all = new ArrayList<>();
        for (int[] layer : LAYERS) {
            for (ProductShape.Kind kind : ProductShape.Kind.values()) {
                ProductShape shape = new ProductShape(kind, layer[0], layer[1], layer[2]);
                all.add(new Guarded(
                        shape.toString().replace(" x ", "x").replace(' ', '-'),
                        true,
                        shape.flop(),
                        new Product(kernels, shape),
                        warmUp));
            }
        }
        for (String name : ELEMENTWISE) {
            ElementwiseKernel kernel = ElementwiseKernel.named(kernels, name);
            all.add(new Guarded(name.replace(' ', '-'), false, kernel.elements(), kernel.work(), warmUp));
        }
        return all;
    }

    /** The peaks are measured in every round, too: a machine that slows down slows both. */
    private static void measure(List<Guarded> kernels, double[] peaks, int rounds) {
        for (int round = 0; round < rounds; round++) {
            peaks[0] = Math.max(peaks[0], FmaPeak.gigaflops(3));
            peaks[1] = Math.max(peaks[1], StreamPeak.elementsPerNano(ElementwiseKernel.LENGTH, 3));
            kernels.forEach(Guarded::sample);
        }
    }

    private static double share(Guarded kernel, double[] peaks) {
        return kernel.best / (kernel.product ? peaks[0] : peaks[1]);
    }

    /** 0, which nothing falls below, where the table has no line. */
    private static double expectedOf(Properties expected, String prefix, Guarded kernel) {
        return Double.parseDouble(expected.getProperty(prefix + kernel.name, "0"));
    }

    private static int judge(List<Guarded> all, Properties expected, String prefix, double[] peaks, PrintStream out) {
        out.printf("fma peak %.1f GFLOP/s, stream %.2f elements/ns%n%n", peaks[0], peaks[1]);
        MarkdownTable table = new MarkdownTable("kernel", "speed", "share", "expected", "verdict");
        int failures = 0;
        for (Guarded kernel : all) {
            double share = share(kernel, peaks);
            double wanted = expectedOf(expected, prefix, kernel);
            boolean failed = share < BAR * wanted;
            failures += failed ? 1 : 0;
            table.add(
                    kernel.name,
                    MarkdownTable.shown(kernel.best) + (kernel.product ? " GFLOP/s" : " /ns"),
                    MarkdownTable.percent(share),
                    wanted == 0 ? "-" : MarkdownTable.percent(wanted),
                    failed ? "TOO SLOW" : wanted == 0 ? "not guarded" : "ok");
        }
        out.print(table);
        if (failures > 0) {
            out.println("\n" + failures + " of " + all.size() + " kernels are below half of their expected share of the"
                    + " peak: find the change that slowed them, or, if it is meant, update " + TABLE
                    + " with bench/run guard --write FILE");
        }
        return failures == 0 ? 0 : 1;
    }

    private static Properties expected(String file) throws IOException {
        Properties table = new Properties();
        try (InputStream in =
                file.isEmpty() ? KernelGuard.class.getResourceAsStream(TABLE) : Files.newInputStream(Path.of(file))) {
            if (in == null) {
                throw new IOException(TABLE + " is missing beside KernelGuard; build the module again");
            }
            table.load(in);
        }
        return table;
    }

    private static void write(Path file, List<Guarded> all, String prefix, double[] peaks) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Guarded kernel : all) {
            text.append(prefix)
                    .append(kernel.name)
                    .append('=')
                    .append(String.format(java.util.Locale.ROOT, "%.3f%n", share(kernel, peaks)));
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}

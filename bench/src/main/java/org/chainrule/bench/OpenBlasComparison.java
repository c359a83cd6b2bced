package org.chainrule.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;

/**
 * The three products against OpenBLAS: 72 shapes, one thread, the same process, taking turns. The figure is the geometric mean of
 * (time of OpenBLAS) / (time of Chainrule), from medians over the rounds.
 */
final class OpenBlasComparison implements Command {
    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public String purpose() {
        return "the products of backpropagation against OpenBLAS, 72 shapes, one thread, same process";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("rounds", new Meaning("interleaved rounds", "7"));
        options.put("sample", new Meaning("milliseconds of a sample", "15"));
        options.put("warmup", new Meaning("milliseconds for each shape before the first is measured", "150"));
        options.put("shapes", new Meaning("every n-th shape only", "1"));
        return options;
    }

    /** Seconds of one call of each contender on one shape: [contender][round]. */
    @SuppressWarnings("ArrayRecordComponent")
    record Measured(ProductShape shape, List<String> contenders, double[][] seconds) {
        double median(int contender) {
            return Timing.median(seconds[contender]);
        }

        double best(int contender) {
            return Timing.quantile(seconds[contender], 0);
        }
    }

    @Override
    public int run(Options options, PrintStream out) throws InterruptedException {
        Machine.print(out);
        List<String> problems = new ArrayList<>();
        List<Blas> blas = Blas.available(problems);
        problems.forEach(out::println);
        List<ProductShape> shapes = new ArrayList<>();
        for (int i = 0; i < ProductShape.all().size(); i += options.integer("shapes")) {
            shapes.add(ProductShape.all().get(i));
        }
        Kernels kernels = KernelSelection.select();
        warmUp(kernels, shapes, options.integer("warmup") / 1000.0);
        double peak = FmaPeak.gigaflops(100);
        List<Measured> results = new ArrayList<>();
        for (ProductShape shape : shapes) {
            results.add(measure(kernels, blas, shape, options.integer("rounds"), options.integer("sample") / 1000.0));
        }
        peak = Math.max(peak, FmaPeak.gigaflops(100));
        print(results, peak, out);
        return blas.isEmpty() ? 1 : 0;
    }

    /** The compiler must have met every kernel before the first is measured, also those for the last rows and columns, which are called rarely. */
    private static void warmUp(Kernels kernels, List<ProductShape> shapes, double seconds) {
        for (int round = 0; round < 3; round++) {
            for (ProductShape shape : shapes) {
                Timing.calibrate(new Product(kernels, shape), seconds / 6);
            }
        }
    }

    /** Contender 0 is Chainrule, 1 the same with the packing of W^T in every call, then the libraries. Their results are compared first. */
    static Measured measure(Kernels kernels, List<Blas> blas, ProductShape shape, int rounds, double sampleSeconds) {
        Product own = new Product(kernels, shape);
        List<String> names = new ArrayList<>(List.of("Chainrule", "with packing"));
        List<Runnable> work = new ArrayList<>();
        work.add(own);
        work.add(() -> {
            own.pack();
            own.run();
        });
        List<Blas.Prepared> prepared = new ArrayList<>();
        for (Blas library : blas) {
            Blas.Prepared product = library.prepare(shape);
            prepared.add(product);
            names.add(library.name());
            work.add(product);
            own.run();
            product.run();
            requireClose(shape, library.name(), own.result(), product.result());
        }
        double[][] seconds = new double[work.size()][rounds];
        int[] calls = new int[work.size()];
        for (int w = 0; w < calls.length; w++) {
            calls[w] = Timing.calibrate(work.get(w), sampleSeconds);
        }
        for (int round = 0; round < rounds; round++) {
            for (int w = 0; w < calls.length; w++) {
                seconds[w][round] = Timing.seconds(work.get(w), calls[w]) / calls[w];
            }
        }
        prepared.forEach(Blas.Prepared::close);
        return new Measured(shape, names, seconds);
    }

    private static void requireClose(ProductShape shape, String name, float[] own, float[] other) {
        double scale = 1e-5 * Math.max(16, Math.max(shape.rows(), Math.max(shape.in(), shape.out())));
        for (int e = 0; e < own.length; e++) {
            if (!(Math.abs(own[e] - other[e]) <= scale)) {
                throw new IllegalStateException(shape + ": element " + e + " is " + own[e] + ", but " + name + " has "
                        + other[e] + "; a comparison of different products means nothing");
            }
        }
    }

    private static void print(List<Measured> results, double peak, PrintStream out) {
        List<String> names = results.get(0).contenders();
        List<String> header = new ArrayList<>(List.of("product"));
        names.forEach(name -> header.add(name + ", GFLOP/s"));
        header.add("share of peak");
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        for (Measured result : results) {
            List<Object> row = new ArrayList<>(List.of(result.shape()));
            for (int w = 0; w < names.size(); w++) {
                row.add(result.shape().flop() / result.median(w) / 1e9);
            }
            row.add(MarkdownTable.percent(result.shape().flop() / result.median(0) / 1e9 / peak));
            table.add(row.toArray());
        }
        out.print(table);
        out.println();
        MarkdownTable summary = new MarkdownTable(
                "against", "geometric mean", "of the best rounds", "W^T packed in every call", "worst shape");
        for (int w = 2; w < names.size(); w++) {
            int other = w;
            Measured worst = results.stream()
                    .min(java.util.Comparator.comparingDouble(r -> r.median(other) / r.median(0)))
                    .orElseThrow();
            summary.add(
                    names.get(w),
                    mean(results, r -> r.median(other) / r.median(0)),
                    mean(results, r -> r.best(other) / r.best(0)),
                    mean(results, r -> r.median(other) / r.median(1)),
                    worst.shape() + ": " + MarkdownTable.shown(worst.median(other) / worst.median(0)));
        }
        out.print(summary);
        out.printf("%nfma peak, one thread: %.1f GFLOP/s%n", peak);
        for (int w = 0; w < names.size(); w++) {
            int who = w;
            out.printf(
                    "%s: geometric mean %.1f GFLOP/s%n",
                    names.get(w), mean(results, r -> r.shape().flop() / r.median(who) / 1e9));
        }
    }

    private static double mean(List<Measured> results, java.util.function.ToDoubleFunction<Measured> value) {
        return Timing.geometricMean(results.stream().mapToDouble(value).toArray());
    }
}

package org.chainrule.bench;

import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.chainrule.gradient.ForwardPass;
import org.chainrule.gradient.ParameterPanels;
import org.chainrule.interop.javasource.JavaExport;
import org.chainrule.interop.javasource.JavaSource;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.model.TrainingHistory;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;

/**
 * One prediction at a time by an exported Java source, against the library's forward pass with each of its kernels, in one process, taking turns. The source
 * starts from a row and encodes it, the passes start from encoded inputs. It also says how long the source is and how long javac takes.
 */
final class JavaSourceLatency implements Command {
    private static final int ROWS = 64;

    @Override
    public String name() {
        return "java";
    }

    @Override
    public String purpose() {
        return "one prediction, p50 and p99, by an exported Java source against the library's kernels";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("rounds", new Meaning("interleaved rounds", "7"));
        options.put("calls", new Meaning("predictions of a round", "20000"));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws Exception {
        Machine.print(out);
        MarkdownTable table =
                new MarkdownTable("network", "predictor", "p50, us", "p99, us", "p50 / source", "p99 / source");
        for (Workload workload : List.of(Workload.A32, Workload.B)) {
            Map<String, IntFunction<double[]>> contenders = contenders(workload, out);
            Map<String, double[][]> quantiles = new LinkedHashMap<>();
            contenders.forEach((name, each) -> quantiles.put(name, new double[2][options.integer("rounds")]));
            for (int round = -1; round < options.integer("rounds"); round++) {
                for (String name : contenders.keySet()) {
                    double[] nanos = nanos(Objects.requireNonNull(contenders.get(name)), options.integer("calls"));
                    if (round >= 0) {
                        Objects.requireNonNull(quantiles.get(name))[0][round] = Timing.quantile(nanos, 0.5);
                        Objects.requireNonNull(quantiles.get(name))[1][round] = Timing.quantile(nanos, 0.99);
                    }
                }
            }
            double[][] source = quantiles.values().iterator().next();
            quantiles.forEach((name, found) -> table.add(
                    workload.name().substring(0, 1),
                    name,
                    Timing.median(found[0]) / 1e3,
                    Timing.median(found[1]) / 1e3,
                    Timing.median(found[0]) / Timing.median(source[0]),
                    Timing.median(found[1]) / Timing.median(source[1])));
        }
        out.print(table);
        return 0;
    }

    private static double[] nanos(IntFunction<double[]> predictor, int calls) {
        double[] nanos = new double[calls];
        double sum = 0;
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            sum += predictor.apply(i % ROWS)[0];
            nanos[i] = System.nanoTime() - start;
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("expected numbers, found NaN");
        }
        return nanos;
    }

    private static Map<String, IntFunction<double[]>> contenders(Workload workload, PrintStream out) throws Exception {
        ParameterLayout layout = new ParameterLayout(workload.network());
        double[] drawn = InitialParameters.draw(layout, 5);
        float[] parameters = new float[drawn.length];
        for (int e = 0; e < drawn.length; e++) {
            parameters[e] = (float) drawn[e];
        }
        float[] rows = SyntheticRows.uniform(ROWS * workload.network().inputs(), 3);
        Map<String, IntFunction<double[]>> contenders = new LinkedHashMap<>();
        contenders.put("Java source", source(workload, parameters, rows, out));
        for (String kernel : new java.util.TreeSet<>(List.of("auto", "scalar"))) {
            contenders.put("kernel " + kernel, pass(workload, kernel, parameters, rows));
        }
        IntFunction<double[]> first = contenders.values().iterator().next();
        for (int row = 0; row < ROWS; row++) {
            double[] expected = first.apply(row).clone();
            for (Map.Entry<String, IntFunction<double[]>> each : contenders.entrySet()) {
                if (!Arrays.equals(expected, each.getValue().apply(row))) {
                    throw new IllegalStateException(each.getKey() + " has other bits; nothing was timed");
                }
            }
        }
        return contenders;
    }

    private static IntFunction<double[]> pass(Workload workload, String kernel, float[] parameters, float[] rows) {
        NetworkPlan plan = new NetworkPlan(workload.network());
        ParameterPanels panels = new ParameterPanels(plan);
        float[] packed = new float[panels.size()];
        panels.pack(parameters, packed);
        ForwardPass pass = new ForwardPass(
                plan, workload.likelihood(), KernelSelection.select(kernel), panels, packed, new float[0], 1);
        int inputs = workload.network().inputs();
        float[] results = new float[workload.network().outputs()];
        double[] wide = new double[results.length];
        return row -> {
            System.arraycopy(rows, row * inputs, pass.batch().x(), 0, inputs);
            pass.run(1, results);
            for (int k = 0; k < wide.length; k++) {
                wide[k] = results[k];
            }
            return wide;
        };
    }

    @SuppressWarnings("unchecked")
    private static IntFunction<double[]> source(Workload workload, float[] parameters, float[] rows, PrintStream out)
            throws Exception {
        JavaSource source = JavaExport.source(model(workload, parameters), "", "Exported");
        Path dir = Files.createTempDirectory("chainrule-java");
        Path file = Files.writeString(dir.resolve("Exported.java"), source.text(), StandardCharsets.US_ASCII);
        Path caller = Files.writeString(dir.resolve("Caller.java"), caller(workload), StandardCharsets.US_ASCII);
        long start = System.nanoTime();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-d", dir.toString(), file.toString(), caller.toString());
        out.printf(
                "%s: source of %d characters, javac %.2f s%n",
                workload.name(), source.text().length(), (System.nanoTime() - start) / 1e9);
        if (code != 0) {
            throw new IllegalStateException("javac failed");
        }
        ClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        return (IntFunction<double[]>)
                loader.loadClass("Caller").getConstructor(float[].class).newInstance((Object) rows);
    }

    /** What an application would write: rows once, then the prediction that allocates nothing. */
    private static String caller(Workload workload) {
        int inputs = workload.network().inputs();
        return """
                public final class Caller implements java.util.function.IntFunction<double[]> {
                    private final Exported model = new Exported();
                    private final Exported.Scratch scratch = new Exported.Scratch();
                    private final double[] result = new double[OUTPUTS];
                    private final Exported.Row[] rows;

                    public Caller(float[] numbers) {
                        rows = new Exported.Row[numbers.length / INPUTS];
                        for (int n = 0; n < rows.length; n++) {
                            rows[n] = new Exported.Row();
                            for (int i = 0; i < INPUTS; i++) {
                                rows[n].set("x" + i, numbers[n * INPUTS + i]);
                            }
                        }
                    }

                    @Override
                    public double[] apply(int row) {
                        model.predict(rows[row], result, scratch);
                        return result;
                    }
                }
                """.replace("INPUTS", String.valueOf(inputs))
                .replace("OUTPUTS", String.valueOf(workload.network().outputs()));
    }

    private static Model model(Workload workload, float[] parameters) {
        List<ColumnEncoding> encodings = IntStream.range(0, workload.network().inputs())
                .<ColumnEncoding>mapToObj(i -> new ScaledNumeric("x" + i, 0, 1, 0, 0, false))
                .toList();
        List<ColumnSchema> columns = new ArrayList<>();
        encodings.forEach(each -> columns.add(new ColumnSchema(each.column(), ColumnKind.NUMERIC, false, "")));
        boolean classes = workload.classes() > 0;
        columns.add(new ColumnSchema("y", ColumnKind.TARGET, classes, ""));
        return new Model(new ModelContents(
                new Schema(columns),
                classes ? Task.CLASSIFICATION : Task.REGRESSION,
                new Encoder(encodings),
                classes
                        ? new ClassTarget(
                                "y",
                                IntStream.range(0, workload.classes())
                                        .mapToObj(String::valueOf)
                                        .toList())
                        : new ValueTarget("y", 0, 1),
                TrainedNetwork.float32(workload.network(), workload.likelihood(), parameters, new float[0]),
                Map.of(),
                Map.of(),
                new TrainingHistory("", List.of()),
                provenance()));
    }

    private static Provenance provenance() {
        TableIdentity none = new TableIdentity("synthetic", "", ROWS, Map.of());
        return new Provenance(
                "", "2026-01-31T12:00:00Z", "", none, null, ROWS, 0, 0, 0, "", Map.of(), "", 0, 0, 0, "", 0);
    }
}

package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.chainrule.gradient.EngineUnderTest.Outcome;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.SeparateHeads;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Layers of an ensemble against the shared vectors. A row of a network has one member at first and one target at last, so one row is tested at a time: what each member
 * reads comes from the biases of heads before the block, and the upstream gradient of each is the weight of a head after it.
 */
class RecipeEnsemblesTest {
    private record Probe(Network network, Map<String, double[]> slices, String block, int buffer) {}

    private static Probe probe(RecipeCase oracle, int n) {
        RecipeCase params = oracle.object("params");
        boolean heads = oracle.get("kind").equals("separate_heads");
        double[] upstream = row(oracle.flat("upstream"), oracle.length("upstream", 0), n);
        int members = oracle.length("upstream", 1);
        int out = oracle.length("upstream", 2);
        boolean shared = oracle.object("inputs").flat("x").length
                == oracle.length("upstream", 0) * params.length(heads ? "W" : "r", 1);
        double[] x = row(oracle.object("inputs").flat("x"), oracle.length("upstream", 0), n);
        Map<String, double[]> slices = new LinkedHashMap<>();
        if (!shared) {
            int in = x.length / members;
            slices.put("batchEnsemble.1.inputAdapter", new double[members]);
            slices.put("batchEnsemble.1.weight", new double[1]);
            slices.put("batchEnsemble.1.outputAdapter", new double[members]);
            slices.put("batchEnsemble.1.bias", new double[members]);
            slices.put("heads.1.weight", new double[members * in]);
            slices.put("heads.1.bias", x);
        }
        String block = (heads ? "heads." : "batchEnsemble.") + (shared ? 1 : 2);
        slices.put(block + ".weight", heads ? params.flat("W") : params.transposed("W"));
        slices.put(block + ".bias", params.flat("b"));
        if (!heads) {
            slices.put(block + ".inputAdapter", params.flat("r"));
            slices.put(block + ".outputAdapter", params.flat("s"));
        }
        String last = "heads." + (shared ? 1 : heads ? 3 : 2);
        slices.put(last + ".weight", upstream);
        slices.put(last + ".bias", new double[members]);
        var layer = heads ? new SeparateHeads(out, members) : new BatchEnsemble(out, members);
        SeparateHeads end = new SeparateHeads(1, members);
        Network network = shared
                ? Network.of(x.length, layer, end)
                : Network.of(
                        1, new BatchEnsemble(1, members), new SeparateHeads(x.length / members, members), layer, end);
        return new Probe(network, slices, block, (shared ? 0 : 4) + (heads ? 1 : 3));
    }

    private static double[] row(double[] values, int rows, int n) {
        int width = values.length / rows;
        return Arrays.copyOfRange(values, n * width, (n + 1) * width);
    }

    private static double[] slice(Network network, String name, double[] values) {
        Slice slice = new ParameterLayout(network)
                .parameters().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return Arrays.copyOfRange(values, slice.offset(), slice.offset() + slice.size());
    }

    private static void add(Map<String, double[]> sums, String name, double[] values, double factor) {
        double[] sum = sums.computeIfAbsent(name, each -> new double[values.length]);
        for (int e = 0; e < sum.length; e++) {
            sum[e] += factor * values[e];
        }
    }

    @ParameterizedTest
    @EnumSource
    void layersOfMembers(EngineUnderTest engine) {
        int compared = 0;
        for (RecipeCase oracle : RecipeCase.all("batch_ensemble")) {
            int rows = oracle.length("output", 0);
            int members = oracle.length("output", 1);
            Map<String, double[]> sums = new LinkedHashMap<>();
            for (int n = 0; n < rows; n++) {
                Probe probe = probe(oracle, n);
                boolean shared = probe.buffer < 4;
                double[] parameters = RecipeCase.parameters(probe.network, probe.slices);
                double[] x = shared ? row(oracle.object("inputs").flat("x"), rows, n) : new double[1];
                Outcome outcome = engine.run(probe.network, new LinearCost(), parameters, x, new double[] {1}, 1);
                String what = oracle.name() + ", row " + n;
                compared += RecipeCase.compare(
                        what,
                        row(oracle.flat("output"), rows, n),
                        outcome.buffers().apply(probe.buffer),
                        engine::tolerance);
                double[] dx = shared ? outcome.dx() : slice(probe.network, "heads.1.bias", outcome.gradient());
                if (dx != null) {
                    double[] expected = row(oracle.object("grad_inputs").flat("x"), rows, n);
                    double[] found = DoubleStream.of(dx).map(d -> d * members).toArray();
                    compared += RecipeCase.compare(what + ", x", expected, found, engine::tolerance);
                }
                for (String part : List.of("weight", "bias", "inputAdapter", "outputAdapter")) {
                    String name = probe.block + "." + part;
                    if (probe.slices.containsKey(name)) {
                        add(sums, part, slice(probe.network, name, outcome.gradient()), members);
                    }
                }
            }
            RecipeCase expected = oracle.object("grad_params");
            boolean heads = !expected.has("r");
            for (Map.Entry<String, double[]> sum : sums.entrySet()) {
                double[] oracleSum =
                        switch (sum.getKey()) {
                            case "weight" -> heads ? expected.flat("W") : expected.transposed("W");
                            case "bias" -> expected.flat("b");
                            case "inputAdapter" -> expected.flat("r");
                            default -> expected.flat("s");
                        };
                compared += RecipeCase.compare(
                        oracle.name() + " " + sum.getKey(), oracleSum, sum.getValue(), engine::tolerance);
            }
        }
        assertTrue(compared > 300, "compared only " + compared);
    }

    /** The oracle's draws cannot be put in, but every column of a chunk must have the draw of the chunk, and another one than its neighbour. */
    @Test
    void adaptersOfAFeatureShareTheirDraw() {
        for (RecipeCase oracle : RecipeCase.all("tabm_first_adapter")) {
            boolean signs = oracle.name().equals("random_signs");
            int members = oracle.integer("k");
            List<Integer> chunks = DoubleStream.of(oracle.flat("chunk_widths"))
                    .mapToObj(width -> (int) width)
                    .toList();
            int inputs = oracle.length("r", 1);
            Network network = Network.of(
                    inputs,
                    new BatchEnsemble(
                            2, members, signs ? BatchEnsemble.Adapter.SIGNS : BatchEnsemble.Adapter.NORMAL, chunks));
            Slice adapter = new ParameterLayout(network).parameters().get(0);
            double[] r = new double[members * inputs];
            adapter.draw().fill(r, 0, members, inputs, CounterRandom.of(7, Stream.INITIALIZATION, 0));
            double[] each = new double[members * chunks.size()];
            firstOfChunks(r, inputs, chunks, each);
            assertArrayEquals(repeated(each, inputs, chunks), r, oracle.name());
            assertArrayEquals(repeated(oracle.flat("draws"), inputs, chunks), oracle.flat("r"), oracle.name());
            assertEquals(signs ? 2 : each.length, Arrays.stream(each).distinct().count());
            assertTrue(!signs || Arrays.stream(each).allMatch(value -> Math.abs(value) == 1));
        }
    }

    private static void firstOfChunks(double[] r, int inputs, List<Integer> chunks, double[] each) {
        int at = 0;
        for (int m = 0; m < r.length / inputs; m++) {
            int column = 0;
            for (int width : chunks) {
                each[at++] = r[m * inputs + column];
                column += width;
            }
        }
    }

    private static double[] repeated(double[] each, int inputs, List<Integer> chunks) {
        double[] r = new double[each.length / chunks.size() * inputs];
        int at = 0;
        for (int c = 0; c < each.length; c++) {
            for (int width = chunks.get(c % chunks.size()); width > 0; width--) {
                r[at++] = each[c];
            }
        }
        return r;
    }
}

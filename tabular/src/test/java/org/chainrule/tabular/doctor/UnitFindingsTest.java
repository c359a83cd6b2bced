package org.chainrule.tabular.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.SeparateHeads;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.StopReason;
import org.junit.jupiter.api.Test;

/** Units that are mixed with the identity, and units of an ensemble. */
class UnitFindingsTest {
    private static final int ROWS = 200;
    private static final int UNITS = 8;
    private static final int MEMBERS = 4;

    private static List<Map<String, Object>> rows() {
        return IntStream.range(0, ROWS)
                .mapToObj(n -> Map.<String, Object>of("x", n / 100.0 - 1))
                .toList();
    }

    private static List<Finding> look(TrainedNetwork network, Encoder encoder, RawTable table) {
        return UnitChecks.of(new Trained(
                network,
                encoder,
                table,
                IntStream.range(0, ROWS).toArray(),
                List.of(),
                StopReason.COMPLETED,
                "rmse",
                TrainingFindingsTest.values(ROWS, 0.1),
                null));
    }

    private static List<Finding> look(Network network, float[] parameters) {
        RawTable table = RawTables.of(rows(), List.of(new ColumnSchema("x", ColumnKind.NUMERIC, false, "")));
        return look(
                TrainedNetwork.float32(network, new Gaussian(), parameters, new float[0]),
                new Encoder(List.of(new ScaledNumeric("x", 0, 1, 0, 0, false))),
                table);
    }

    private static Slice slice(Network network, String name) {
        return new ParameterLayout(network)
                .parameters().stream()
                        .filter(slice -> slice.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static void fill(float[] parameters, Slice slice, int from, int to, double value) {
        Arrays.fill(parameters, slice.offset() + from, slice.offset() + to, (float) value);
    }

    /** Weights 1; the first units have the bias -2, which is off for x in [-1, 1], and all the same alpha. */
    private static List<Finding> ofMixed(Activation activation, int odd, double bias, double alpha) {
        Network network = Network.of(1, new Dense(UNITS), new ParametricActivate(activation), new Dense(1));
        float[] parameters = new float[new ParameterLayout(network).size()];
        fill(parameters, slice(network, "dense.1.weight"), 0, UNITS, 1);
        fill(parameters, slice(network, "dense.1.bias"), 0, odd, bias);
        fill(parameters, slice(network, "activation.1.alpha"), 0, UNITS, alpha);
        return look(network, parameters);
    }

    @Test
    void aMixedUnitIsJudgedByItsMixedSlope() {
        List<Finding> dead = ofMixed(Activation.RELU, 3, -2, 1);
        assertEquals(1, dead.size(), dead::toString);
        assertEquals("dead-units", dead.get(0).code());
        assertTrue(dead.get(0).line().contains("3 of the 8 parametric relu units after dense.1"), dead.get(0)::line);
        assertEquals(List.of(), ofMixed(Activation.RELU, 3, -2, 0.8), "a fifth of the identity gets through");
        assertEquals(List.of(), ofMixed(Activation.RELU, 3, -2, 2), "the slope is -1");
        assertEquals(List.of(), ofMixed(Activation.RELU, 3, -2, 0), "the identity");
        assertEquals("dead-units", ofMixed(Activation.MISH, 2, -20, 1).get(0).code());
        assertEquals("saturated-units", ofMixed(Activation.TANH, 2, 5, 1).get(0).code());
        assertEquals(List.of(), ofMixed(Activation.TANH, 2, 5, 0.5));
    }

    /** The first units are off in the first members. */
    private static List<Finding> ofMembers(int odd, int members) {
        Network network = Network.of(
                1, new BatchEnsemble(UNITS, MEMBERS), new Activate(Activation.RELU), new SeparateHeads(1, MEMBERS));
        float[] parameters = new float[new ParameterLayout(network).size()];
        Arrays.fill(parameters, 1);
        Slice bias = slice(network, "batchEnsemble.1.bias");
        fill(parameters, bias, 0, bias.size(), 0);
        for (int member = 0; member < members; member++) {
            fill(parameters, bias, member * UNITS, member * UNITS + odd, -2);
        }
        return look(network, parameters);
    }

    @Test
    void aUnitOfAnEnsembleIsDeadIfItIsInAllMembers() {
        assertEquals(List.of(), ofMembers(0, MEMBERS));
        Finding all = ofMembers(3, MEMBERS).get(0);
        assertEquals(Finding.Severity.WARNING, all.severity());
        assertEquals("batchEnsemble.1", all.subject());
        assertTrue(
                all.message()
                        .startsWith(
                                "3 of the 8 relu units after batchEnsemble.1 are flat in all 4 members, on all of 200"
                                        + " rows trained on"),
                all::line);
        Finding some = ofMembers(6, 3).get(0);
        assertEquals(Finding.Severity.NOTE, some.severity());
        assertTrue(some.message().contains("6 of the 8"), some::line);
        assertTrue(some.message().contains("in some of the 4 members (3.0 on average)"), some::line);
        assertEquals(List.of(), ofMembers(6, 2), "usual behind few inputs");
    }

    @Test
    void theRecipesUnitsAreSeen() {
        String csv = IntStream.range(0, ROWS)
                .mapToObj(n -> n * 7 % 101 + "," + n * 37 % 103 + "," + (n * 7 % 101 + n % 5) / 9.0)
                .collect(Collectors.joining(" UNION ALL SELECT "));
        Table table = Table.sql("SELECT * FROM (SELECT 0 AS u, 1 AS v, 0.5 AS y UNION ALL SELECT " + csv + ")");
        for (Map.Entry<String, String> preset :
                Map.of("realmlp", "dense.1", "tabm", "batchEnsemble.1").entrySet()) {
            Model model = Chainrule.train(
                    table,
                    TrainOptions.builder("y")
                            .preset(preset.getKey())
                            .hiddenLayers(List.of(UNITS))
                            .epochs(1)
                            .threads(1)
                            .build());
            TrainedNetwork trained = model.contents().network();
            List<Map<String, Object>> rows = IntStream.range(0, ROWS)
                    .mapToObj(n -> Map.<String, Object>of("u", (double) (n * 7 % 101), "v", (double) (n * 37 % 103)))
                    .toList();
            RawTable raw = RawTables.of(rows, model.schema().features());
            Encoder encoder = model.contents().encoder();
            assertEquals(List.of(), look(trained, encoder, raw), preset.getKey());

            float[] parameters =
                    Objects.requireNonNull(trained.floatParameters()).clone();
            Slice bias = slice(trained.network(), preset.getValue() + ".bias");
            int members = bias.size() / UNITS;
            for (int member = 0; member < members; member++) {
                fill(parameters, bias, member * UNITS, member * UNITS + 2, -1e4);
            }
            TrainedNetwork broken = TrainedNetwork.float32(
                    trained.network(),
                    trained.likelihood(),
                    parameters,
                    Objects.requireNonNull(trained.floatStatistics()));
            List<Finding> found = look(broken, encoder, raw);
            assertEquals(1, found.size(), found::toString);
            assertEquals(preset.getValue(), found.get(0).subject());
            assertTrue(found.get(0).message().startsWith("2 of the 8 "), found.get(0)::line);
            int all = new NetworkPlan(trained.network())
                    .nodes().stream().mapToInt(NetworkPlan.Node::members).max().orElseThrow();
            assertEquals(all > 1, found.get(0).message().contains("in all " + all + " members"), found.get(0)::line);
        }
    }
}

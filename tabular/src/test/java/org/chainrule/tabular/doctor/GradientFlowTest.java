package org.chainrule.tabular.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Dense;
import org.chainrule.network.Layer;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.SeparateHeads;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.read.RowSample;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.train.TrainedNetwork;
import org.junit.jupiter.api.Test;

/** What the flow says of networks whose numbers follow from a sheet of paper. */
class GradientFlowTest {
    private static final int ROWS = 40;

    private static RowSample sample() {
        List<Map<String, Object>> rows = IntStream.range(0, ROWS)
                .mapToObj(n -> Map.<String, Object>of("x", 1.0, "y", 0.0))
                .toList();
        var table = RawTables.of(
                rows,
                List.of(
                        new ColumnSchema("x", ColumnKind.NUMERIC, false, ""),
                        new ColumnSchema("y", ColumnKind.TARGET, false, "")));
        return RowSample.of(
                "validation", table, Set.of("x", "y"), IntStream.range(0, ROWS).toArray(), 100);
    }

    private static GradientFlow flow(Network network, double... parameters) {
        int size = new ParameterLayout(network).size();
        double[] all = new double[size];
        for (int e = 0; e < size; e++) {
            all[e] = parameters[e % parameters.length];
        }
        var member = new Member(
                new Encoder(List.of(new ScaledNumeric("x", 0, 1, 0, 0, false))),
                new ValueTarget("y", 0, 1),
                TrainedNetwork.float64(network, new Gaussian(), all, new double[0]),
                1,
                null);
        GradientFlow flow = GradientFlow.of(member, sample());
        assertNotNull(flow);
        return flow;
    }

    /** z1 = 2, h1 = 2, z2 = 3 * 2 = 6, delta2 = 6 - 0, delta1 = 3 * 6; dJ/dw2 = 2 * 6, dJ/dw1 = 18. */
    @Test
    void byHand() {
        Network network = Network.of(1, new Dense(1), new Activate(Activation.RELU), new Dense(1));
        GradientFlow flow = flow(network, 2, 0, 3, 0);
        assertEquals(ROWS, flow.rows());
        GradientFlow.Layer first = flow.layers().get(0);
        GradientFlow.Layer last = flow.layers().get(1);
        assertEquals("relu", first.activation());
        assertEquals(18, first.deltaNorm(), 1e-12);
        assertEquals(6, last.deltaNorm(), 1e-12);
        assertEquals(18, first.gradientNorm(), 1e-12);
        assertEquals(12, last.gradientNorm(), 1e-12);
        assertEquals(2, first.weightNorm());
        assertEquals(18, first.deltas().median(), 1e-12);
        assertEquals(3, flow.reach(), 1e-12);
        assertEquals(0, first.dead());
        assertTrue(Double.isNaN(first.saturated()) && Double.isNaN(last.dead()));
    }

    @Test
    void deadUnitsCarryNothing() {
        Network network = Network.of(1, new Dense(1), new Activate(Activation.RELU), new Dense(1));
        GradientFlow flow = flow(network, -2, 0, 3, 1);
        GradientFlow.Layer first = flow.layers().get(0);
        assertEquals(1, first.dead());
        assertEquals(1, first.flat());
        assertEquals(0, first.deltaNorm());
        assertEquals(1, first.deltas().zeros());
        assertTrue(Double.isNaN(first.deltas().median()));
        assertEquals(0, flow.reach());
    }

    @Test
    void deepLogisticNetworksVanish() {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < 8; l++) {
            layers.add(new Dense(1));
            layers.add(new Activate(Activation.LOGISTIC));
        }
        layers.add(new Dense(1));
        GradientFlow flow = flow(new Network(1, layers), 1, 0);
        assertTrue(flow.reach() < 1e-4, () -> "" + flow.reach());
        assertEquals(0, flow.layers().get(0).saturated());
        assertTrue(flow(new Network(1, layers), 60, 0).layers().get(0).saturated() == 1);
    }

    @Test
    void membersAreSeen() {
        Network network =
                Network.of(1, new BatchEnsemble(3, 4), new Activate(Activation.TANH), new SeparateHeads(1, 4));
        GradientFlow flow = flow(network, 0.5, -0.25, 0.75);
        assertEquals(
                List.of("batchEnsemble.1", "heads.1"),
                flow.layers().stream().map(GradientFlow.Layer::name).toList());
        assertEquals(4, flow.layers().get(0).members());
        assertEquals("tanh", flow.layers().get(0).activation());
    }
}

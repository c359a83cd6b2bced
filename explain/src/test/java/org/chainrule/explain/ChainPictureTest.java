package org.chainrule.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.explain.ChainPicture.Edge;
import org.chainrule.explain.ChainPicture.Role;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.testing.Draws;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.RandomProblem.Sizes;
import org.junit.jupiter.api.Test;

/** At most 60 elements, whatever the network, and every number of them is that of the explanation. */
class ChainPictureTest {
    private static WeightExplanation explain(int inputs, List<Integer> hidden, int outputs, ParameterAddress address) {
        Network network = Network.perceptron(inputs, hidden, Activation.TANH, 0, outputs);
        ParameterLayout layout = new ParameterLayout(network);
        Microscope microscope =
                new Microscope(network, new Categorical(0), InitialParameters.draw(layout, 1), new double[0]);
        return microscope.explain(new Draws(5).normals(inputs, 1), new double[] {1}, address);
    }

    /** All units by id, J left out. */
    private static Map<String, ChainPicture.Unit> units(ChainPicture picture) {
        Map<String, ChainPicture.Unit> units = new HashMap<>();
        picture.columns().forEach(column -> column.units()
                .forEach(unit -> assertEquals(null, units.put(unit.id(), unit), "twice: " + unit.id())));
        return units;
    }

    private static void isSound(WeightExplanation explanation, String where) {
        ChainPicture picture = explanation.picture();
        assertTrue(picture.elements() <= ChainPicture.MOST, () -> picture.elements() + " elements of " + where);
        Map<String, ChainPicture.Unit> units = units(picture);
        Set<String> pairs = new HashSet<>();
        for (Edge edge : picture.edges()) {
            assertTrue(units.containsKey(edge.from()), () -> edge + " of " + where);
            assertTrue(edge.to().equals(ChainPicture.COST) || units.containsKey(edge.to()), () -> edge + " " + where);
            assertTrue(pairs.add(edge.from() + ">" + edge.to() + edge.skip()), () -> "twice " + edge + " of " + where);
        }
        if (!explanation.chains().isEmpty()) {
            Chain chain = explanation.chains().get(0);
            assertEquals(chain.product(), picture.contribution(), where);
            assertEquals(chain.unit().row(), picture.row(), where);
            assertEquals(chain.unit().member(), picture.member(), where);
            assertEquals(
                    1,
                    units.values().stream()
                            .filter(unit -> unit.role() == Role.TARGET)
                            .count(),
                    where);
        }
        assertFalse(ExplanationTree.of(picture).isEmpty());
    }

    @Test
    void aSmallNetworkIsDrawnInFull() {
        WeightExplanation explanation = explain(2, List.of(3), 2, ParameterAddress.weight(1, 0, 1));
        ChainPicture picture = explanation.picture();
        isSound(explanation, "2-3-2");
        assertEquals(
                List.of("h(0)", "h(1)", "o"),
                picture.columns().stream().map(ChainPicture.Column::title).toList());
        assertEquals(7, units(picture).size());
        assertEquals(6 + 6 + 2, picture.edges().size());
        ChainPicture.Unit target = units(picture).get("1:1");
        Chain chain = explanation.chains().get(0);
        assertEquals("h_1(1)", target.label());
        assertEquals("z_1(1)", target.before());
        assertEquals(chain.value(), target.z());
        assertEquals(chain.slope(), target.slope());
        assertEquals(chain.delta(), target.delta());
        assertEquals(explanation.gradient(), target.contribution(), 1e-15);
        assertEquals(Role.SOURCE, units(picture).get("0:0").role());
    }

    /** What goes through the edges is what the listed paths say, and adds up at every unit and at J. */
    @Test
    void contributionsAreThoseOfAllPaths() {
        WeightExplanation explanation = explain(2, List.of(3, 2), 2, ParameterAddress.weight(1, 0, 1));
        ChainPicture picture = explanation.picture();
        double gradient = explanation.gradient();
        for (ChainPicture.Unit unit : units(picture).values()) {
            double in = 0;
            double out = 0;
            for (Edge edge : picture.edges()) {
                in += edge.to().equals(unit.id()) ? edge.contribution() : 0;
                out += edge.from().equals(unit.id()) ? edge.contribution() : 0;
            }
            assertEquals(unit.contribution(), out, 1e-14 * Math.abs(gradient), unit.id());
            if (unit.role() != Role.SOURCE) {
                assertEquals(unit.contribution(), in, 1e-14 * Math.abs(gradient), unit.id());
            }
        }
        for (PathContribution path : explanation.paths()) {
            String last = "3:" + path.units().get(path.units().size() - 1);
            double through = picture.edges().stream()
                    .filter(edge -> edge.from().equals(last))
                    .mapToDouble(Edge::contribution)
                    .sum();
            double listed = explanation.paths().stream()
                    .filter(other ->
                            last.equals("3:" + other.units().get(other.units().size() - 1)))
                    .mapToDouble(PathContribution::contribution)
                    .sum();
            assertEquals(listed, through, 1e-14 * Math.abs(gradient));
        }
    }

    @Test
    void wideNetworksAreDrawnInPart() {
        for (int[] at : new int[][] {{1, 100, 20}, {2, 30, 40}, {3, 5, 3}}) {
            WeightExplanation explanation =
                    explain(784, List.of(256, 128), 10, ParameterAddress.weight(at[0], at[1], at[2]));
            isSound(explanation, "layer " + at[0]);
            ChainPicture picture = explanation.picture();
            int[] widths = {784, 256, 128, 10};
            for (int c = 0; c < widths.length; c++) {
                assertEquals(
                        widths[c],
                        picture.columns().get(c).units().stream()
                                .mapToInt(ChainPicture.Unit::count)
                                .sum());
            }
            assertEquals(
                    1,
                    picture.edges().stream()
                            .filter(edge -> edge.role() == Role.WEIGHT)
                            .count());
            assertTrue(picture.edges().stream().anyMatch(edge -> edge.role() == Role.PATH));
        }
        WeightExplanation bias = explain(784, List.of(256, 128), 10, ParameterAddress.bias(2, 7));
        isSound(bias, "a bias");
        assertEquals("1", units(bias.picture()).get("bias").label());
    }

    @Test
    void deepNetworksAreFolded() {
        List<Integer> hidden = new ArrayList<>();
        for (int l = 0; l < 30; l++) {
            hidden.add(16);
        }
        for (int layer : new int[] {1, 2, 5, 15, 29, 30, 31}) {
            WeightExplanation explanation = explain(20, hidden, 3, ParameterAddress.weight(layer, 2, 1));
            isSound(explanation, "layer " + layer);
            ChainPicture picture = explanation.picture();
            assertTrue(picture.columns().size() <= PictureColumns.MOST);
            int count = picture.columns().stream()
                    .flatMap(column -> column.units().stream())
                    .mapToInt(ChainPicture.Unit::count)
                    .sum();
            assertEquals(20 + 30 * 16 + 3, count);
            double arrives = picture.edges().stream()
                    .filter(edge -> edge.to().equals(ChainPicture.COST))
                    .mapToDouble(Edge::contribution)
                    .sum();
            assertEquals(
                    explanation.gradient(),
                    arrives,
                    1e-13 * explanation.summary().magnitude());
        }
    }

    @Test
    void everyKindOfNetworkCanBeDrawn() {
        for (Sizes sizes : List.of(Sizes.TINY, Sizes.MEDIUM)) {
            for (int number = 0; number < (sizes == Sizes.TINY ? 1500 : 150); number++) {
                RandomProblem problem = RandomProblem.draw(number, sizes, number % 2 == 1);
                int index = new Draws(number).between(0, problem.parameters().length - 1);
                isSound(
                        Explained.of(problem, index, ExplainOptions.DEFAULT).explanation(),
                        "problem " + number + " " + problem.network());
            }
        }
    }

    /** The largest of a batch: the row whose h_i is. */
    @Test
    void aBatchIsDrawnByItsLargestRow() {
        Network network = Network.perceptron(1, List.of(1), Activation.IDENTITY, 0, 1);
        Microscope microscope = new Microscope(network, new Gaussian(), new double[] {1, 0, 1, 0}, new double[0]);
        Rows rows = new Rows(new double[] {1, 3, 2}, new double[] {0, 0, 0}, new double[] {1, 1, 1}, 3);
        ChainPicture picture = microscope
                .explain(rows, Mode.PREDICTION, ParameterAddress.weight(1, 0, 0), ExplainOptions.DEFAULT)
                .picture();
        assertEquals(1, picture.row());
        assertEquals(3, picture.rows());
        assertEquals(3, picture.contribution(), 1e-12);
    }
}

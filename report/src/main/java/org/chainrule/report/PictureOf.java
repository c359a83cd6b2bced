package org.chainrule.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Network;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.tabular.model.Member;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/** From a trained network to its picture. */
final class PictureOf {
    /** Networks with more units in a layer are not drawn unit by unit. */
    private static final int MOST_DRAWN = 24;

    /** Links that can still be told apart. */
    private static final int MOST_LINKS = 800;

    private final Member member;
    private final NetworkPlan plan;
    private final double[] parameters;

    private PictureOf(Member member) {
        this.member = member;
        TrainedNetwork network = member.network();
        this.plan = new NetworkPlan(network.network());
        this.parameters = network.wideParameters();
    }

    /**
     * The picture of a network.
     *
     * @param member the network with its encoder
     * @param note   which network it is, or empty
     * @return plain values
     */
    static NetworkPicture of(Member member, String note) {
        return new PictureOf(member).picture(note);
    }

    private NetworkPicture picture(String note) {
        List<String> outputs = NetworkNames.outputs(member);
        return new NetworkPicture(
                note,
                member.encoder().columns().stream()
                        .map(column -> new NetworkPicture.Column(column.column(), column.width()))
                        .toList(),
                member.encoder().width(),
                PictureBlocks.of(plan, parameters, member.encoder().featureNames()),
                outputs,
                meaning(),
                drawing());
    }

    private String meaning() {
        var likelihood = member.network().likelihood();
        int count = member.network().network().outputs();
        String what = likelihood instanceof Bernoulli
                ? "the probability of the second class, by the logistic function"
                : likelihood instanceof Categorical
                        ? "the probabilities of the classes, by softmax"
                        : count == 1 ? "the prediction" : "the parameters of the prediction";
        String members = member.network().network().members() == 1
                ? ""
                : ", the mean over " + member.network().network().members() + " members";
        return what + members + "; likelihood " + likelihood.name();
    }

    private NetworkPicture.@Nullable Drawing drawing() {
        Network network = member.network().network();
        if (network.inputs() > MOST_DRAWN) {
            return null;
        }
        List<NetworkPicture.Links> layers = new ArrayList<>();
        int links = 0;
        for (Node node : plan.nodes()) {
            switch (node.kind()) {
                case DENSE -> {
                    Slice weight = node.requireWeight();
                    links += weight.size();
                    if (node.members() > 1 || node.outputs() > MOST_DRAWN) {
                        return null;
                    }
                    layers.add(new NetworkPicture.Links(
                            node.displayName(), node.outputs(), values(weight), values(node.bias())));
                }
                case ACTIVATE, DROPOUT -> {}
                default -> {
                    return null;
                }
            }
        }
        return links > MOST_LINKS
                ? null
                : new NetworkPicture.Drawing(member.encoder().featureNames(), layers);
    }

    private List<Double> values(@Nullable Slice slice) {
        return slice == null
                ? List.of()
                : Arrays.stream(parameters, slice.offset(), slice.offset() + slice.size())
                        .boxed()
                        .toList();
    }
}

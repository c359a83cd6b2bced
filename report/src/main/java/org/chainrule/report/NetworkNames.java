package org.chainrule.report;

import java.util.List;
import org.chainrule.explain.UnitNames;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.model.Member;

/** What the units at both ends of a model's network mean. */
public final class NetworkNames {
    private NetworkNames() {}

    /**
     * The names of a member's inputs and outputs.
     *
     * @param member a network with its encoder
     * @return inputs by what the encoder calls them, outputs by class or target; an output that is only a parameter of the prediction has no name
     */
    public static UnitNames of(Member member) {
        return new UnitNames(member.encoder().featureNames(), outputs(member), List.of());
    }

    /** The names of the outputs; empty if they are only parameters of the prediction. */
    static List<String> outputs(Member member) {
        int count = member.network().network().outputs();
        if (member.target() instanceof ClassTarget classes) {
            List<String> names = classes.classes();
            return names.size() == count ? names : count == 1 ? List.of(names.get(names.size() - 1)) : List.of();
        }
        return count == 1 ? List.of(member.target().column()) : List.of();
    }
}

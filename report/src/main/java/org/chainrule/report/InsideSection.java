package org.chainrule.report;

import java.util.List;
import org.chainrule.tabular.doctor.GradientFlow;
import org.chainrule.tabular.run.PartialDependence;

/** The network from inside: its picture, the flow of its gradients, and how its predictions move with the columns. */
final class InsideSection {
    private InsideSection() {}

    /**
     * Writes the section, if there is a network to be shown.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void write(Markup out, ReportData data) {
        ReportData.Inside inside = data.inside();
        if (inside == null) {
            return;
        }
        Parts.section(out, "inside", "Inside the network");
        NetworkPicture picture = inside.picture();
        if (!picture.note().isEmpty()) {
            out.element("p", picture.note());
        }
        NetworkParts.write(out, picture);
        GradientFlow flow = inside.flow();
        if (flow != null && !flow.layers().isEmpty()) {
            FlowParts.write(out, flow, inside.split());
        }
        Microscopes microscopes = inside.microscopes();
        if (microscopes != null) {
            MicroscopeParts.write(out, microscopes, inside.split());
        }
        out.close();
        PartialDependence dependence = inside.dependence();
        if (dependence != null) {
            DependenceParts.write(out, data, dependence, inside.split());
        }
    }

    /**
     * The heat maps of a picture, in the order in which the page shows them.
     *
     * @param picture the network
     * @return one for each block that has weights
     */
    static List<NetworkPicture.Heat> heats(NetworkPicture picture) {
        return picture.blocks().stream()
                .map(NetworkPicture.Block::weights)
                .filter(heat -> heat != null)
                .limit(NetworkParts.MOST_HEATS)
                .toList();
    }
}

package org.chainrule.report;

import java.util.Collections;
import java.util.List;
import org.chainrule.tabular.run.PartialDependence;
import org.chainrule.tabular.run.PartialDependence.Curve;
import org.chainrule.tabular.run.PartialDependence.Series;
import org.chainrule.tabular.schema.Task;

/** How the prediction moves with the most important columns. */
final class DependenceParts {
    private DependenceParts() {}

    /**
     * Writes the section.
     *
     * @param out        appended to
     * @param data       what the report shows
     * @param dependence the curves, or why there are none
     * @param split      which rows
     */
    static void write(Markup out, ReportData data, PartialDependence dependence, String split) {
        List<Curve> curves = dependence.curves();
        if (curves.isEmpty() && dependence.note().isEmpty()) {
            return;
        }
        Parts.section(out, "dependence", "How the prediction moves with a column");
        if (curves.isEmpty()) {
            out.element("p", dependence.note()).close();
            return;
        }
        out.open("figure", "class", "figure", "aria-labelledby", "figure-dependence");
        out.element("h3", "Partial dependence", "id", "figure-dependence");
        List<Series> series = curves.get(0).series();
        String[] keys = new String[2 * series.size()];
        for (int k = 0; k < series.size(); k++) {
            keys[2 * k] = "series-" + (k + 1);
            keys[2 * k + 1] = Names.display(series.get(k).name());
        }
        Parts.legend(out, keys);
        boolean shares = data.task() == Task.CLASSIFICATION;
        out.open("div", "class", "multiples");
        for (int c = 0; c < curves.size(); c++) {
            Curve curve = curves.get(c);
            out.open("div", "class", "multiple");
            out.open("p", "class", "column").name(curve.column()).close();
            out.open(
                            "div",
                            "class",
                            "plot",
                            "data-chart",
                            "dependence",
                            "data-index",
                            String.valueOf(c),
                            "data-label",
                            "Partial dependence on " + Names.display(curve.column()),
                            "data-description",
                            movement(curve, shares))
                    .close();
            out.close();
        }
        out.close();
        Parts.caption(
                out,
                summary(dependence, split, shares),
                "The heavy line is the mean prediction when the column has this value in every row and all else stays as it is; thin"
                        + " lines are single rows. Flat means that the model does not look; thin lines that cross mean that the effect"
                        + " depends on other columns. The grey bars show where the rows are: where there are few, the line is a guess."
                        + " Columns that move together in the data are moved alone here, into rows that may not exist.");
        out.close().close();
    }

    private static String summary(PartialDependence dependence, String split, boolean shares) {
        String text = "Means over " + Numbers.count(dependence.rows()) + " " + Names.display(split)
                + (dependence.rows() == 1 ? " row" : " rows") + ", by the whole model. ";
        for (Curve curve : dependence.curves()) {
            text += "\n" + movement(curve, shares);
        }
        return text + (dependence.note().isEmpty() ? "" : "\n" + dependence.note());
    }

    /** What a column does at most. */
    private static String movement(Curve curve, boolean shares) {
        Series most = curve.series().get(0);
        for (Series series : curve.series()) {
            most = swing(series) > swing(most) ? series : most;
        }
        String name = "“" + Names.display(curve.column()) + "”";
        double low = Collections.min(most.mean());
        double high = Collections.max(most.mean());
        String moves = name + " moves the mean " + (shares ? "probability" : "prediction") + " of “"
                + Names.display(most.name()) + "” between ";
        return shares
                ? moves + Numbers.percent(low) + " and " + Numbers.percent(high) + "."
                : moves + Numbers.significant(low, 3) + " and " + Numbers.significant(high, 3) + ".";
    }

    private static double swing(Series series) {
        return Collections.max(series.mean()) - Collections.min(series.mean());
    }
}

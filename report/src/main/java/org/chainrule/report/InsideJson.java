package org.chainrule.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.chainrule.explain.WeightExplanation;
import org.chainrule.tabular.doctor.GradientFlow;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.run.PartialDependence;

/** The numbers of the charts of {@link InsideSection}. Names are those for display. */
final class InsideJson {
    /** Cells of a heat map and weights of links in thousandths of the largest: more than a colour can show. */
    private static final int STEPS = 1_000;

    private final JsonGenerator json;

    private InsideJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the field {@code inside} of an open object.
     *
     * @param json   appended to
     * @param inside what the section shows
     * @throws IOException as the generator does
     */
    static void write(JsonGenerator json, ReportData.Inside inside) throws IOException {
        json.writeObjectFieldStart("inside");
        new InsideJson(json).fields(inside);
        json.writeEndObject();
    }

    private void fields(ReportData.Inside inside) throws IOException {
        NetworkPicture.Drawing drawing = inside.picture().drawing();
        if (drawing != null) {
            network(drawing, inside.picture().outputs());
        }
        json.writeArrayFieldStart("heats");
        for (NetworkPicture.Heat heat : InsideSection.heats(inside.picture())) {
            heat(heat);
        }
        json.writeEndArray();
        GradientFlow flow = inside.flow();
        if (flow != null) {
            flow(flow.layers());
        }
        Microscopes microscopes = inside.microscopes();
        if (microscopes != null) {
            json.writeArrayFieldStart("microscopes");
            for (WeightExplanation explanation : microscopes.explanations()) {
                json.writeRawValue(Json.write(ExplanationPage.tree(explanation, microscopes.names())));
            }
            json.writeEndArray();
        }
        PartialDependence dependence = inside.dependence();
        if (dependence != null) {
            json.writeArrayFieldStart("dependence");
            for (PartialDependence.Curve curve : dependence.curves()) {
                curve(curve);
            }
            json.writeEndArray();
        }
    }

    private void network(NetworkPicture.Drawing drawing, List<String> outputs) throws IOException {
        json.writeObjectFieldStart("network");
        names("inputs", drawing.inputs());
        names("outputs", outputs);
        json.writeArrayFieldStart("layers");
        for (NetworkPicture.Links layer : drawing.layers()) {
            json.writeStartObject();
            json.writeStringField("name", layer.name());
            json.writeNumberField("units", layer.units());
            numbers("weights", layer.weights());
            numbers("biases", layer.biases());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void heat(NetworkPicture.Heat heat) throws IOException {
        json.writeStartObject();
        json.writeNumberField("inputs", heat.inputs());
        json.writeNumberField("outputs", heat.outputs());
        json.writeNumberField("rows", heat.rows());
        json.writeNumberField("columns", heat.columns());
        json.writeBooleanField("folded", heat.folded());
        json.writeFieldName("largest");
        ChartJson.number(json, heat.largest());
        names("names", heat.names());
        json.writeArrayFieldStart("cells");
        for (double cell : heat.cells()) {
            json.writeNumber(heat.largest() == 0 ? 0 : (int) Math.rint(STEPS * cell / heat.largest()));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void flow(List<GradientFlow.Layer> layers) throws IOException {
        json.writeObjectFieldStart("flow");
        names("name", layers.stream().map(GradientFlow.Layer::name).toList());
        spread(
                "deltas",
                layers,
                GradientFlow.Layer::deltaNorm,
                layers.stream().map(GradientFlow.Layer::deltas).toList());
        spread(
                "gradients",
                layers,
                GradientFlow.Layer::gradientNorm,
                layers.stream().map(GradientFlow.Layer::gradients).toList());
        json.writeEndObject();
    }

    private void spread(
            String name,
            List<GradientFlow.Layer> layers,
            ToDoubleFunction<GradientFlow.Layer> norm,
            List<GradientFlow.Spread> spreads)
            throws IOException {
        json.writeObjectFieldStart(name);
        ChartJson.column(json, "norm", layers, norm);
        ChartJson.column(json, "low", spreads, GradientFlow.Spread::low);
        ChartJson.column(json, "lower", spreads, GradientFlow.Spread::lower);
        ChartJson.column(json, "median", spreads, GradientFlow.Spread::median);
        ChartJson.column(json, "upper", spreads, GradientFlow.Spread::upper);
        ChartJson.column(json, "high", spreads, GradientFlow.Spread::high);
        ChartJson.column(json, "zeros", spreads, GradientFlow.Spread::zeros);
        json.writeEndObject();
    }

    private void curve(PartialDependence.Curve curve) throws IOException {
        json.writeStartObject();
        json.writeStringField("column", Names.display(curve.column()));
        json.writeBooleanField("ordered", curve.ordered());
        json.writeBooleanField("date", curve.kind().isDate());
        numbers("values", curve.values());
        json.writeArrayFieldStart("labels");
        for (String label : curve.labels()) {
            json.writeString(label.isEmpty() ? "(missing)" : Names.display(label));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("series");
        for (PartialDependence.Series series : curve.series()) {
            json.writeStartObject();
            json.writeStringField("name", Names.display(series.name()));
            numbers("mean", series.mean());
            json.writeArrayFieldStart("rows");
            for (List<Double> row : series.rows()) {
                json.writeStartArray();
                for (double value : row) {
                    ChartJson.number(json, value);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("bins");
        ChartJson.column(json, "from", curve.bins(), PartialDependence.Bin::from);
        ChartJson.column(json, "to", curve.bins(), PartialDependence.Bin::to);
        ChartJson.column(json, "count", curve.bins(), PartialDependence.Bin::count);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void names(String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(Names.display(name));
        }
        json.writeEndArray();
    }

    private void numbers(String field, List<Double> values) throws IOException {
        ChartJson.column(json, field, values, Double::doubleValue);
    }
}

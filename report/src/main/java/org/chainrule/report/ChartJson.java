package org.chainrule.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of the charts as JSON that is safe inside a script element: ASCII only, and without {@code <}, {@code >}
 * and {@code &}. Names are those for
 * display ({@link Names#display}).
 */
final class ChartJson {
    /** So many classes are drawn in the confusion matrix. */
    static final int MAXIMUM_CLASSES = 100;

    /** So many columns are drawn in the chart of importance. */
    static final int MAXIMUM_IMPORTANCE = 30;

    private final JsonGenerator json;

    private ChartJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * The JSON of a report.
     *
     * @param data what the report shows
     * @return one object
     */
    static String of(ReportData data) {
        var out = new StringWriter(1 << 16);
        var factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            new ChartJson(json).write(data);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return safe(out.toString());
    }

    /**
     * Makes JSON safe inside a script element.
     *
     * @param json any JSON
     * @return the same value in ASCII, without {@code <}, {@code >} and {@code &}: these only ever stand inside strings
     */
    static String safe(String json) {
        var out = new StringBuilder(json.length() + 64);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '<' || c == '>' || c == '&' || c > 0x7E) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * The columns of the chart of importance, most important first.
     *
     * @param data what the report shows
     * @return at most {@value #MAXIMUM_IMPORTANCE}
     */
    static List<ReportData.Importance> importance(ReportData data) {
        return data.importance().stream()
                .filter(column -> Double.isFinite(column.meanDrop()))
                .sorted(Comparator.comparingDouble(ReportData.Importance::meanDrop)
                        .reversed())
                .limit(MAXIMUM_IMPORTANCE)
                .toList();
    }

    private void write(ReportData data) throws IOException {
        MetricText metric = MetricText.of(data.metric());
        json.writeStartObject();
        json.writeObjectFieldStart("metric");
        json.writeStringField("label", metric.label());
        json.writeBooleanField("share", metric.share());
        json.writeEndObject();
        json.writeStringField("target", Names.display(data.target()));
        json.writeNumberField("bestEpoch", data.run().bestEpoch());
        history(data.history());
        Outcome outcome = data.outcome();
        if (outcome instanceof Outcome.Classification classification) {
            classification(classification);
        } else if (outcome instanceof Outcome.Regression regression) {
            regression(regression);
        }
        if (outcome != null && !outcome.coverage().isEmpty()) {
            json.writeObjectFieldStart("coverage");
            column(json, "level", outcome.coverage(), Outcome.Covered::level);
            column(json, "covered", outcome.coverage(), Outcome.Covered::covered);
            column(json, "size", outcome.coverage(), Outcome.Covered::size);
            json.writeEndObject();
        }
        json.writeArrayFieldStart("importance");
        for (ReportData.Importance column : importance(data)) {
            json.writeStartObject();
            json.writeStringField("column", Names.display(column.column()));
            field("drop", column.meanDrop());
            field("deviation", column.standardDeviation());
            json.writeEndObject();
        }
        json.writeEndArray();
        ReportData.Inside inside = data.inside();
        if (inside != null) {
            InsideJson.write(json, inside);
        }
        json.writeEndObject();
    }

    private void history(List<ReportData.Epoch> history) throws IOException {
        json.writeObjectFieldStart("history");
        column(json, "epoch", history, ReportData.Epoch::epoch);
        column(json, "training", history, ReportData.Epoch::trainingLoss);
        column(json, "validation", history, ReportData.Epoch::validationLoss);
        column(json, "metric", history, ReportData.Epoch::metric);
        column(json, "learningRate", history, ReportData.Epoch::learningRate);
        json.writeEndObject();
    }

    private void classification(Outcome.Classification outcome) throws IOException {
        int[] drawn = ConfusionSummary.of(outcome.confusion()).drawn(MAXIMUM_CLASSES);
        json.writeObjectFieldStart("classification");
        json.writeArrayFieldStart("classes");
        for (int index : drawn) {
            json.writeString(Names.display(outcome.classes().get(index)));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("confusion");
        for (int truth : drawn) {
            json.writeStartArray();
            for (int answer : drawn) {
                json.writeNumber(outcome.confusion().get(truth).get(answer));
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        column(json, "confidence", outcome.calibration(), Outcome.CalibrationBin::confidence);
        column(json, "frequency", outcome.calibration(), Outcome.CalibrationBin::frequency);
        column(json, "weight", outcome.calibration(), Outcome.CalibrationBin::weight);
        Outcome.Scaling scaling = outcome.scaling();
        if (scaling != null) {
            column(json, "confidenceBefore", scaling.before(), Outcome.CalibrationBin::confidence);
            column(json, "frequencyBefore", scaling.before(), Outcome.CalibrationBin::frequency);
            column(json, "weightBefore", scaling.before(), Outcome.CalibrationBin::weight);
        }
        column(json, "falsePositiveRate", outcome.roc(), Outcome.RocPoint::falsePositiveRate);
        column(json, "truePositiveRate", outcome.roc(), Outcome.RocPoint::truePositiveRate);
        json.writeEndObject();
    }

    private void regression(Outcome.Regression outcome) throws IOException {
        json.writeObjectFieldStart("regression");
        column(json, "truth", outcome.samples(), Outcome.Sample::truth);
        column(json, "predicted", outcome.samples(), Outcome.Sample::predicted);
        column(json, "from", outcome.residuals(), Outcome.HistogramBin::from);
        column(json, "to", outcome.residuals(), Outcome.HistogramBin::to);
        column(json, "count", outcome.residuals(), Outcome.HistogramBin::count);
        json.writeEndObject();
    }

    /** Writes one number of each row as an array. */
    static <T> void column(JsonGenerator json, String name, List<T> rows, ToDoubleFunction<T> value)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T row : rows) {
            number(json, value.applyAsDouble(row));
        }
        json.writeEndArray();
    }

    private void field(String name, double value) throws IOException {
        json.writeFieldName(name);
        number(value);
    }

    private void number(double value) throws IOException {
        number(json, value);
    }

    /** A number, or null for one that is not known. */
    static void number(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(Numbers.json(value));
        } else {
            json.writeNull();
        }
    }
}

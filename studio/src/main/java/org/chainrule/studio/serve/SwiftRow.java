package org.chainrule.studio.serve;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.RowJson;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.model.RowScratch;
import org.jspecify.annotations.Nullable;

/** The short way from the bytes of the usual request, one row with every column, to the text of its answer: the same text as the long way gives. */
final class SwiftRow {
    /** Memory of one answer. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Lane(RowScratch scratch, double[] out) {}

    private final RowPredictor predictor;
    private final RowJson reader;
    private final List<String> labels;
    private final boolean deviation;
    private final ConcurrentLinkedQueue<Lane> idle = new ConcurrentLinkedQueue<>();

    private SwiftRow(RowPredictor predictor, List<String> labels, boolean deviation) {
        this.predictor = predictor;
        this.reader = new RowJson(predictor.columns());
        this.labels = labels;
        this.deviation = deviation;
    }

    /** For a model of classes or of single values, with their deviation or without; null for quantiles. */
    static @Nullable SwiftRow of(Model model, RowPredictor predictor, boolean quantiles, boolean deviation) {
        return quantiles
                ? null
                : new SwiftRow(
                        predictor, model.classes().stream().map(Json::write).toList(), deviation);
    }

    /**
     * Answers.
     *
     * @param body of the request
     * @return the text of the answer; null if the row is not as usual
     */
    @Nullable
    String answer(byte[] body) {
        Lane borrowed = idle.poll();
        Lane lane = borrowed == null ? new Lane(predictor.newScratch(), new double[predictor.outputs()]) : borrowed;
        try {
            if (!reader.read(body, lane.scratch())) {
                return null;
            }
            predictor.predict(lane.scratch(), lane.out());
            return labels.isEmpty() ? value(lane.out()) : label(lane.out());
        } finally {
            idle.offer(lane);
        }
    }

    private String value(double[] out) {
        StringBuilder json = new StringBuilder(64).append("{\"value\":");
        number(json, out[0]);
        if (deviation) {
            number(json.append(",\"deviation\":"), out[1]);
        }
        return json.append('}').toString();
    }

    private String label(double[] out) {
        int best = 0;
        for (int k = 1; k < labels.size(); k++) {
            best = out[k] > out[best] ? k : best;
        }
        StringBuilder json = new StringBuilder(64 + 32 * labels.size())
                .append("{\"label\":")
                .append(labels.get(best))
                .append(",\"probabilities\":{");
        for (int k = 0; k < labels.size(); k++) {
            json.append(k == 0 ? "" : ",").append(labels.get(k)).append(':');
            number(json, out[k]);
        }
        return json.append("}}").toString();
    }

    private static void number(StringBuilder json, double value) {
        if (Double.isFinite(value)) {
            json.append(value);
        } else {
            json.append("null");
        }
    }
}

package org.chainrule.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Predictions;

/** Predictions as JSON lines: one object a row. */
final class JsonPredictions implements PredictionWriter {
    private final PredictionColumns columns;
    private final OutputStream out;

    JsonPredictions(PredictionColumns columns, OutputStream out) {
        this.columns = columns;
        this.out = out;
    }

    @Override
    public void write(Predictions chunk) throws IOException {
        for (int row = 0; row < chunk.rows(); row++) {
            Map<String, Object> object = new LinkedHashMap<>();
            List<Object> cells = columns.cells(chunk, row);
            for (int i = 0; i < cells.size(); i++) {
                object.put(columns.names().get(i), cells.get(i));
            }
            out.write((Json.write(object) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}

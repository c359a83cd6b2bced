package org.chainrule.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.interop.onnx.export.OnnxExport;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;

/** {@code --to onnx}: one graph from columns to predictions, or with {@code --body-only} the network. */
final class OnnxFormat implements ExportFormat {
    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public String ending() {
        return ".onnx";
    }

    @Override
    public boolean hasBody() {
        return true;
    }

    @Override
    public Written write(Model model, Path out, boolean bodyOnly) {
        OnnxExport.Written written = OnnxExport.write(model, out, bodyOnly);
        OnnxExport.Exported exported = written.exported();
        List<String> lines = new ArrayList<>();
        lines.add("operators   "
                + exported.onnx().opsets().entrySet().stream()
                        .map(entry -> (entry.getKey().isEmpty() ? "ai.onnx" : entry.getKey()) + " " + entry.getValue())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        lines.add("outputs     " + String.join(", ", exported.outputs().values()));
        exported.inputs().forEach((column, input) -> {
            if (!column.equals(input)) {
                lines.add("input       column \"" + column + "\" is called \"" + input + "\"");
            }
        });
        exported.notes().forEach(note -> lines.add("note        " + note));
        lines.add("checked     " + written.comparedRows() + " rows made from the schema: largest relative difference "
                + Figures.brief(written.largestDifference()));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("bodyOnly", bodyOnly);
        json.put("inputs", exported.inputs());
        json.put("outputs", exported.outputs());
        json.put("comparedRows", written.comparedRows());
        json.put("largestDifference", written.largestDifference());
        json.put("notes", exported.notes());
        return new Written(lines, json);
    }
}

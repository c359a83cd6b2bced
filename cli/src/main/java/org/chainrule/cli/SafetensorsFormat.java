package org.chainrule.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.safetensors.SafetensorsExport;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Safetensors;
import org.jspecify.annotations.Nullable;

/** The network's weights under PyTorch's names; without the encoder in any case. */
final class SafetensorsFormat implements ExportFormat {
    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public String ending() {
        return ".safetensors";
    }

    @Override
    public boolean hasBody() {
        return false;
    }

    @Override
    public Written write(Model model, Path out, boolean bodyOnly) {
        SafetensorsExport.write(model, out);
        Safetensors contents = SafetensorsExport.of(model);
        String layers = contents.metadata().get("layers");
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("tensors", contents.tensors().size());
        json.put("layers", layers);
        return new Written(
                List.of(
                        "layers      "
                                + (layers == null
                                        ? "of " + model.contents().members().size() + " members"
                                        : layers.replace(",", ", ")),
                        "inputs      as the encoder gives them; their names are in the metadata"),
                json);
    }
}

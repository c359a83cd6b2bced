package org.chainrule.cli;

import java.nio.file.Path;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;

/** {@code --to onnx}. */
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
        throw UserException.usage(
                "expected a format that can be written, found onnx, which is being built; wait for it");
    }
}

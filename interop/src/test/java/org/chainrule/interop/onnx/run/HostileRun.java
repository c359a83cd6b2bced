package org.chainrule.interop.onnx.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxReader;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.tabular.error.UserException;

/** A program that reads files and computes them, for a JVM with little memory: a line a file with what became of it and after how many milliseconds. */
final class HostileRun {
    private HostileRun() {}

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            long begin = System.nanoTime();
            String outcome = outcome(Path.of(file));
            long milliseconds = (System.nanoTime() - begin) / 1_000_000;
            System.out.println(Path.of(file).getFileName() + "\t" + milliseconds + "\t" + outcome);
        }
    }

    private static String outcome(Path file) {
        try {
            OnnxModel model = OnnxReader.read(file);
            OnnxEvaluator evaluator = OnnxEvaluator.of(model);
            Map<String, OnnxTensor> inputs = new HashMap<>();
            for (OnnxValue input : model.graph().inputs()) {
                inputs.put(input.name(), OnnxTensor.ofFloats(new float[] {1, 2}, 1, 2));
            }
            evaluator.run(inputs);
            return "accept " + OnnxReader.warnings(model);
        } catch (UserException e) {
            return "reject " + e.getMessage();
        }
    }
}

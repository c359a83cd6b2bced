package org.chainrule.interop.onnx.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.interop.assemble.ImportedNetwork;
import org.chainrule.interop.assemble.InputColumn;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxReader;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.interop.onnx.OnnxWriter;
import org.chainrule.interop.onnx.run.OnnxEvaluator;
import org.chainrule.predict.Predictor;
import org.chainrule.random.CounterRandom;
import org.chainrule.train.TrainedNetwork;

/** Imports a graph and compares what the network gives, by the fast engine and by the reference, with what ONNX Runtime and our own evaluator make of the graph. */
final class ImportJudge {
    private static final int ROWS = 23;

    private ImportJudge() {}

    /** Imports and compares on drawn rows; the graph goes through the bytes of a file. */
    static ImportedNetwork check(OnnxModel made, ImportOptions options, String output) {
        byte[] bytes = OnnxWriter.bytes(made);
        OnnxModel model = OnnxReader.read(bytes, "made");
        ImportedNetwork imported = OnnxImport.of(model, options, "made.onnx");
        Map<String, OnnxTensor> inputs = inputs(model);
        double[] evaluated =
                TensorValues.numbers(OnnxEvaluator.of(model).run(inputs).get(output));
        double[] runtime = runtime(bytes, inputs, output);
        double[] x = encoded(imported, inputs);
        double[] fast = predicted(imported.network(), x);
        double[] reference = referred(imported.network(), x);
        close(evaluated, runtime, 2e-5, "evaluator and runtime");
        close(evaluated, comparable(fast, evaluated), 2e-5, "evaluator and predictor");
        close(runtime, comparable(fast, runtime), 2e-5, "runtime and predictor");
        close(runtime, comparable(reference, runtime), 2e-5, "runtime and reference");
        return imported;
    }

    /** Of two classes we give the probability of the second. */
    private static double[] comparable(double[] ours, double[] theirs) {
        if (theirs.length != 2 * ours.length) {
            return ours;
        }
        double[] both = new double[theirs.length];
        for (int i = 0; i < ours.length; i++) {
            both[2 * i] = 1 - ours[i];
            both[2 * i + 1] = ours[i];
        }
        return both;
    }

    static void close(double[] expected, double[] found, double tolerance, String what) {
        assertEquals(expected.length, found.length, what);
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            double bound = tolerance * Math.abs(expected[i]) + 1e-6 * Math.max(1, largest);
            assertTrue(
                    Math.abs(expected[i] - found[i]) <= bound,
                    what + " at " + i + ": expected " + expected[i] + ", found " + found[i]);
        }
    }

    private static Map<String, OnnxTensor> inputs(OnnxModel model) {
        CounterRandom random = new CounterRandom(3);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (OnnxValue input : model.graph().inputs()) {
            if (model.graph().initializers().containsKey(input.name())) {
                continue;
            }
            int width = 1;
            int[] shape = new int[input.shape().size()];
            shape[0] = ROWS;
            for (int d = 1; d < shape.length; d++) {
                shape[d] = (int) Math.max(input.shape().get(d).size(), 4);
                if (input.shape().get(d).size() > 0) {
                    shape[d] = (int) input.shape().get(d).size();
                }
                width *= shape[d];
            }
            double[] values = new double[ROWS * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = 6 * random.uniform(100_000L * inputs.size() + i) - 3;
            }
            inputs.put(
                    input.name(),
                    input.type() == ElementType.DOUBLE
                            ? OnnxTensor.ofDoubles(values, shape)
                            : OnnxTensor.ofFloats(floats(values), shape));
        }
        return inputs;
    }

    /** What the encoder of a model would make of the inputs, with the names of the columns as the graph has them. */
    static double[] encoded(ImportedNetwork imported, Map<String, OnnxTensor> inputs) {
        int n = imported.columns().size();
        int rows = inputs.values().iterator().next().shape()[0];
        double[] x = new double[rows * n];
        for (int j = 0; j < n; j++) {
            InputColumn column = imported.columns().get(j);
            OnnxTensor tensor = inputs.get(column.name());
            int at = 0;
            if (tensor == null) {
                int digits =
                        column.name().lastIndexOf('_') < 0 ? 1 : column.name().lastIndexOf('_') + 1;
                at = Integer.parseInt(column.name().substring(digits));
                tensor = inputs.size() == 1
                        ? inputs.values().iterator().next()
                        : inputs.get(column.name().substring(0, digits - 1));
            }
            double[] values = TensorValues.numbers(tensor);
            int width = values.length / rows;
            for (int row = 0; row < rows; row++) {
                x[row * n + j] = (values[row * width + at] - column.mean()) * column.factor();
            }
        }
        return x;
    }

    static double[] predicted(TrainedNetwork network, double[] x) {
        int rows = x.length / network.network().inputs();
        double[] o = new double[rows * network.network().outputs()];
        new Predictor(network).predict(floats(x), rows, o);
        return o;
    }

    static double[] referred(TrainedNetwork network, double[] x) {
        int rows = x.length / network.network().inputs();
        ReferenceEngine engine = new ReferenceEngine(network.network(), network.likelihood());
        return engine.outputs(
                engine.forward(network.wideParameters(), network.wideStatistics(), x, rows, Mode.PREDICTION));
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] runtime(byte[] bytes, Map<String, OnnxTensor> inputs, String output) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(bytes)) {
            Map<String, OnnxTensorLike> given = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxTensor> input : inputs.entrySet()) {
                long[] shape = java.util.Arrays.stream(input.getValue().shape())
                        .asLongStream()
                        .toArray();
                given.put(
                        input.getKey(),
                        input.getValue().type() == ElementType.DOUBLE
                                ? ai.onnxruntime.OnnxTensor.createTensor(
                                        environment,
                                        DoubleBuffer.wrap(input.getValue().doubles()),
                                        shape)
                                : ai.onnxruntime.OnnxTensor.createTensor(
                                        environment,
                                        FloatBuffer.wrap(input.getValue().floats()),
                                        shape));
            }
            try (OrtSession.Result result = session.run(given)) {
                ai.onnxruntime.OnnxTensor found =
                        (ai.onnxruntime.OnnxTensor) result.get(output).orElseThrow();
                if (found.getDoubleBuffer() != null) {
                    DoubleBuffer doubles = found.getDoubleBuffer();
                    double[] values = new double[doubles.remaining()];
                    doubles.get(values);
                    return values;
                }
                FloatBuffer floats = found.getFloatBuffer();
                double[] values = new double[floats.remaining()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = floats.get(i);
                }
                return values;
            } finally {
                given.values().forEach(OnnxTensorLike::close);
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}

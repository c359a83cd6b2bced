package org.chainrule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;

/**
 * The networks of the comparisons as models of tables: 32-64-64-1 and 784-256-128-10 from columns of numbers, and the same as ONNX, where the encoder is part
 * of the first layer and the target's inverse of the last.
 */
final class ServeModels {
    private static final int ROWS = 400;
    private static final String TARGET = "y";

    private ServeModels() {}

    /** The name of a column. */
    static String column(int i) {
        return "x" + i;
    }

    /** Trains for an epoch: speed does not depend on more. */
    static Model train(Workload workload, Path folder) throws IOException {
        int inputs = workload.network().inputs();
        SyntheticRows rows = workload.data(ROWS, 7);
        float[] xs = new float[ROWS * inputs];
        float[] ys = new float[ROWS];
        int[] order = new int[ROWS];
        for (int n = 0; n < ROWS; n++) {
            order[n] = n;
        }
        rows.gather(order, 0, ROWS, 0, inputs, xs, ys, new float[ROWS]);
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < inputs; i++) {
            csv.append(column(i)).append(',');
        }
        csv.append(TARGET).append('\n');
        for (int n = 0; n < ROWS; n++) {
            for (int i = 0; i < inputs; i++) {
                csv.append(xs[n * inputs + i]).append(',');
            }
            csv.append(workload.classes() > 0 ? "c" + (int) ys[n] : String.valueOf(ys[n]))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve(workload.name() + ".csv"), csv);
        return Chainrule.train(
                Table.of(file.toString()),
                TrainOptions.builder(TARGET)
                        .preset("plain")
                        .hiddenLayers(hidden(workload))
                        .activation(Activation.RELU)
                        .targetTransform(workload.classes() > 0 ? null : TargetTransform.NONE)
                        .clamp(workload.classes() > 0 ? null : Boolean.FALSE)
                        .validationFraction(0)
                        .epochs(1)
                        .doctor(false)
                        .build());
    }

    private static List<Integer> hidden(Workload workload) {
        List<Integer> widths = new ArrayList<>();
        int inputs = workload.network().inputs();
        for (var layer : workload.network().layers()) {
            inputs = layer.outputs(inputs);
            if (layer instanceof Dense) {
                widths.add(inputs);
            }
        }
        return widths.subList(0, widths.size() - 1);
    }

    /** Rows as they are sent, one a text. */
    static List<String> bodies(Workload workload, int count) {
        int inputs = workload.network().inputs();
        float[] values = SyntheticRows.uniform(count * inputs, 11);
        List<String> bodies = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < inputs; i++) {
                row.put(column(i), Math.round(values[n * inputs + i] * 1e4) / 1e4);
            }
            bodies.add(Json.write(Map.of("row", row)));
        }
        return bodies;
    }

    /** The same function of raw columns as ONNX. */
    static byte[] onnx(Model model) {
        double[] parameters = model.network().wideParameters();
        List<float[]> weights = new ArrayList<>();
        List<float[]> biases = new ArrayList<>();
        List<Integer> widths = new ArrayList<>(List.of(model.encoder().width()));
        List<double[]> wide = new ArrayList<>();
        for (Slice slice : new ParameterLayout(model.network().network()).parameters()) {
            double[] values = new double[slice.size()];
            System.arraycopy(parameters, slice.offset(), values, 0, values.length);
            wide.add(values);
            if (slice.role() == ParameterLayout.Role.WEIGHT) {
                widths.add(slice.columns());
            }
        }
        encoderInto(model, wide.get(0), wide.get(1), widths.get(1));
        targetInto(model, wide.get(wide.size() - 2), wide.get(wide.size() - 1));
        for (int l = 0; l < wide.size(); l += 2) {
            weights.add(narrow(wide.get(l)));
            biases.add(narrow(wide.get(l + 1)));
        }
        return OnnxFile.perceptron(
                widths.stream().mapToInt(Integer::intValue).toArray(),
                weights.toArray(float[][]::new),
                biases.toArray(float[][]::new),
                !model.classes().isEmpty());
    }

    /** ((x - mean) factor) W + b = x (factor W) + (b - mean factor W). */
    private static void encoderInto(Model model, double[] w, double[] b, int outputs) {
        int input = 0;
        for (ColumnEncoding encoding : model.encoder().columns()) {
            if (!(encoding instanceof ScaledNumeric scaled) || scaled.width() != 1 || scaled.clip() != 0) {
                throw new IllegalStateException("expected standardised columns, found " + encoding);
            }
            for (int k = 0; k < outputs; k++) {
                w[input * outputs + k] *= scaled.factor();
                b[k] -= scaled.mean() * w[input * outputs + k];
            }
            input++;
        }
    }

    /** The inverse of a standardised target is scale o + shift. */
    private static void targetInto(Model model, double[] w, double[] b) {
        if (model.targetEncoding() instanceof ValueTarget target) {
            double shift = target.decoder().decode(0);
            double scale = target.decoder().decode(1) - shift;
            for (int i = 0; i < w.length; i++) {
                w[i] *= scale;
            }
            b[0] = b[0] * scale + shift;
        }
    }

    private static float[] narrow(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}

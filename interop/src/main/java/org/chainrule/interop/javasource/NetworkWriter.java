package org.chainrule.interop.javasource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.CustomLikelihood;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/**
 * A nested class that computes o = o(z(L)) of one row: a line or two a node of the plan, each on a buffer. An activation overwrites what it reads, unless a residual
 * block still needs it.
 */
final class NetworkWriter {
    private final TrainedNetwork trained;
    private final NetworkPlan plan;
    private final StoredFields fields;
    private final boolean wide;
    private final String type;
    private final String layers;
    private final List<String> lines = new ArrayList<>();
    private final List<String> buffers = new ArrayList<>();
    /** Buffers that the ends of open residual blocks will read, by the end. */
    private final Map<Integer, String> kept = new HashMap<>();

    private String current;

    /**
     * A writer.
     *
     * @param trained the network
     * @param fields  of the nested class
     */
    NetworkWriter(TrainedNetwork trained, StoredFields fields) {
        this.trained = trained;
        this.plan = new NetworkPlan(trained.network());
        this.fields = fields;
        this.wide = trained.precision() == Precision.FLOAT64;
        this.type = wide ? "double" : "float";
        this.layers = wide ? "DoubleLayers." : "FloatLayers.";
        this.current = wide ? "s.x" : "x";
    }

    /** The class of the network. */
    void write(CodeWriter out, String className) {
        if (wide) {
            buffers.add("final double[] x = new double[" + plan.width(0) + "];");
            lines.add("DoubleLayers.widen(x, s.x);");
        }
        tensors();
        for (Node node : plan.nodes()) {
            node(node);
        }
        outputs();
        out.line(
                "/** The network: %d inputs, %d outputs, in %s. */",
                plan.width(0), outputCount(), wide ? "float64" : "float32");
        out.open("private static final class " + className + " {");
        fields.write(out, className);
        out.line("/** From the inputs to s.o. */");
        out.open("void forward(float[] x, Buffers s) {");
        lines.forEach(out::line);
        out.close();
        out.blank().line("/** The memory of a pass. */").open("private static final class Buffers {");
        buffers.forEach(out::line);
        out.close().close();
    }

    private int outputCount() {
        return plan.width(plan.nodes().size());
    }

    private void tensors() {
        for (Slice slice : plan.layout().parameters()) {
            tensor(slice, trained.floatParameters(), trained.doubleParameters());
        }
        for (Slice slice : plan.layout().statistics()) {
            tensor(slice, trained.floatStatistics(), trained.doubleStatistics());
        }
    }

    private void tensor(
            Slice slice,
            float @org.jspecify.annotations.Nullable [] floats,
            double @org.jspecify.annotations.Nullable [] doubles) {
        int end = slice.offset() + slice.size();
        if (floats != null) {
            fields.floats(name(slice), java.util.Arrays.copyOfRange(floats, slice.offset(), end));
        } else if (doubles != null) {
            fields.doubles(name(slice), java.util.Arrays.copyOfRange(doubles, slice.offset(), end));
        }
    }

    static String name(Slice slice) {
        return JavaNames.camel(slice.name());
    }

    private String buffer(int length) {
        String name = "h" + (buffers.size() + (wide ? 0 : 1));
        buffers.add("final " + type + "[] " + name + " = new " + type + "[" + length + "];");
        return "s." + name;
    }

    private int length(Node node) {
        return node.outputs() * node.members();
    }

    /** Where a node that may overwrite what it reads writes to. */
    private String inPlace(Node node) {
        boolean needed = current.equals("x") || current.equals("s.x") || kept.containsValue(current);
        return needed ? buffer(length(node)) : current;
    }

    private void node(Node node) {
        switch (node.kind()) {
            case DENSE, HEADS -> product(node);
            case ACTIVATE -> {
                Activation phi = ((Activate) node.layer()).activation();
                if (phi.kind() != Activation.Kind.IDENTITY) {
                    String to = inPlace(node);
                    activate(phi, current, to);
                    current = to;
                }
            }
            case PARAMETRIC_ACTIVATE -> parametric(node);
            case SCALE -> scale(node);
            case EMBED -> {
                String to = buffer(length(node));
                new EmbeddingWriter(fields, lines, wide).write(node, current, to);
                current = to;
            }
            case DROPOUT -> {
                // only in training
            }
            case BATCH_NORMALIZATION -> batchNormalization(node);
            case LAYER_NORMALIZATION -> {
                String to = inPlace(node);
                double epsilon = ((LayerNormalization) node.layer()).epsilon();
                lines.add(layers + "layerNormalize(" + current + ", " + JavaText.number(epsilon) + ", "
                        + name(node.requireWeight()) + ", " + name(node.requireBias()) + ", " + to + ");");
                current = to;
            }
            case SKIP_START -> kept.put(node.partner(), current);
            case SKIP_END -> {
                String skipped = kept.remove(node.index());
                String to = inPlace(node);
                lines.add(layers + "add(" + current + ", " + skipped + ", " + to + ");");
                current = to;
            }
        }
    }

    private void activate(Activation phi, String from, String to) {
        String name = JavaNames.camel(phi.kind().name().toLowerCase(Locale.ROOT));
        String alpha = wide ? JavaText.number(phi.alpha()) : JavaText.number((float) phi.alpha());
        boolean has = phi.kind() == Activation.Kind.LEAKY_RELU || phi.kind() == Activation.Kind.ELU;
        lines.add((wide ? "DoubleActivation." : "FloatActivation.") + name + "(" + (has ? alpha + ", " : "") + from
                + ", " + to + ");");
    }

    private void parametric(Node node) {
        Activation phi = ((ParametricActivate) node.layer()).activation();
        String activated = current;
        if (phi.kind() != Activation.Kind.IDENTITY) {
            activated = buffer(length(node));
            activate(phi, current, activated);
        }
        String to = inPlace(node);
        lines.add(layers + "mix(" + current + ", " + activated + ", " + name(node.requireWeight()) + ", " + to + ");");
        current = to;
    }

    private void product(Node node) {
        Slice weight = node.requireWeight();
        Slice bias = node.bias();
        boolean scaled = node.productScale() != 1;
        boolean plain = node.members() == 1;
        String to = buffer(length(node));
        String method = layers + (scaled || bias == null ? "product(" : "dense(");
        int in = node.inputs();
        int out = node.outputs();
        lines.add("// " + in + " -> " + out + (plain ? "" : " for each of " + node.members() + " members"));
        if (plain) {
            lines.add(method + current + ", " + name(weight)
                    + (method.endsWith("dense(") ? ", " + name(bias(node)) : "") + ", " + to + ");");
        } else {
            boolean own = node.kind() == NetworkPlan.Kind.HEADS;
            String of = in + ", " + out + ", " + current + ", m * " + in + ", " + name(weight);
            lines.add("for (int m = 0; m < " + node.members() + "; m++) {");
            lines.add("    " + method + of
                    + (method.endsWith("dense(")
                            ? (own ? ", m * " + in * out : ", 0") + ", " + name(bias(node))
                                    + (own ? ", m * " + out : ", 0")
                            : "")
                    + ", " + to + ", m * " + out + ");");
            lines.add("}");
        }
        if (scaled) {
            String factor = wide ? JavaText.number(node.productScale()) : JavaText.number((float) node.productScale());
            String shift = bias == null ? name(weight) + "NoBias" : name(bias);
            if (bias == null) {
                fields.field("private final " + type + "[] " + shift + " = new " + type + "[" + out + "];");
            }
            lines.add(layers + "scaleAndAdd(" + factor + ", " + shift + ", " + to + ");");
        }
        current = to;
    }

    private static Slice bias(Node node) {
        return node.requireBias();
    }

    private void scale(Node node) {
        int width = node.inputs();
        boolean expands = plan.members(node.index()) != node.members();
        boolean plain = node.members() == 1;
        boolean shared = node.requireWeight().rows() == 1;
        String to = expands ? buffer(length(node)) : inPlace(node);
        String factor = name(node.requireWeight()) + (plain || shared ? ", 0" : ", m * " + width);
        String shift = node.bias() == null ? "" : ", " + name(bias(node)) + (plain ? ", 0" : ", m * " + width);
        String call = layers + (shift.isEmpty() ? "multiply(" : "multiplyAdd(") + width + ", " + current
                + (plain || expands ? ", 0, " : ", m * " + width + ", ") + factor + shift + ", " + to
                + (plain ? ", 0);" : ", m * " + width + ");");
        if (plain) {
            lines.add(call);
        } else {
            lines.add("for (int m = 0; m < " + node.members() + "; m++) {");
            lines.add("    " + call);
            lines.add("}");
        }
        current = to;
    }

    private void batchNormalization(Node node) {
        String to = inPlace(node);
        String deviations = name(node.requireVariance()) + "Inverse";
        double epsilon = ((BatchNormalization) node.layer()).epsilon();
        fields.field("private final " + type + "[] " + deviations + ";");
        fields.assign(deviations + " = " + layers + "inverseDeviations(" + name(node.requireVariance()) + ", "
                + JavaText.number(epsilon) + ");");
        lines.add(layers + "batchNormalize(" + current + ", " + name(node.requireMean()) + ", " + deviations + ", "
                + name(node.requireWeight()) + ", " + name(node.requireBias()) + ", " + to + ");");
        current = to;
    }

    private void outputs() {
        int members = plan.members(plan.nodes().size());
        int count = outputCount();
        String method = layers + outputMethod(trained.likelihood()) + "(" + current + ", ";
        buffers.add("final " + type + "[] o = new " + type + "[" + count + "];");
        lines.add(method + "0, s.o);");
        if (members > 1) {
            buffers.add("final " + type + "[] member = new " + type + "[" + count + "];");
            lines.add("for (int m = 1; m < " + members + "; m++) {");
            lines.add("    " + method + "m * " + count + ", s.member);");
            lines.add("    " + layers + "add(s.o, s.member, s.o);");
            lines.add("}");
            lines.add(layers + "divide(" + members + ", s.o);");
        }
    }

    private static String outputMethod(Likelihood likelihood) {
        if (likelihood instanceof CustomLikelihood) {
            throw UserException.usage("expected a likelihood of Chainrule for Java source, found one of your own, "
                    + likelihood.name() + "; predict with Predictor instead");
        }
        return likelihood instanceof Categorical
                ? "softmax"
                : likelihood instanceof Bernoulli
                        ? "logistics"
                        : likelihood instanceof Poisson ? "exponentials" : "copy";
    }
}

package org.chainrule.interop.javasource;

import java.util.List;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Uncertainty;

/** The methods that a caller sees, and {@code predict}, to which they all come. */
final class AnswerWriter {
    private final CodeWriter out;
    private final Model model;
    private final List<Member> members;
    private final int[] encoderOf;

    AnswerWriter(CodeWriter out, Model model, int[] encoderOf) {
        this.out = out;
        this.model = model;
        this.members = model.contents().members();
        this.encoderOf = encoderOf;
    }

    boolean classifies() {
        return model.targetEncoding() instanceof ClassTarget;
    }

    private boolean variance() {
        return model.network().likelihood() instanceof GaussianWithVariance;
    }

    private boolean several() {
        return members.size() > 1;
    }

    /** Numbers of a result: probabilities, quantiles, or a value and perhaps its deviation. */
    int results() {
        int outputs = model.network().network().outputs();
        return classifies() && outputs == 1 ? 2 : outputs;
    }

    void write() {
        if (classifies()) {
            classMethods();
        } else {
            valueMethods();
        }
        predict();
    }

    private void method(String comment, String signature, String statement) {
        out.blank().line("/** " + comment + " */");
        out.open("public " + signature + " {").line(statement).close();
    }

    private void classMethods() {
        method("The classes, in the order of the probabilities.", "List<String> classes()", "return CLASSES;");
        method(
                "The most probable class, the first of several.",
                "String label(Row row)",
                "return CLASSES.get(Answers.mostProbable(probabilities(row)));");
        method("The probability of each class.", "double[] probabilities(Row row)", "return predict(row);");
    }

    private void valueMethods() {
        if (model.network().likelihood() instanceof Quantile quantile) {
            StringBuilder levels = new StringBuilder();
            int middle = 0;
            for (int k = 0; k < quantile.levels().size(); k++) {
                double level = quantile.levels().get(k);
                levels.append(k == 0 ? "" : ", ").append(JavaText.number(level));
                middle = Math.abs(level - 0.5) < Math.abs(quantile.levels().get(middle) - 0.5) ? k : middle;
            }
            method("The levels of the quantiles.", "double[] levels()", "return new double[] {" + levels + "};");
            method("The quantile of each level.", "double[] quantiles(Row row)", "return predict(row);");
            method(
                    "The median, or the quantile nearest to it.",
                    "double value(Row row)",
                    "return predict(row)[" + middle + "];");
            return;
        }
        method("The value, in the units of the target.", "double value(Row row)", "return predict(row)[0];");
        if (variance()) {
            method(
                    "The standard deviation of the value, in the units of the target.",
                    "double standardDeviation(Row row)",
                    "return predict(row)[1];");
        }
    }

    private void predict() {
        String what = classifies()
                ? "the probability of each class"
                : model.network().likelihood() instanceof Quantile
                        ? "the quantile of each level"
                        : variance() ? "the value and its standard deviation" : "the value";
        out.blank().open("private double[] predict(Row row) {");
        out.line("double[] result = new double[%d];", results());
        out.line("predict(row, result, new Scratch());").line("return result;").close();
        out.blank().line("/**");
        out.line(" * Predicts without any new object.").line(" *");
        out.line(" * @param row     the cells, read");
        out.line(" * @param result  [%d], overwritten: %s", results(), what);
        out.line(" * @param scratch not in use by another thread").line(" */");
        out.open("public void predict(Row row, double[] result, Scratch scratch) {");
        if (several()) {
            severalMembers();
        } else {
            forward(0);
            oneMember();
        }
        Uncertainty uncertainty = model.contents().uncertainty();
        if (classifies() && uncertainty != null && uncertainty.temperature() != 1) {
            out.line(
                    "Answers.soften(%s, TemperatureScaling.%s, result);",
                    JavaText.number(uncertainty.temperature()), results() == 2 ? "LOG_LEAST_OF_TWO" : "LOG_LEAST");
        }
        out.close();
    }

    static String number(int m, int count) {
        return count == 1 ? "" : String.valueOf(m + 1);
    }

    private void forward(int m) {
        String network = "network" + number(m, members.size());
        int encoders = java.util.Arrays.stream(encoderOf).max().orElse(0) + 1;
        String encoder = number(encoderOf[m], encoders);
        if (m == 0 || java.util.Arrays.stream(encoderOf, 0, m).noneMatch(e -> e == encoderOf[m])) {
            out.line("encoder%s.encode(row, scratch.x%s);", encoder, encoder);
        }
        out.line("%s.forward(scratch.x%s, scratch.%s);", network, encoder, network);
    }

    private String output(int m, int k) {
        return "scratch.network" + number(m, members.size()) + ".o[" + k + "]";
    }

    private int outputs(int m) {
        return members.get(m).network().network().outputs();
    }

    private void oneMember() {
        if (classifies() && outputs(0) == 1) {
            out.line("result[0] = 1.0 - %s;", output(0, 0));
            out.line("result[1] = %s;", output(0, 0));
            return;
        }
        if (variance()) {
            out.line("result[0] = target.decode(%s);", output(0, 0));
            out.line("result[1] = target.deviation(%s, StrictMath.exp(%s / 2.0));", output(0, 0), output(0, 1));
            return;
        }
        out.open("for (int k = 0; k < " + outputs(0) + "; k++) {");
        String value = "scratch.network.o[k]";
        out.line("result[k] = %s;", classifies() ? value : "target.decode(" + value + ")");
        out.close();
    }

    /** The weighted mean of the members, in their order. */
    private void severalMembers() {
        out.line("Arrays.fill(result, 0);");
        if (variance()) {
            out.line("double first = 0;");
        }
        for (int m = 0; m < members.size(); m++) {
            forward(m);
            String weight = JavaText.number(members.get(m).weight());
            String target = "target" + number(m, members.size());
            if (variance()) {
                out.open("{");
                out.line("double mean = %s.decode(%s);", target, output(m, 0));
                out.line(
                        "double deviation = %s.deviation(%s, StrictMath.exp(%s / 2.0));",
                        target, output(m, 0), output(m, 1));
                if (m == 0) {
                    out.line("first = mean;");
                }
                out.line("double away = mean - first;");
                out.line("result[0] += %s * away;", weight);
                out.line("result[1] += %s * (deviation * deviation + away * away);", weight);
                out.close();
            } else if (classifies() && outputs(m) == 1) {
                out.line("result[0] += %s * (1.0 - %s);", weight, output(m, 0));
                out.line("result[1] += %s * %s;", weight, output(m, 0));
            } else {
                String value = "scratch.network" + (m + 1) + ".o[k]";
                out.open("for (int k = 0; k < " + outputs(m) + "; k++) {");
                out.line("result[k] += %s * %s;", weight, classifies() ? value : target + ".decode(" + value + ")");
                out.close();
            }
        }
        if (variance()) {
            out.line("double spread = StrictMath.log(result[1] - result[0] * result[0]);");
            out.line("result[0] = first + result[0] + 0.0;");
            out.line("result[1] = StrictMath.exp(spread / 2);");
        } else if (!classifies()) {
            out.open("for (int k = 0; k < " + outputs(0) + "; k++) {");
            out.line("result[k] += 0.0; // makes -0 a 0").close();
        }
    }
}

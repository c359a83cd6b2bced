package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.CustomLikelihood;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Huber;
import org.chainrule.likelihood.Laplace;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.likelihood.Quantile;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Residual;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;

/** Every member of every closed family has a text form that reads back as an equal value; a member that is added later fails here until it has one. */
class CodecTest {
    private static final List<Layer> LAYERS = List.of(
            new Dense(7, false, Initializer.GLOROT_UNIFORM),
            new Activate(Activation.elu(0.3)),
            new Dropout(0.25),
            new BatchNormalization(0.01, 1e-3),
            new LayerNormalization(1e-7),
            new Residual(new Residual(new Activate(Activation.MISH)), new Dropout(0)));
    private static final List<Likelihood> LIKELIHOODS = List.of(
            new Gaussian(),
            new GaussianWithVariance(),
            new Laplace(),
            new Huber(1.35),
            new Quantile(List.of(0.1, 0.5, 0.9)),
            new Bernoulli(),
            new Categorical(0.05),
            new Poisson());
    private static final List<TargetEncoding> TARGETS = List.of(
            new ClassTarget("t", List.of("b", "a")),
            new ValueTarget("t", -1e300, Double.MIN_VALUE),
            new ValueTarget(
                    "t",
                    1,
                    2,
                    new org.chainrule.tabular.encode.TargetCurve(
                            org.chainrule.tabular.encode.TargetTransform.QUANTILE, 0, 1, List.of(0.1, 0.1, 3.0)),
                    -1,
                    5));

    private static Set<Class<?>> members(Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses())
                .flatMap(member -> member.isSealed() ? members(member).stream() : Stream.of(member))
                .collect(Collectors.toSet());
    }

    private static <T> void check(
            Class<T> family, List<T> examples, Function<T, Map<String, Object>> write, Function<Fields, T> read) {
        Set<Class<?>> covered = new HashSet<>();
        for (T example : examples) {
            String text = Json.write(write.apply(example));
            assertEquals(example, read.apply(Fields.of(Json.parse(text), "x")), text);
            covered.add(example.getClass());
        }
        Set<Class<?>> expected = members(family);
        expected.remove(CustomLikelihood.class);
        assertEquals(expected, covered);
    }

    @Test
    void layers() {
        check(Layer.class, LAYERS, NetworkJson::write, NetworkJson::layer);
    }

    @Test
    void likelihoods() {
        check(Likelihood.class, LIKELIHOODS, LikelihoodJson::write, LikelihoodJson::read);
    }

    @Test
    void encodings() {
        check(ColumnEncoding.class, Models.encodings(), EncoderJson::write, EncoderJson::column);
    }

    @Test
    void targets() {
        check(TargetEncoding.class, TARGETS, TargetJson::write, TargetJson::read);
    }

    @Test
    void activationsAndKinds() {
        for (Activation.Kind kind : Activation.Kind.values()) {
            double alpha = kind == Activation.Kind.ELU || kind == Activation.Kind.LEAKY_RELU ? 0.123 : 0;
            Layer layer = new Activate(new Activation(kind, alpha));
            assertEquals(layer, NetworkJson.layer(Fields.of(Json.parse(Json.write(NetworkJson.write(layer))), "x")));
        }
        for (ColumnKind kind : ColumnKind.values()) {
            var column = new org.chainrule.tabular.schema.ColumnSchema("n", kind, true, "w");
            var schema = new org.chainrule.tabular.schema.Schema(List.of(column));
            Object json = Json.parse(Json.write(ProvenanceJson.write(schema)));
            assertEquals(
                    column,
                    ProvenanceJson.column(Fields.of(((List<?>) java.util.Objects.requireNonNull(json)).get(0), "x")));
        }
    }

    @Test
    void fieldsAreCheckedByTypeAndName() {
        for (String text : List.of(
                "5",
                "{}",
                "{\"type\":5}",
                "{\"type\":\"dense\",\"units\":1.5,\"bias\":true,\"initializer\":\"ZEROS\"}",
                "{\"type\":\"dense\",\"units\":4294967297,\"bias\":true,\"initializer\":\"ZEROS\"}",
                "{\"type\":\"dense\",\"units\":1,\"bias\":1,\"initializer\":\"ZEROS\"}",
                "{\"type\":\"dense\",\"units\":1,\"bias\":true,\"initializer\":\"zeros\"}",
                "{\"type\":\"dense\",\"units\":1,\"bias\":true,\"initializer\":\"ZEROS\",\"more\":1}",
                "{\"type\":\"residual\",\"body\":{}}",
                "{\"type\":\"residual\",\"body\":[]}",
                "{\"type\":\"residual\",\"body\":[null]}")) {
            assertThrows(UserException.class, () -> NetworkJson.layer(Fields.of(Json.parse(text), "x")), text);
        }
    }
}

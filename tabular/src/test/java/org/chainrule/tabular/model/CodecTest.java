package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
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
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.DateFormat;
import org.junit.jupiter.api.Test;

/** Every member of every closed family has a text form that reads back as an equal value; a member that is added later fails here until it has one. */
class CodecTest {
    private static final List<Layer> LAYERS = List.of(
            new Dense(7, false, Initializer.GLOROT_UNIFORM),
            new Activate(Activation.elu(0.3)),
            new Dropout(0.25),
            new BatchNormalization(0.01, 1e-3),
            new LayerNormalization(1e-7),
            new Residual(new Residual(new Activate(Activation.MISH)), new Dropout(0)),
            Dense.ntk(3, Initializer.DATA_DRIVEN, Initializer.FAN_IN_UNIFORM),
            new ParametricActivate(Activation.leakyRelu(0.2)),
            new Scale(),
            new BatchEnsemble(5, 2),
            new BatchEnsemble(5, 4, BatchEnsemble.Adapter.SIGNS, List.of(1, 3, 2)),
            new SeparateHeads(3, 4));
    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding.Passed(1, 2),
            Embedding.Periodic.pbld(0, 2),
            new Embedding.Periodic(3, 1, 5, 7, 0.01, false, true, true),
            new Embedding.PiecewiseLinear(2, List.of(List.of(-1.5, 0.0, 1e-300), List.of(0.1, 1e300)), 3),
            new Embedding.Lookup(4, 12, 8));
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
        List<Layer> layers = new ArrayList<>(LAYERS);
        layers.add(new Embed(EMBEDDINGS));
        check(Layer.class, layers, NetworkJson::write, NetworkJson::layer);
    }

    @Test
    void embeddings() {
        check(Embedding.class, EMBEDDINGS, EmbeddingJson::write, EmbeddingJson::read);
    }

    @Test
    void denseLayersOfOldFiles() {
        String text = "{\"type\":\"dense\",\"units\":7,\"bias\":true,\"initializer\":\"HE_NORMAL\"}";
        Layer layer = new Dense(7);
        assertEquals(layer, NetworkJson.layer(Fields.of(Json.parse(text), "x")));
        assertEquals(text, Json.write(NetworkJson.write(layer)), "and networks of old layers are written as before");
    }

    private static void refused(String text) {
        assertThrows(UserException.class, () -> NetworkJson.layer(Fields.of(Json.parse(text), "x")), text);
    }

    @Test
    void hostileEmbeddingsAreRefused() {
        for (String part : List.of(
                "null",
                "[]",
                "{\"type\":\"else\"}",
                "{\"type\":\"passed\",\"from\":-1,\"columns\":1}",
                "{\"type\":\"passed\",\"from\":0,\"columns\":0}",
                "{\"type\":\"passed\",\"from\":0,\"columns\":2147483647}",
                "{\"type\":\"lookup\",\"from\":0,\"codes\":0,\"width\":1}",
                "{\"type\":\"lookup\",\"from\":0,\"codes\":2147483647,\"width\":1}",
                "{\"type\":\"lookup\",\"from\":0,\"codes\":2,\"width\":2147483647}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[[1]],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[[2,1]],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[[1,1]],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[[1,\"NaN\"]],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[[1,\"Infinity\"]],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[[\"-Infinity\",1]],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[[1,null]],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[1,2],\"width\":1}",
                "{\"type\":\"piecewiseLinear\",\"from\":0,\"edges\":[[1,2],[1,2]],\"width\":1073741825}",
                periodic(1, 1 << 20, 1 << 20),
                periodic(0, 1, 1),
                periodic(1, 0, 1),
                periodic(1 << 20, 1, 1 << 12))) {
            refused("{\"type\":\"embed\",\"parts\":[" + part + "]}");
        }
        refused("{\"type\":\"embed\",\"parts\":[]}");
    }

    private static String periodic(int columns, int frequencies, int width) {
        return "{\"type\":\"periodic\",\"from\":0,\"columns\":" + columns + ",\"frequencies\":" + frequencies
                + ",\"width\":" + width + ",\"deviation\":1,\"phase\":true,\"shared\":false,\"relu\":false}";
    }

    @Test
    void hostileNetworksAreRefused() {
        String head = "{\"type\":\"separateHeads\",\"units\":1,\"members\":2}";
        String chunks = "{\"type\":\"batchEnsemble\",\"units\":1,\"members\":2,\"adapter\":\"SIGNS\",\"chunks\":";
        String wide = "{\"type\":\"passed\",\"from\":0,\"columns\":1}";
        for (String layers : List.of(
                "", // no layer
                head, // members that nobody made
                chunks + "[1]}", // chunks of fewer columns
                chunks + "[-1,4]}",
                chunks + "[2147483647,2147483647,5]}", // 3 in 32 bits
                chunks + "[3]}," + head + ",{\"type\":\"embed\",\"parts\":[" + wide + "]}",
                "{\"type\":\"embed\",\"parts\":[{\"type\":\"passed\",\"from\":2,\"columns\":2}]}",
                "{\"type\":\"embed\",\"parts\":[{\"type\":\"passed\",\"from\":2147483647,\"columns\":2}]}")) {
            String text = "{\"inputs\":3,\"layers\":[" + layers + "]}";
            assertThrows(UserException.class, () -> NetworkJson.read(Fields.of(Json.parse(text), "x")), text);
        }
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
            for (DateFormat format : kind.isDate() ? DateFormat.values() : new DateFormat[] {DateFormat.STANDARD}) {
                var column = new org.chainrule.tabular.schema.ColumnSchema("n", kind, true, "w", format);
                var schema = new org.chainrule.tabular.schema.Schema(List.of(column));
                Object json = Json.parse(Json.write(SchemaJson.write(schema)));
                assertEquals(
                        column,
                        SchemaJson.column(Fields.of(((List<?>) java.util.Objects.requireNonNull(json)).get(0), "x")));
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new org.chainrule.tabular.schema.ColumnSchema(
                        "n", ColumnKind.NUMERIC, false, "", DateFormat.NAME_DAY_YEAR));
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

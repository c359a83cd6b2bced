package org.chainrule.tabular.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Initializer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.CodeLevels;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.PiecewiseLinear;
import org.chainrule.tabular.encode.QuantileNumeric;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ScaledOneHot;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/** Models that nobody trained, with every kind of part. */
public final class Models {
    /** The target column of all models here. */
    public static final String TARGET = "the \"target\"\n😀";

    private static final Provenance PROVENANCE = new Provenance(
            "0.1.0",
            "2026-01-31T12:00:00Z",
            "17",
            new TableIdentity("data \"x\".csv", "ab12", 14, Map.of("x \"", "0123456789abcdef")),
            new TableIdentity("sql:SELECT 1", "cd34", 3, Map.of("x \"", "fedcba9876543210")),
            10,
            3,
            1,
            -5,
            "default",
            Map.of("seed", "-5"),
            "scalar",
            0.25,
            2,
            1,
            "COMPLETED",
            7);

    private Models() {}

    /** One encoding of every kind. */
    public static List<ColumnEncoding> encodings() {
        return List.of(
                new ScaledNumeric("scaled", 1.5, 0.1, 1.4, 3, true),
                new RobustNumeric("robust", -2, 1e-9, 0, false),
                new QuantileNumeric("quantile", List.of(-1.0, 0.0, 0.30000000000000004, 7.0), 0, true),
                new TwoLevels("two", List.of("yes", "né\u0000in"), true),
                new OneHot("hot", List.of("a", "", "\"quoted\"", "😀"), false),
                new ScaledOneHot("scaledHot", List.of("ä", "b"), true, List.of(-1.0), List.of(0.5), 3),
                new CategoryCodes("codes", List.of("p", "q", "r😀")),
                new TargetMeans(
                        "means",
                        List.of("s", "t"),
                        List.of(0.5, 0.25),
                        List.of(0.1, 0.2, 0.3, 0.4),
                        List.of(0.0, 0.1),
                        List.of(1.0, 0.0),
                        3,
                        2.5,
                        4,
                        -1),
                new Hashed("hashed", 3, -7, List.of("x", "y"), List.of(0.5, -0.25), -1, true),
                new CodeLevels("code", new ScaledNumeric("code", 2, 1, 2, 0, false), List.of(1.0, 2.0, 3.0)),
                new PiecewiseLinear("bins", new RobustNumeric("bins", 2, 0.5, 3, true), List.of(-1.0, 0.1, 7.5)),
                new DateParts("date", 1.6e9, 1e-8, List.of("YEAR_SIN", "MONTH"), true));
    }

    /** A model that classifies, with every kind of layer and encoding. */
    public static ModelContents every(Precision precision) {
        List<ColumnEncoding> encodings = encodings();
        int width = new Encoder(encodings).width();
        Network network = Network.of(
                width,
                new Dense(4),
                new BatchNormalization(),
                new Activate(Activation.leakyRelu(0.2)),
                new Residual(new Dense(4, false, Initializer.ZEROS), new Residual(new LayerNormalization())),
                new Dropout(0.5),
                new Activate(Activation.GELU),
                new Dense(3));
        return contents(
                encodings,
                new ClassTarget(TARGET, List.of("A", "b\"", "ç😀")),
                network,
                new Categorical(0.1),
                precision);
    }

    /** A model that classifies, with every kind of layer of the published recipes. */
    public static ModelContents recipe(Precision precision) {
        List<ColumnEncoding> encodings = encodings();
        int width = new Encoder(encodings).width();
        Network network = Network.of(
                width,
                new Embed(
                        new Embedding.Passed(0, width),
                        Embedding.Periodic.pbld(0, 2),
                        new Embedding.Periodic(1, 2, 3, 4, 0.5, false, true, true),
                        new Embedding.PiecewiseLinear(0, List.of(List.of(-1.0, 0.1, 2.0), List.of(0.0, 1e-3)), 5),
                        new Embedding.Lookup(3, 4, 2)),
                new Scale(),
                Dense.ntk(5, Initializer.DATA_DRIVEN, Initializer.NORMAL),
                new ParametricActivate(Activation.SELU),
                new BatchEnsemble(4, 3, BatchEnsemble.Adapter.NORMAL, List.of(2, 3)),
                new Activate(Activation.RELU),
                new Residual(new BatchEnsemble(4, 3), new LayerNormalization()),
                new SeparateHeads(3, 3));
        return contents(
                encodings,
                new ClassTarget(TARGET, List.of("A", "b\"", "ç😀")),
                network,
                new Categorical(0.1),
                precision);
    }

    /** A linear classifier of one number. */
    public static ModelContents classifier(List<String> classes, Likelihood likelihood) {
        int outputs = likelihood instanceof Bernoulli ? 1 : classes.size();
        return contents(
                number(),
                new ClassTarget(TARGET, classes),
                Network.of(1, new Dense(outputs)),
                likelihood,
                Precision.FLOAT32);
    }

    /** A linear regression on one number. */
    public static ModelContents regression(Likelihood likelihood) {
        return contents(
                number(),
                new ValueTarget(TARGET, 10, 2),
                Network.of(1, new Dense(likelihood.outputs(1))),
                likelihood,
                Precision.FLOAT64);
    }

    private static List<ColumnEncoding> number() {
        return List.of(new ScaledNumeric("x", 0, 1, 0, 0, false));
    }

    /** A model of given parts, with weights by chance. */
    public static ModelContents contents(
            List<ColumnEncoding> encodings,
            TargetEncoding target,
            Network network,
            Likelihood likelihood,
            Precision precision) {
        List<ColumnSchema> columns = new ArrayList<>();
        for (ColumnEncoding encoding : encodings) {
            boolean text = encoding instanceof TwoLevels
                    || encoding instanceof OneHot
                    || encoding instanceof ScaledOneHot
                    || encoding instanceof CategoryCodes
                    || encoding instanceof TargetMeans
                    || encoding instanceof Hashed;
            ColumnKind kind = encoding instanceof DateParts
                    ? ColumnKind.DATE
                    : text ? ColumnKind.CATEGORICAL : ColumnKind.NUMERIC;
            columns.add(new ColumnSchema(encoding.column(), kind, text, "note"));
        }
        boolean classes = target instanceof ClassTarget;
        columns.add(new ColumnSchema(target.column(), ColumnKind.TARGET, classes, ""));
        columns.add(new ColumnSchema("weight", ColumnKind.WEIGHT, false, "weight"));
        columns.add(new ColumnSchema("dropped", ColumnKind.IDENTIFIER, true, "every value is different"));
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("logLoss", 0.1 + 0.2);
        metrics.put("auc", Double.NaN);
        return new ModelContents(
                new Schema(columns),
                classes ? Task.CLASSIFICATION : Task.REGRESSION,
                new Encoder(encodings),
                target,
                trained(network, likelihood, precision),
                metrics,
                Map.of(),
                new TrainingHistory(
                        "logLoss",
                        List.of(
                                new TrainingHistory.Epoch(1, 1, Double.NaN, 0.5),
                                new TrainingHistory.Epoch(2, 1e-9, 0.1, 0.25))),
                PROVENANCE);
    }

    private static TrainedNetwork trained(Network network, Likelihood likelihood, Precision precision) {
        ParameterLayout layout = new ParameterLayout(network);
        double[] parameters = random(layout.size(), 1);
        double[] statistics = random(layout.statisticsSize(), 2);
        return precision == Precision.FLOAT64
                ? TrainedNetwork.float64(network, likelihood, parameters, statistics)
                : TrainedNetwork.float32(network, likelihood, floats(parameters), floats(statistics));
    }

    private static double[] random(int size, int step) {
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, step);
        return IntStream.range(0, size)
                .mapToDouble(i -> 0.1 + random.uniform(i))
                .toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** The bytes of a model's file. */
    static byte[] bytes(ModelContents contents) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try {
            ModelFile.prepare(contents, "a model").writeTo(out);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

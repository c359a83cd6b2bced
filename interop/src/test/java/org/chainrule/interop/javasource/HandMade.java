package org.chainrule.interop.javasource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.encode.CategoryCodes;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.DateParts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.Hashed;
import org.chainrule.tabular.encode.OneHot;
import org.chainrule.tabular.encode.ScaledNumeric;
import org.chainrule.tabular.encode.ScaledOneHot;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TargetMeans;
import org.chainrule.tabular.encode.TwoLevels;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.model.TrainingHistory;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/** Models that nobody trained. */
final class HandMade {
    private static final TableIdentity TABLE = new TableIdentity("data.csv", "ab12", 14, Map.of("x", "01"));
    private static final Provenance PROVENANCE = new Provenance(
            "0.1.0",
            "2026-01-31T12:00:00Z",
            "17",
            TABLE,
            null,
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

    private HandMade() {}

    /** Numbers as they are: columns x0, x1 and so on. */
    static List<ColumnEncoding> numbers(int count) {
        return IntStream.range(0, count)
                .<ColumnEncoding>mapToObj(i -> new ScaledNumeric("x" + i, 0, 1, 0, 0, false))
                .toList();
    }

    /** A model of parts. */
    static Model model(List<ColumnEncoding> encodings, TargetEncoding target, TrainedNetwork network) {
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
        return new Model(new ModelContents(
                new Schema(columns),
                classes ? Task.CLASSIFICATION : Task.REGRESSION,
                new Encoder(encodings),
                target,
                network,
                Map.of("logLoss", 0.25),
                Map.of(),
                new TrainingHistory("logLoss", List.of()),
                PROVENANCE));
    }

    /** A network with weights by chance. */
    static TrainedNetwork trained(Network network, Likelihood likelihood, Precision precision) {
        ParameterLayout layout = new ParameterLayout(network);
        return trained(
                network,
                likelihood,
                precision,
                random(layout.size(), 1, -0.7),
                random(layout.statisticsSize(), 2, 0.1));
    }

    /** A network with these weights. */
    static TrainedNetwork trained(
            Network network, Likelihood likelihood, Precision precision, double[] parameters, double[] statistics) {
        return precision == Precision.FLOAT64
                ? TrainedNetwork.float64(network, likelihood, parameters, statistics)
                : TrainedNetwork.float32(network, likelihood, floats(parameters), floats(statistics));
    }

    private static double[] random(int size, int step, double least) {
        CounterRandom random = CounterRandom.of(3, CounterRandom.Stream.SAMPLE, step);
        return IntStream.range(0, size)
                .mapToDouble(i -> least + 1.5 * random.uniform(i))
                .toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}

package org.chainrule.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.chainrule.network.InitialParameters;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One row of a model, from the values of an application to the prediction, on one thread. Encoded inputs are {@link PredictBenchmark}'s. */
@State(Scope.Thread)
public class RowBenchmark {
    private static final String DATA = "chainrule.bench.data";

    /** The network behind columns of numbers; or penguins or adult, a model of that table in the folder of -Dchainrule.bench.data. */
    @Param({"A32", "B"})
    public String model = "";

    /** How a row comes in. */
    @Param({"CELLS", "NUMBERS", "OBJECTS", "MAP"})
    public String way = "";

    private @Nullable ModelRow row;
    private int number;

    /** Called by JMH. */
    public RowBenchmark() {}

    /** Makes or trains the model. */
    @Setup(Level.Trial)
    public void setUp() {
        ModelRow.Way chosen = ModelRow.Way.valueOf(way);
        row = switch (model) {
            case "penguins" -> ofTable("penguins/penguins.json", "Species", chosen);
            case "adult" -> ofTable("adult/adult.data", "column14", chosen);
            default -> ofNetwork(Workload.named(model), chosen);
        };
    }

    private static ModelRow ofNetwork(Workload workload, ModelRow.Way way) {
        double[] drawn = InitialParameters.draw(new ParameterLayout(workload.network()), 5);
        float[] parameters = new float[drawn.length];
        for (int e = 0; e < drawn.length; e++) {
            parameters[e] = (float) drawn[e];
        }
        return new ModelRow(RowModels.plain(workload, parameters), way, RowModels.numbers(workload));
    }

    private static ModelRow ofTable(String file, String target, ModelRow.Way way) {
        String folder = System.getProperty(DATA);
        if (folder == null) {
            throw new IllegalStateException(
                    "expected the folder of " + file + " as -D" + DATA + "=FOLDER in CHAINRULE_JAVA_OPTS, found none");
        }
        Path path = Path.of(folder).resolve(file);
        Model trained = RowModels.trained(path, target);
        List<@Nullable Object[]> rows = RowModels.rows(path, trained);
        return new ModelRow(trained, way, rows);
    }

    /**
     * One call.
     *
     * @param work counts
     * @return the first output
     */
    @Benchmark
    public double predict(JmhWork work) {
        ModelRow current = Objects.requireNonNull(row);
        current.next(number++ & Integer.MAX_VALUE);
        current.predict();
        work.rows++;
        return current.output(0);
    }
}

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import tables.Prepared;

/**
 * XGBoost: at its defaults (100 rounds, as its Python estimators), or at rate 0.05 with up to 1,000 rounds and early stopping on the validation rows.
 * Categories are native, missing cells are NaN.
 */
public final class XgboostRunner {
    private static final String VERSION = "3.4.0";
    private static final int DEFAULT_ROUNDS = 100;
    private static final int MOST_ROUNDS = 1000;
    private static final int PATIENCE = 50;

    private XgboostRunner() {}

    public static void main(String[] words) throws Exception {
        Prepared data = Prepared.of(words);
        boolean early = data.contender().equals("xgboost-early");
        DMatrix train = matrix(data, Prepared.TRAIN);
        DMatrix validation = matrix(data, Prepared.VALIDATION);
        Map<String, Object> parameters = parameters(data);
        Map<String, DMatrix> watched = new LinkedHashMap<>();
        int rounds = DEFAULT_ROUNDS;
        if (early) {
            parameters.put("eta", 0.05);
            watched.put("validation", validation);
            rounds = MOST_ROUNDS;
        }
        float[][] metrics = new float[watched.size()][rounds];
        long start = System.nanoTime();
        Booster booster = XGBoost.train(train, parameters, rounds, watched, metrics, null, null, early ? PATIENCE : 0);
        int best = early ? best(metrics[0], booster.getNumBoostedRound()) : rounds;
        double seconds = (System.nanoTime() - start) * 1e-9;
        data.write(Prepared.VALIDATION, flat(booster.predict(validation, false, best)));
        data.write(Prepared.TEST, flat(booster.predict(matrix(data, Prepared.TEST), false, best)));
        booster.saveModel(data.model() + ".ubj");
        Prepared.print(VERSION, seconds, best);
    }

    private static DMatrix matrix(Prepared data, int part) throws XGBoostError {
        DMatrix matrix = new DMatrix(data.cells("trees", part), data.rows(part), data.columns("tree"), Float.NaN);
        float[] labels = new float[data.rows(part)];
        double[] target = data.target(part);
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (float) target[n];
        }
        matrix.setLabel(labels);
        matrix.setFeatureTypes(Arrays.stream(data.levels())
                .mapToObj(levels -> levels > 0 ? "c" : "q")
                .toArray(String[]::new));
        return matrix;
    }

    private static Map<String, Object> parameters(Prepared data) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("nthread", data.threads());
        parameters.put("seed", data.seed());
        parameters.put("verbosity", 0);
        if (data.classes() == 0) {
            parameters.put("objective", "reg:squarederror");
        } else if (data.classes() == 2) {
            parameters.put("objective", "binary:logistic");
        } else {
            parameters.put("objective", "multi:softprob");
            parameters.put("num_class", data.classes());
        }
        return parameters;
    }

    /** The number of rounds with the least metric, the objective's own. */
    private static int best(float[] metrics, int rounds) {
        int best = 0;
        for (int n = 1; n < rounds; n++) {
            if (metrics[n] < metrics[best]) {
                best = n;
            }
        }
        return best + 1;
    }

    private static double[] flat(float[][] predictions) {
        if (predictions[0].length > 1) {
            return Arrays.stream(predictions)
                    .flatMapToDouble(row -> {
                        double[] values = new double[row.length];
                        Arrays.setAll(values, n -> row[n]);
                        return Arrays.stream(values);
                    })
                    .toArray();
        }
        return Arrays.stream(predictions).mapToDouble(row -> row[0]).toArray();
    }
}

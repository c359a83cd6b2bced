import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tables.Prepared;

/**
 * LightGBM through the SWIG interface of lightgbmlib: at its defaults (100 rounds), or at rate 0.05 with up to 1,000 rounds and early stopping on the
 * validation rows. Categories are native, missing cells are NaN.
 */
public final class LightgbmRunner {
    private static final String VERSION = "3.3.5";
    private static final int DEFAULT_ROUNDS = 100;
    private static final int MOST_ROUNDS = 1000;
    private static final int PATIENCE = 50;
    private static final int FLOAT32 = 0; // C_API_DTYPE_FLOAT32
    private static final int NORMAL = 0; // C_API_PREDICT_NORMAL
    private static final int ALL = -1;

    private LightgbmRunner() {}

    public static void main(String[] words) throws Exception {
        Prepared data = Prepared.of(words);
        load(data.out(), "lib_lightgbm.so");
        load(data.out(), "lib_lightgbm_swig.so");
        boolean early = data.contender().equals("lightgbm-early");
        SWIGTYPE_p_void train = dataset(data, Prepared.TRAIN, null);
        SWIGTYPE_p_p_void handle = lightgbmlib.new_voidpp();
        long start = System.nanoTime();
        String parameters = parameters(data) + (early ? " learning_rate=0.05" : "");
        check(lightgbmlib.LGBM_BoosterCreate(train, parameters, handle));
        SWIGTYPE_p_void booster = lightgbmlib.voidpp_value(handle);
        int best = early
                ? withEarlyStopping(booster, dataset(data, Prepared.VALIDATION, train))
                : rounds(booster, DEFAULT_ROUNDS);
        double seconds = (System.nanoTime() - start) * 1e-9;
        for (int part : new int[] {Prepared.VALIDATION, Prepared.TEST}) {
            data.write(part, predict(data, booster, part, best));
        }
        check(lightgbmlib.LGBM_BoosterSaveModel(booster, 0, best, 0, data.model() + ".txt"));
        Prepared.print(VERSION, seconds, best);
    }

    private static String parameters(Prepared data) {
        String objective = data.classes() == 0
                ? "objective=regression metric=l2"
                : data.classes() == 2
                        ? "objective=binary metric=binary_logloss"
                        : "objective=multiclass metric=multi_logloss num_class=" + data.classes();
        return objective + " num_threads=" + data.threads() + " seed=" + data.seed() + " verbosity=-1";
    }

    private static SWIGTYPE_p_void dataset(Prepared data, int part, SWIGTYPE_p_void reference) {
        int[] levels = data.levels();
        String categories = IntStream.range(0, levels.length)
                .filter(column -> levels[column] > 0)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
        String parameters = "verbosity=-1 num_threads=" + data.threads()
                + (categories.isEmpty() ? "" : " categorical_feature=" + categories);
        SWIGTYPE_p_p_void handle = lightgbmlib.new_voidpp();
        SWIGTYPE_p_float cells = floats(data.cells("trees", part));
        check(lightgbmlib.LGBM_DatasetCreateFromMat(
                lightgbmlib.float_to_voidp_ptr(cells),
                FLOAT32,
                data.rows(part),
                levels.length,
                1,
                parameters,
                reference,
                handle));
        lightgbmlib.delete_floatArray(cells);
        double[] target = data.target(part);
        float[] labels = new float[target.length];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (float) target[n];
        }
        SWIGTYPE_p_void dataset = lightgbmlib.voidpp_value(handle);
        check(lightgbmlib.LGBM_DatasetSetField(
                dataset, "label", lightgbmlib.float_to_voidp_ptr(floats(labels)), labels.length, FLOAT32));
        return dataset;
    }

    private static SWIGTYPE_p_float floats(float[] values) {
        SWIGTYPE_p_float array = lightgbmlib.new_floatArray(values.length);
        for (int n = 0; n < values.length; n++) {
            lightgbmlib.floatArray_setitem(array, n, values[n]);
        }
        return array;
    }

    private static int rounds(SWIGTYPE_p_void booster, int count) {
        SWIGTYPE_p_int finished = lightgbmlib.new_intp();
        for (int round = 1; round <= count; round++) {
            check(lightgbmlib.LGBM_BoosterUpdateOneIter(booster, finished));
            if (lightgbmlib.intp_value(finished) != 0) {
                return round; // no leaf can be split any more
            }
        }
        return count;
    }

    private static int withEarlyStopping(SWIGTYPE_p_void booster, SWIGTYPE_p_void validation) {
        check(lightgbmlib.LGBM_BoosterAddValidData(booster, validation));
        SWIGTYPE_p_int finished = lightgbmlib.new_intp();
        SWIGTYPE_p_int length = lightgbmlib.new_intp();
        SWIGTYPE_p_double metric = lightgbmlib.new_doubleArray(4);
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int round = 1; round <= MOST_ROUNDS && round - best <= PATIENCE; round++) {
            check(lightgbmlib.LGBM_BoosterUpdateOneIter(booster, finished));
            check(lightgbmlib.LGBM_BoosterGetEval(booster, 1, length, metric));
            double value = lightgbmlib.doubleArray_getitem(metric, 0);
            if (value < least) {
                least = value;
                best = round;
            }
            if (lightgbmlib.intp_value(finished) != 0) {
                break;
            }
        }
        return best;
    }

    private static double[] predict(Prepared data, SWIGTYPE_p_void booster, int part, int rounds) {
        int rows = data.rows(part);
        int count = rows * Math.max(1, data.classes() == 2 ? 1 : data.classes());
        SWIGTYPE_p_float cells = floats(data.cells("trees", part));
        SWIGTYPE_p_double result = lightgbmlib.new_doubleArray(count);
        SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
        check(lightgbmlib.LGBM_BoosterPredictForMat(
                booster,
                lightgbmlib.float_to_voidp_ptr(cells),
                FLOAT32,
                rows,
                data.levels().length,
                1,
                NORMAL,
                0,
                rounds == 0 ? ALL : rounds,
                "",
                length,
                result));
        double[] values = new double[count];
        for (int n = 0; n < count; n++) {
            values[n] = lightgbmlib.doubleArray_getitem(result, n);
        }
        return values;
    }

    private static void check(int code) {
        if (code != 0) {
            throw new IllegalStateException(lightgbmlib.LGBM_GetLastError());
        }
    }

    private static void load(Path folder, String name) throws Exception {
        Path file = folder.resolve(name);
        try (InputStream library =
                lightgbmlib.class.getResourceAsStream("/com/microsoft/ml/lightgbm/linux/x86_64/" + name)) {
            Files.copy(library, file);
        }
        System.load(file.toAbsolutePath().toString());
    }
}

import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.IntStream;
import smile.math.MathEx;
import tables.Prepared;

/** Smile's multilayer perceptron at the defaults of its {@code fit}: 100 ReLU units, 100 epochs of batches of 32; regressions on the standardised target. */
public final class SmileRunner {
    private static final int EPOCHS = 100;

    private SmileRunner() {}

    public static void main(String[] words) throws Exception {
        Prepared data = Prepared.of(words);
        MathEx.setSeed(data.seed());
        double[][] x = data.rows("dense", Prepared.TRAIN);
        double[] y = data.target(Prepared.TRAIN);
        long start = System.nanoTime();
        Object model = data.classes() == 0 ? regression(data, x, y) : classification(data, x, y);
        double seconds = (System.nanoTime() - start) * 1e-9;
        try (ObjectOutputStream file = new ObjectOutputStream(Files.newOutputStream(data.model()))) {
            file.writeObject(model);
        }
        Prepared.print("3.1.1", seconds, EPOCHS);
    }

    private static Object regression(Prepared data, double[][] x, double[] y) throws Exception {
        double mean = Arrays.stream(y).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        double[] standardised =
                Arrays.stream(y).map(v -> (v - mean) / deviation).toArray();
        var model = smile.regression.MLP.fit(x, standardised, new Properties());
        for (int part : new int[] {Prepared.VALIDATION, Prepared.TEST}) {
            data.write(
                    part,
                    Arrays.stream(data.rows("dense", part))
                            .mapToDouble(row -> model.predict(row) * deviation + mean)
                            .toArray());
        }
        return model;
    }

    private static Object classification(Prepared data, double[][] x, double[] y) throws Exception {
        int[] labels = Arrays.stream(y).mapToInt(v -> (int) v).toArray();
        var model = smile.classification.MLP.fit(x, labels, new Properties());
        int classes = data.classes();
        for (int part : new int[] {Prepared.VALIDATION, Prepared.TEST}) {
            double[][] rows = data.rows("dense", part);
            double[] probabilities = new double[rows.length * classes];
            IntStream.range(0, rows.length).forEach(n -> {
                double[] row = new double[classes];
                model.predict(rows[n], row);
                System.arraycopy(row, 0, probabilities, n * classes, classes);
            });
            data.write(part, probabilities);
        }
        return model;
    }
}

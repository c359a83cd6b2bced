import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tables.Prepared;
import weka.classifiers.functions.MultilayerPerceptron;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;
import weka.core.SerializationHelper;
import weka.core.Version;

/**
 * Weka's MultilayerPerceptron at its defaults: one hidden layer of (inputs + classes) / 2 sigmoid units, 500 epochs of single rows. It gets nominal attributes
 * and missing cells as they are, for it has its own filters for both.
 */
public final class WekaRunner {
    private WekaRunner() {}

    public static void main(String[] words) throws Exception {
        Prepared data = Prepared.of(words);
        ArrayList<Attribute> attributes = attributes(data);
        Instances rows = instances(data, attributes, Prepared.TRAIN);
        MultilayerPerceptron perceptron = new MultilayerPerceptron();
        perceptron.setSeed(data.seed());
        long start = System.nanoTime();
        perceptron.buildClassifier(rows);
        double seconds = (System.nanoTime() - start) * 1e-9;
        int width = Math.max(1, data.classes());
        for (int part : new int[] {Prepared.VALIDATION, Prepared.TEST}) {
            Instances asked = instances(data, attributes, part);
            double[] predictions = new double[asked.size() * width];
            for (int n = 0; n < asked.size(); n++) {
                System.arraycopy(perceptron.distributionForInstance(asked.get(n)), 0, predictions, n * width, width);
            }
            data.write(part, predictions);
        }
        SerializationHelper.write(data.model().toString(), perceptron);
        Prepared.print(Version.VERSION, seconds, perceptron.getTrainingTime());
    }

    private static ArrayList<Attribute> attributes(Prepared data) {
        ArrayList<Attribute> attributes = new ArrayList<>();
        int[] levels = data.levels();
        for (int i = 0; i < levels.length; i++) {
            attributes.add(levels[i] > 0 ? new Attribute("x" + i, names(levels[i])) : new Attribute("x" + i));
        }
        attributes.add(data.classes() > 0 ? new Attribute("y", names(data.classes())) : new Attribute("y"));
        return attributes;
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private static Instances instances(Prepared data, ArrayList<Attribute> attributes, int part) {
        Instances rows = new Instances("table", attributes, data.rows(part));
        rows.setClassIndex(attributes.size() - 1);
        float[] cells = data.cells("trees", part); // NaN is Weka's own mark of a missing cell
        double[] target = data.target(part);
        int width = attributes.size() - 1;
        for (int n = 0; n < target.length; n++) {
            double[] values = new double[width + 1];
            for (int i = 0; i < width; i++) {
                values[i] = cells[n * width + i];
            }
            values[width] = part == Prepared.TRAIN ? target[n] : Double.NaN;
            rows.add(new DenseInstance(1, values));
        }
        return rows;
    }
}

package tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A prepared split, what a runner was asked for, and where its answer goes. Arguments: FOLDER CONTENDER SEED THREADS OUT. */
public record Prepared(Path folder, String contender, int seed, int threads, Path out, Map<String, int[]> layout) {
    private static final String[] PARTS = {"train", "val", "test"};
    public static final int TRAIN = 0;
    public static final int VALIDATION = 1;
    public static final int TEST = 2;

    public static Prepared of(String[] words) throws IOException {
        Path folder = Path.of(words[0]);
        Map<String, int[]> layout = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("layout.txt"))) {
            String[] cells = line.trim().split(" ");
            layout.put(
                    cells[0], Stream.of(cells).skip(1).mapToInt(Integer::parseInt).toArray());
        }
        return new Prepared(
                folder, words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]), Path.of(words[4]), layout);
    }

    public int rows(int part) {
        return layout.get("rows")[part];
    }

    /** How many classes; 0 for a regression. */
    public int classes() {
        return layout.get("classes")[0];
    }

    /** Per column of the trees' matrix the number of levels, 0 for a number. */
    public int[] levels() {
        return layout.get("levels");
    }

    public int columns(String matrix) {
        return layout.get(matrix + "Columns")[0];
    }

    /** The cells, row after row; missing ones are NaN. */
    public float[] cells(String kind, int part) {
        int columns = columns(kind.equals("trees") ? "tree" : "dense");
        float[] values = new float[Math.multiplyExact(rows(part), columns)];
        bytes(kind + "-" + PARTS[part] + ".f32").asFloatBuffer().get(values);
        return values;
    }

    /** The rows of {@link #cells}, in doubles. */
    public double[][] rows(String kind, int part) {
        float[] cells = cells(kind, part);
        int columns = cells.length / rows(part);
        return IntStream.range(0, rows(part))
                .mapToObj(row -> IntStream.range(0, columns)
                        .mapToDouble(column -> cells[row * columns + column])
                        .toArray())
                .toArray(double[][]::new);
    }

    public double[] target(int part) {
        double[] values = new double[rows(part)];
        bytes("target-" + PARTS[part] + ".f64").asDoubleBuffer().get(values);
        return values;
    }

    private ByteBuffer bytes(String name) {
        try (FileChannel file = FileChannel.open(folder.resolve(name))) {
            return file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a part's predictions: for each row the probability of every class, or the value. */
    public void write(int part, double[] predictions) throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(Math.multiplyExact(8, predictions.length)).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asDoubleBuffer().put(predictions);
        try (FileChannel file = FileChannel.open(
                out.resolve(PARTS[part] + ".f64"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        }
    }

    /** Where the model goes; the harness asks for its size. */
    public Path model() {
        return out.resolve("model");
    }

    /** Prints what the harness cannot see. */
    public static void print(String version, double seconds, int rounds) {
        System.out.printf(
                Locale.ROOT, "{\"version\": \"%s\", \"seconds\": %.3f, \"rounds\": %d}%n", version, seconds, rounds);
    }
}

package org.chainrule.tabular.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.testing.Shared;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is fitted to real tables, to the last bit, as it was when fitting read one table instead of facts of parts: {@code encoders.properties} was written by that
 * code. The first digits of a SHA-256 over the encoder's text and the encoded training rows.
 */
class EncoderGoldenTest {
    /** Of more rows than these only some ways are compared: it takes long. */
    private static final int MANY = 10_000;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

    /** What presets ask for, and the ways that none of them asks for. */
    static Map<String, EncoderOptions> options() {
        EncoderOptions usual = EncoderOptions.defaults();
        Map<String, EncoderOptions> options = new LinkedHashMap<>();
        options.put("usual", usual);
        options.put("hashed", usual.withLevels(4, 32).withNumeric(NumericTransform.STANDARD, 3));
        options.put("realmlp", RecipeEncodings.realMlp());
        options.put("small", RecipeEncodings.realMlpSmall());
        options.put("tabm", RecipeEncodings.tabM());
        options.put("bins", usual.withNumeric(NumericTransform.ROBUST, 3).withBins(16));
        options.put(
                "means",
                usual.withLevels(3, 32)
                        .withCategories(CategoryOptions.defaults().withManyLevels(ManyLevels.TARGET, 100)));
        return options;
    }

    /** A table, what its columns are taken for, and four of five rows to train on. */
    record Loaded(LoadedTable rows, InferredSchema inferred, int[] training) {
        static Loaded of(String file, String target) {
            Table table = Table.read(Shared.path("data/" + file));
            InferredSchema inferred = SchemaInference.infer(table.profile(), target, null, List.of(), null, null);
            List<ColumnSchema> wanted = inferred.schema().columns().stream()
                    .filter(column -> column.kind().isFeature() || column.kind() == ColumnKind.TARGET)
                    .toList();
            LoadedTable rows = table.load(wanted);
            return new Loaded(
                    rows,
                    inferred,
                    IntStream.range(0, rows.rows()).filter(i -> i % 5 != 2).toArray());
        }

        RawColumn target() {
            return inferred.schema().columns().stream()
                    .filter(column -> column.kind() == ColumnKind.TARGET)
                    .map(column -> Objects.requireNonNull(rows.column(column.name())))
                    .findFirst()
                    .orElseThrow();
        }

        TargetEncoding labels() {
            return inferred.task() == Task.CLASSIFICATION
                    ? ClassTarget.of(target(), training)
                    : ValueTarget.unscaled(target().name());
        }

        TrainingTarget seen() {
            int classes =
                    labels() instanceof ClassTarget labels ? labels.classes().size() : 1;
            return new TrainingTarget(labels().bind(target()), classes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "penguins/penguins.json Species",
                "penguins/penguins.json Body Mass (g)",
                "weather/weather.csv temp_max",
                "weather/weather.csv weather",
                "adult/adult.data column14",
                "titanic/titanic_openML.csv survived",
                "soybean/soybean.csv Class",
                "abalone/abalone.data column8"
            })
    void fitsTheBitsOfOld(String table) throws IOException, NoSuchAlgorithmException {
        String[] parts = table.split(" ", 2);
        Loaded loaded = Loaded.of(parts[0], parts[1]);
        Properties golden = new Properties();
        try (InputStream in = EncoderGoldenTest.class.getResourceAsStream("encoders.properties")) {
            golden.load(Objects.requireNonNull(in));
        }
        Map<String, String> found = new LinkedHashMap<>();
        for (Map.Entry<String, EncoderOptions> entry : options().entrySet()) {
            if (loaded.rows().rows() < MANY || entry.getKey().matches("usual|realmlp|means")) {
                found.put(key(table, entry.getKey()), encoders(loaded, entry.getValue()));
            }
        }
        found.put(key(table, "target"), targets(loaded));
        Map<String, String> expected = new LinkedHashMap<>();
        found.keySet().forEach(key -> expected.put(key, golden.getProperty(key)));
        assertEquals(expected, found);
    }

    private static String key(String table, String name) {
        return table.replaceAll("[^A-Za-z0-9_]", "_") + "." + name;
    }

    private static String encoders(Loaded loaded, EncoderOptions options) throws NoSuchAlgorithmException {
        TrainingTarget seen = loaded.seen();
        Encoder encoder = Encoder.fit(loaded.rows(), loaded.inferred().schema(), loaded.training(), options, seen);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        update(digest, encoder);
        BoundEncoder bound = encoder.bindTraining(loaded.rows(), loaded.training(), seen);
        float[] out = new float[encoder.width()];
        ByteBuffer bytes = ByteBuffer.allocate(4 * out.length);
        for (int row : loaded.training()) {
            bound.encode(row, out, 0);
            bytes.asFloatBuffer().put(out);
            digest.update(bytes.array());
        }
        update(digest, BinEdges.of(encoder, loaded.rows(), loaded.training(), 16, BinEdges.Placement.ROWS_AND_VALUES));
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    /** The text of a record, with the bits of numbers: how many digits are written is for the JDK to say. */
    private static void update(MessageDigest digest, Object record) {
        String text = NUMBER.matcher(record.toString())
                .replaceAll(number -> Long.toHexString(Double.doubleToLongBits(Double.parseDouble(number.group()))));
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String targets(Loaded loaded) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        if (loaded.labels() instanceof ClassTarget labels) {
            update(digest, labels);
            update(digest, labels.balancedWeights(labels.bind(loaded.target()), loaded.training()));
        } else {
            for (TargetTransform transform : TargetTransform.values()) {
                if (transform != TargetTransform.LOG || !loaded.target().name().equals("temp_max")) {
                    update(
                            digest,
                            ValueTarget.fitted(loaded.target(), loaded.training(), new TargetOptions(transform, true)));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }
}

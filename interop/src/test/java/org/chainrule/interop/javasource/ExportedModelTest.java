package org.chainrule.interop.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.testing.Shared;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Trained models of every preset give the bits of {@link Model#predict} as Java source, on tables with text, dates and gaps. */
class ExportedModelTest {
    private static final int ROWS = 150;
    private static final int CHECKED = 150;
    private static final int MOST_ROWS = 500;

    /** File, target and columns left out. */
    private static final List<String> TABLES = List.of(
            "iris/iris.data column4",
            "wine/wine.csv column0",
            "breast_cancer_wdbc/wdbc.data column1",
            "optdigits/optdigits.train.data column64",
            "letter/letter-recognition.data column0",
            "adult/adult.data column14",
            "titanic/titanic_openML.csv survived",
            "spambase/spambase.data column57",
            "mushroom/agaricus-lepiota.data column0",
            "german_credit/german.data column20",
            "pima_diabetes/pima-indians-diabetes.data column8",
            "vowel/vowel_train.csv y",
            "sonar/sonar.all-data column60",
            "satimage/sat.trn column36",
            "ann_thyroid/ann-train.data column21",
            "magic04/magic04.data column10",
            "higgs_small/binary.train column0",
            "bank_churn/Churn_Modelling.csv Exited",
            "soybean/soybean.csv Class",
            "kddcup99_10pct/kddcup.data_10_percent.gz column41",
            "skin_nonskin/Skin_NonSkin.txt column3",
            "california_housing/housing.csv median_house_value",
            "diamonds/diamonds.csv price",
            "concrete/data.txt column8",
            "energy/data.txt column8",
            "kin8nm/data.txt column8",
            "yacht/data.txt column6",
            "abalone/abalone.data column8",
            "auto_mpg/mpg.csv mpg",
            "insurance/insurance.csv charges",
            "flights_3m/flights-1m.csv.gz delay",
            "penguins/penguins.json Species",
            "weather/weather.csv temp_max");

    @TempDir
    private Path dir;

    private Table table() throws IOException {
        String rows = IntStream.range(0, ROWS)
                .mapToObj(n -> (n % 11 == 0 ? "" : String.valueOf(n * 37 % 101 / 7.0)) + ","
                        + (n % 13 == 0
                                ? "NA"
                                : List.of("red", "gr\u00fcn", "\"dark, \"\"blue\"\"\"")
                                        .get(n * 7 % 3))
                        + "," + (n % 17 == 0 ? "?" : "2024-0" + (n % 9 + 1) + "-1" + n % 10) + "," + (n % 4 + 1)
                        + ",team"
                        + n * 31 % 53 + "," + (n % 2 == 0 ? "yes" : "no") + ","
                        + (n * 37 % 101 > 50 ? "high" : n % 5 == 0 ? "middle" : "low")
                        + "," + (n * 37 % 101 * 2 + n % 5) + "\n")
                .collect(Collectors.joining());
        String header = "the x,colour (\u00e4),day,class,Team,yes/no,label,value\n";
        return Table.read(Files.writeString(dir.resolve("data.csv"), header + rows));
    }

    private static TrainOptionsBuilder options(String preset, String target) {
        TrainOptionsBuilder options = TrainOptions.builder(target)
                .preset(preset)
                .epochs(1)
                .doctor(false)
                .threads(1);
        return Presets.NAMES.contains(preset) ? options : options.timeLimit(Duration.ofSeconds(3));
    }

    /** Rows as an application would have them; some with nothing but one cell, and with levels that nobody saw. */
    private static List<Map<String, Object>> rows(Table table, Model model, int checked) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (RawTable raw = table.load(model.inputColumns())) {
            for (int n = 0; n < raw.rows(); n += Math.max(1, raw.rows() / checked)) {
                Map<String, Object> row = new HashMap<>();
                for (int c = 0; c < raw.columns().size(); c++) {
                    RawColumn column = raw.columns().get(c);
                    boolean left = n % 9 == 0 && c % 3 != n % 3;
                    Object cell = left
                            ? null
                            : cell(column, n, model.inputColumns().get(c).kind().isDate());
                    row.put(column.name(), n % 14 == 0 && cell instanceof String text ? text + " never seen" : cell);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static @org.jspecify.annotations.Nullable Object cell(RawColumn column, int row, boolean date) {
        if (column instanceof RawColumn.Text text) {
            return text.code(row) < 0 ? null : text.dictionary().get(text.code(row));
        }
        double value = ((RawColumn.Numeric) column).value(row);
        return date && !Double.isNaN(value)
                ? LocalDateTime.ofEpochSecond((long) Math.floor(value), 0, ZoneOffset.UTC)
                : (Object) value;
    }

    @Test
    void everyPreset() throws IOException {
        List<Model> models = new ArrayList<>();
        for (String preset : Presets.NAMES) {
            String target = models.size() % 2 == 0 ? "label" : "value";
            models.add(Chainrule.train(table(), options(preset, target).build()));
        }
        models.add(Chainrule.train(table(), options("default", "value").build()));
        models.add(Chainrule.train(
                table(),
                options("fast", "value")
                        .likelihood("gaussian-variance")
                        .precision(Precision.FLOAT64)
                        .build()));
        models.add(Chainrule.train(table(), options("plain", "yes/no").build()));
        assertSame(table(), models);
    }

    @Test
    void severalMembers() throws IOException {
        List<Model> models = new ArrayList<>();
        models.add(Chainrule.train(table(), options("best", "label").build()));
        models.add(Chainrule.train(
                table(),
                options("best", "value").likelihood("gaussian-variance").build()));
        models.add(Chainrule.train(
                table(),
                options("best", "value").likelihood("quantile(0.1,0.5,0.9)").build()));
        assertTrue(models.get(0).contents().members().size() > 1, models.toString());
        assertSame(table(), models);
    }

    private void assertSame(Table table, List<Model> models) {
        List<JavaSource> sources = new ArrayList<>();
        for (Model model : models) {
            sources.add(JavaExport.source(model, "com.example", "Model" + sources.size()));
        }
        List<Compiled> compiled = Compiled.all(dir, sources);
        for (int i = 0; i < models.size(); i++) {
            compiled.get(i).assertSame(models.get(i), rows(table, models.get(i), 40));
        }
    }

    /** A table of some of the lines of a file. */
    private Table sample(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".json")) {
            return Table.read(file);
        }
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
                BufferedReader reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1))) {
            reader.lines().forEach(lines::add);
        }
        int step = lines.size() / MOST_ROWS + 1;
        List<String> some = IntStream.range(0, lines.size())
                .filter(n -> n % step == 0)
                .mapToObj(lines::get)
                .toList();
        return Table.read(Files.write(dir.resolve(name.replace(".gz", "")), some, StandardCharsets.ISO_8859_1));
    }

    /** The long form: mvn -pl interop -am test -Dtest=ExportedModelTest -Dchainrule.javaSource.tables=default,fast,realmlp,tabm,plain. */
    @Test
    @EnabledIfSystemProperty(named = "chainrule.javaSource.tables", matches = ".+")
    void everyDevelopmentTable() throws IOException {
        int checked = 0;
        for (String line : TABLES) {
            String[] parts = line.split(" ");
            Table table = sample(Shared.path("data/" + parts[0]));
            String target = table.columnNames().contains(parts[1])
                    ? parts[1]
                    : table.columnNames().get(table.columnNames().size() - 1);
            List<String> asked = List.of(String.valueOf(System.getProperty("chainrule.javaSource.tables"))
                    .split(","));
            // One of all presets, in turn, is a shorter form.
            List<String> presets = asked.equals(List.of("one"))
                    ? List.of(Presets.NAMES.get(TABLES.indexOf(line) % Presets.NAMES.size()))
                    : asked;
            for (String preset : presets) {
                Model model =
                        Chainrule.train(table, options(preset, target).epochs(1).build());
                JavaSource source = JavaExport.source(model, "t" + checked++, "Table");
                Compiled.of(dir, source).assertSame(model, rows(table, model, CHECKED));
                System.out.println(parts[0] + " " + preset + " " + source);
            }
        }
        assertEquals(0, checked % TABLES.size());
    }
}

package org.chainrule.tabular.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real tables, whose answers are known. */
class DatasetsTest {
    /** Images in a format of their own, descriptions, and what is too large for a quick test. */
    private static final Set<String> LEFT_OUT = Set.of(
            ".names",
            ".doc",
            ".domain",
            "ubyte.gz",
            "info.txt",
            "flights-3m.parquet",
            "flights-1m.csv.gz",
            "10_percent.gz");

    private static final long QUICK_BYTES = 300_000;

    @ParameterizedTest
    @CsvSource({
        "iris/iris.data, 150, 5, column4, CLASSIFICATION, 4",
        "adult/adult.data, 32561, 15, column14, CLASSIFICATION, 14",
        "adult/adult.test, 16281, 15, column14, CLASSIFICATION, 14",
        "ann_thyroid/ann-train.data, 3772, 22, column21, CLASSIFICATION, 21",
        "satimage/sat.trn, 4435, 37, column36, CLASSIFICATION, 36",
        "german_credit/german.data, 1000, 21, column20, CLASSIFICATION, 20",
        "letter/letter-recognition.data, 20000, 17, column0, CLASSIFICATION, 16",
        "optdigits/optdigits.train.data, 3823, 65, column64, CLASSIFICATION, 62",
        "titanic/titanic_openML.csv, 1309, 14, survived, CLASSIFICATION, 11",
        "titanic/kaggle_train.csv, 891, 12, Survived, CLASSIFICATION, 9",
        "bank_churn/Churn_Modelling.csv, 10000, 14, Exited, CLASSIFICATION, 11",
        "penguins/penguins.json, 344, 7, Species, CLASSIFICATION, 6",
        "mushroom/agaricus-lepiota.data, 8124, 23, column0, CLASSIFICATION, 21",
        "soybean/soybean.csv, 683, 36, Class, CLASSIFICATION, 35",
        "concrete/data.txt, 1030, 9, column8, REGRESSION, 8",
        "energy/data.txt, 768, 9, column8, REGRESSION, 8",
        "yacht/data.txt, 308, 7, column6, REGRESSION, 6",
        "kin8nm/data.txt, 8192, 9, column8, REGRESSION, 8",
        "abalone/abalone.data, 4177, 9, column8, REGRESSION, 8",
        "california_housing/housing.csv, 20640, 10, median_house_value, REGRESSION, 9",
        "weather/weather.csv, 2922, 7, temp_max, REGRESSION, 6"
    })
    void areTakenForWhatTheyAre(String file, int rows, int columns, String target, Task task, int features) {
        Table table = Table.read(Shared.path("data/" + file));
        TableProfile profile = table.profile();
        assertEquals(rows, profile.rows());
        assertEquals(columns, profile.columns().size());
        InferredSchema schema = SchemaInference.infer(profile, target, null, List.of(), null, null);
        assertEquals(task, schema.task(), schema.whyTask());
        assertEquals(
                features, schema.schema().features().size(), schema.schema().toString());
        List<ColumnSchema> wanted = schema.schema().columns().stream()
                .filter(column -> column.kind().isFeature() || column.kind() == ColumnKind.TARGET)
                .toList();
        try (LoadedTable loaded = table.load(wanted)) {
            assertEquals(rows, loaded.rows());
        }
    }

    @Test
    void imagePixelsAndLetterMomentsAreQuantities() {
        for (Map.Entry<String, String> set : Map.of(
                        "letter/letter-recognition.data", "column0", "optdigits/optdigits.train.data", "column64")
                .entrySet()) {
            TableProfile profile =
                    Table.read(Shared.path("data/" + set.getKey())).profile();
            Schema schema = SchemaInference.infer(profile, set.getValue(), null, List.of(), null, null)
                    .schema();
            assertTrue(
                    schema.features().stream().allMatch(column -> column.kind() == ColumnKind.NUMERIC),
                    schema.toString());
        }
    }

    @Test
    void valuesAreTrimmedInUcisAdult() {
        Table table = Table.read(Shared.path("data/adult/adult.data"));
        ColumnSchema work = new ColumnSchema("column1", ColumnKind.CATEGORICAL, true, "");
        try (LoadedTable loaded = table.load(List.of(work))) {
            List<String> levels = ((org.chainrule.tabular.read.RawColumn.Text)
                            loaded.columns().get(0))
                    .dictionary();
            assertEquals("State-gov", levels.get(0));
            assertEquals(8, levels.size());
        }
    }

    /** Every file of the index is a table, whatever its name. */
    @Test
    void everyFileOfTheIndexIsATable() throws IOException {
        Set<String> refused = new TreeSet<>();
        int read = 0;
        for (Path file : files()) {
            try {
                Table table = Table.read(file);
                // The large ones are opened only.
                assertTrue(table.columnNames().size() > 1);
                assertTrue(Files.size(file) > QUICK_BYTES || table.profile().rows() > 1);
                read++;
            } catch (UserException e) {
                refused.add(file.getFileName() + ": " + e.getMessage());
            }
        }
        assertEquals(Set.of(), refused);
        assertTrue(read >= 40, read + " files");
    }

    private static List<Path> files() throws IOException {
        Path data = Shared.path("data");
        List<Path> files = new ArrayList<>();
        List<String> index = Files.readAllLines(Shared.path("data/INDEX.tsv"));
        for (String line : index.subList(1, index.size())) {
            String[] cells = line.split("\t", -1);
            for (String name : cells[7].isBlank() ? new String[0] : cells[7].split(" ")) {
                Path file = data.resolve(cells[0]).resolve(name);
                if (Files.isRegularFile(file) && LEFT_OUT.stream().noneMatch(name::endsWith)) {
                    files.add(file);
                }
            }
        }
        return files;
    }
}

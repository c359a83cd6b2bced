package org.chainrule.spark.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.jspecify.annotations.Nullable;

/** Rows of every kind with missing values, as a file, as a DataFrame and as maps. */
final class MixedTable {
    static final List<String> COLOURS = List.of("rot", "grün", "blau, hell", "藍");

    private final List<Object[]> rows = new ArrayList<>();

    MixedTable(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < count; n++) {
            Double width = random.nextInt(9) == 0 ? null : random.nextInt(1000) / 8.0;
            Integer size = random.nextInt(6);
            String colour = random.nextInt(8) == 0 ? null : COLOURS.get(random.nextInt(COLOURS.size()));
            LocalDate day =
                    random.nextInt(10) == 0 ? null : LocalDate.of(2001, 1, 1).plusDays(random.nextInt(3000));
            Boolean open = random.nextInt(12) == 0 ? null : random.nextBoolean();
            double score = (width == null ? 50 : width) / 40
                    + size
                    + (colour == null ? 0 : colour.length())
                    + (Boolean.TRUE.equals(open) ? 2 : 0)
                    + random.nextDouble();
            rows.add(new Object[] {n, width, size, colour, day, open, score});
        }
    }

    int rows() {
        return rows.size();
    }

    private static String label(double score) {
        return score < 6 ? "wenig" : score < 9 ? "mittel" : "viel";
    }

    Path csv(Path folder) throws IOException {
        StringBuilder text = new StringBuilder("größe.cm,my size,colour,day,open,value,class,number\n");
        for (Object[] row : rows) {
            double score = (Double) row[6];
            text.append(cell(row[1])).append(',').append(row[2]).append(',');
            text.append(row[3] == null ? "" : "\"" + row[3] + "\"").append(',').append(cell(row[4]));
            text.append(',').append(cell(row[5])).append(',').append(score);
            text.append(',')
                    .append(label(score))
                    .append(',')
                    .append(score < 8 ? 3 : 12)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("mixed.csv"), text);
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    static Model model(Path csv, String target, String preset, @Nullable String likelihood) {
        List<String> others = new ArrayList<>(List.of("value", "class", "number"));
        others.remove(target);
        return Chainrule.train(
                Table.read(csv),
                TrainOptions.of(target).toBuilder()
                        .drop(others)
                        .preset(preset)
                        .likelihood(likelihood)
                        .epochs(2)
                        .build());
    }

    Dataset<Row> frame(SparkSession spark) {
        StructType type = new StructType()
                .add("id", DataTypes.IntegerType, false)
                .add("größe.cm", DataTypes.DoubleType)
                .add("my size", DataTypes.IntegerType)
                .add("colour", DataTypes.StringType)
                .add("day", DataTypes.DateType)
                .add("open", DataTypes.BooleanType);
        List<Row> all = new ArrayList<>();
        for (Object[] row : rows) {
            Date day = row[4] == null ? null : Date.valueOf((LocalDate) row[4]);
            all.add(RowFactory.create(row[0], row[1], row[2], row[3], day, row[5]));
        }
        return spark.createDataFrame(all, type);
    }

    List<Map<String, Object>> maps() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Object[] row : rows) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("größe.cm", row[1]);
            map.put("my size", row[2]);
            map.put("colour", row[3]);
            map.put("day", row[4]);
            map.put("open", row[5]);
            all.add(map);
        }
        return all;
    }
}

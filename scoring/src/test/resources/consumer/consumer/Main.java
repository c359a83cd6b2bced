package consumer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.scoring.Scoring;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Prediction;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.model.RowScratch;
import org.chainrule.tabular.schema.ColumnSchema;

/** An application that has nothing but the scoring artifact: predicts FILE.rows with FILE for each file of a folder, and prints the bits. */
public final class Main {
    public static void main(String[] args) throws Exception {
        List<Path> models = new ArrayList<>();
        try (var files = Files.list(Path.of(args[0]))) {
            files.filter(file -> file.toString().endsWith(".chainrule")).sorted().forEach(models::add);
        }
        System.out.println("module " + Scoring.class.getModule().isNamed());
        System.out.println("modules " + ModuleLayer.boot().modules().stream().map(Module::getName).sorted().toList());
        for (Path model : models) {
            RowPredictor predictor = Scoring.load(model);
            RowPredictor same = Scoring.read(Files.readAllBytes(model), "memory");
            RowScratch scratch = predictor.newScratch();
            double[] out = new double[predictor.outputs()];
            for (String line : Files.readAllLines(Path.of(model + ".rows"))) {
                Object[] cells = line.split("\t", -1);
                predictor.predict(cells, out, scratch);
                StringBuilder bits = new StringBuilder(String.valueOf(model.getFileName()));
                for (double number : out) {
                    bits.append(' ').append(Long.toHexString(Double.doubleToRawLongBits(number)));
                }
                System.out.println(bits);
                double[] again = new double[out.length];
                same.predict(named(same, cells), again, same.newScratch());
                if (!Arrays.equals(out, again)) {
                    throw new AssertionError("other bits by names");
                }
            }
            System.out.println(prediction(predictor));
        }
        try {
            Scoring.read(new byte[] {1, 2, 3}, "three bytes");
        } catch (UserException e) {
            System.out.println("refused " + e.getMessage());
        }
    }

    private static Map<String, Object> named(RowPredictor predictor, Object[] cells) {
        Map<String, Object> row = new HashMap<>();
        List<ColumnSchema> columns = predictor.columns();
        for (int i = 0; i < cells.length; i++) {
            row.put(columns.get(i).name(), cells[i]);
        }
        return row;
    }

    private static String prediction(RowPredictor predictor) {
        Map<String, Object> row = new HashMap<>();
        row.put(predictor.columns().get(0).name(), null);
        Prediction prediction = predictor.predict(row);
        try {
            return prediction instanceof Prediction.OfClass classes
                    ? "class " + classes.label() + " " + classes.set(0.9)
                    : "value " + prediction.value() + " " + prediction.interval(0.9).lower();
        } catch (IllegalStateException e) {
            return "no calibration";
        }
    }
}

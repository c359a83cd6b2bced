package org.chainrule.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.RowScratch;
import org.jspecify.annotations.Nullable;

/** A model with its encoder, called as an application calls it: each way from the application's own values to the prediction is timed whole. */
final class ModelRow implements RowPredictor {
    /** How a row comes in. */
    enum Way {
        /** {@code scratch.set(column, value)} for each cell. */
        CELLS("cell by cell"),
        /** An array of doubles. */
        NUMBERS("double[]"),
        /** An array of objects. */
        OBJECTS("Object[]"),
        /** A map by names. */
        MAP("Map");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    private final Way way;
    private final org.chainrule.tabular.model.RowPredictor predictor;
    private final RowScratch scratch;
    private final @Nullable Object[][] objects;
    private final double[][] numbers;
    private final List<Map<String, Object>> maps;
    private final double[] out;
    private int current;

    /** Rows are values in the order of the model's columns. */
    ModelRow(Model model, Way way, List<@Nullable Object[]> rows) {
        this.way = way;
        this.predictor = model.predictor();
        this.scratch = predictor.newScratch();
        this.objects = rows.toArray(Object[][]::new);
        this.numbers = new double[objects.length][predictor.columns().size()];
        this.maps = rows.stream().map(this::named).toList();
        this.out = new double[predictor.outputs()];
        for (int n = 0; n < objects.length; n++) {
            for (int i = 0; i < numbers[n].length; i++) {
                numbers[n][i] = objects[n][i] instanceof Number number ? number.doubleValue() : Double.NaN;
            }
        }
    }

    private Map<String, Object> named(@Nullable Object[] cells) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            row.put(predictor.columns().get(i).name(), cells[i]);
        }
        return row;
    }

    @Override
    public String name() {
        return "Chainrule, " + way.words;
    }

    @Override
    public void next(int number) {
        current = number % objects.length;
    }

    @Override
    public void predict() {
        switch (way) {
            case CELLS -> {
                double[] row = numbers[current];
                for (int i = 0; i < row.length; i++) {
                    if (objects[current][i] instanceof String text) {
                        scratch.set(i, text);
                    } else {
                        scratch.set(i, row[i]);
                    }
                }
                predictor.predict(scratch, out);
            }
            case NUMBERS -> predictor.predict(numbers[current], out, scratch);
            case OBJECTS -> predictor.predict(objects[current], out, scratch);
            case MAP -> predictor.predict(maps.get(current), out, scratch);
        }
    }

    @Override
    public double output(int k) {
        return out[k];
    }
}

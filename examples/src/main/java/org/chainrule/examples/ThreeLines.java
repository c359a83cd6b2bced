package org.chainrule.examples;

import java.nio.file.Path;
import java.util.Map;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Prediction;
import org.chainrule.tabular.read.Table;

/** From a file to a prediction, with every default the same as the command line's. Run it in the folder {@code examples}. */
public final class ThreeLines {
    private ThreeLines() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        System.out.println(predict());
    }

    static Prediction predict() {
        var model = Chainrule.train(Table.read(Path.of("penguins.csv")), "species");
        System.out.println(model.validation());
        var species = model.predict(Map.of("island", "Biscoe", "beak_length_mm", 46.1, "sex", "FEMALE"));
        return species;
    }
}

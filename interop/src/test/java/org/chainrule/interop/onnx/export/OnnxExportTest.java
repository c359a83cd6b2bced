package org.chainrule.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exported models in ONNX Runtime against their own predictions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxExportTest {
    private static final List<String> TARGETS = List.of("Art", "zwei", "y", "skewed", "count");

    private Path file = Path.of("");

    @BeforeAll
    void writeTable(@TempDir Path directory) {
        file = MixedTable.write(directory, 300, 1);
    }

    private Model train(String target, TrainOptionsBuilder options) {
        List<String> others = TARGETS.stream().filter(name -> !name.equals(target)).toList();
        return Chainrule.train(
                Table.read(file), options.drop(others).threads(1).seed(3).build());
    }

    private static Comparison compare(Model model, Path file) throws Exception {
        try (OrtSession session = new OrtSession(OnnxExport.of(model));
                RawTable rows = Table.read(file).load(model.inputColumns())) {
            return Comparison.of(model, session, rows);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "default,Art", "default,y", "fast,Art", "fast,y", "realmlp,zwei", "realmlp,y", "realmlp-s,Art", "tabm,zwei", "plain,Art", "plain,y",
    })
    void presetsPredictTheSame(String preset, String target) throws Exception {
        Model model = train(target, TrainOptions.builder(target).preset(preset).epochs(3));
        Comparison found = compare(model, file);
        System.out.println(preset + " " + target + " " + found + " T=" + model.contents().uncertainty());
        assertEquals(0, found.otherClasses() - found.ties());
        assertTrue(found.largest() < 1e-5, found.toString());
    }
}

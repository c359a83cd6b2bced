package org.chainrule.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.chainrule.interop.onnx.export.DevelopmentTables.Source;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every preset on every development table in ONNX Runtime, with {@code -Dchainrule.onnxTables=FILE}, which gets a line a pair; {@code -Dchainrule.onnxPresets} names
 * some presets. About half an hour.
 */
@EnabledIfSystemProperty(named = "chainrule.onnxTables", matches = ".+")
class DevelopmentTablesTest {
    private static final int TRAINED = 600;
    private static final int COMPARED = 1_500;

    @TempDir
    private Path directory = Path.of("");

    static Stream<Arguments> pairs() {
        List<String> presets = List.of(
                System.getProperty("chainrule.onnxPresets", "plain,fast,default,realmlp-s,realmlp,best,tune,tabm")
                        .split(","));
        return presets.stream()
                .flatMap(preset -> DevelopmentTables.ALL.stream().map(source -> Arguments.of(preset, source)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void predictsTheSame(String preset, Source source) throws Exception {
        Path trained = DevelopmentTables.thinned(source, directory, 0, TRAINED);
        Path compared = DevelopmentTables.thinned(source, directory, 1, COMPARED);
        boolean search = preset.equals("best") || preset.equals("tune");
        TrainOptionsBuilder options = TrainOptions.builder(source.target())
                .preset(preset)
                .drop(source.drop())
                .threads(1)
                .doctor(false)
                .seed(1);
        options = search
                ? options.timeLimit(Duration.ofSeconds(4))
                : options.epochs(preset.equals("tabm") ? 2 : preset.startsWith("realmlp") ? 6 : 12);
        Model model = Chainrule.train(Table.read(trained), options.build());
        try (OrtSession session = new OrtSession(OnnxExport.of(model));
                RawTable rows = Table.read(compared).load(model.inputColumns())) {
            Comparison found = Comparison.of(model, session, rows);
            Path log = Path.of(System.getProperty("chainrule.onnxTables"));
            Files.writeString(
                    log,
                    String.format(
                            Locale.ROOT,
                            "| %s | %s | %d | %d | %d | %d | %d | %.1e | %.1e |%n",
                            source.name(),
                            preset,
                            model.contents().members().size(),
                            found.rows(),
                            found.unlisted(),
                            found.otherClasses(),
                            found.ties(),
                            found.largest(),
                            found.strict()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            assertEquals(found.ties(), found.otherClasses(), found.toString());
            assertTrue(found.largest() <= 1e-5, found.toString());
        }
    }
}

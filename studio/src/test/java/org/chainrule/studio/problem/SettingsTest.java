package org.chainrule.studio.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activation;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings read(Map<String, Object> tree) {
        return SettingsReader.read(tree, false);
    }

    private static Settings full() {
        return new Settings(
                "spiral",
                0.25,
                800,
                0.7,
                -3,
                List.of("x", "sinx"),
                List.of(new HiddenLayer(8, Activation.RELU), new HiddenLayer(3, Activation.leakyRelu(0.2))),
                0.5,
                "bernoulli",
                "adamw(weightDecay=0.1)",
                0.003,
                "step(0.5,10)",
                1e-4,
                2e-4,
                3e-4,
                1.5,
                64,
                20,
                Long.MAX_VALUE,
                Precision.FLOAT64);
    }

    @Test
    void anEmptyObjectIsTheDefaults() {
        assertEquals(Defaults.DRAWN, read(Map.of()));
        assertEquals(Defaults.TABLES, SettingsReader.read(Map.of(), true));
        assertEquals(32, read(Map.of("problem", "penguins")).batchSize());
    }

    @Test
    void everySettingComesBack() {
        assertEquals(
                full(),
                read(full().toTree().entrySet().stream()
                        .collect(
                                LinkedHashMap::new,
                                (map, e) -> map.put(e.getKey(), e.getValue()),
                                LinkedHashMap::putAll)));
    }

    @Test
    void anAddressHasOnlyText() {
        Map<String, Object> text = new LinkedHashMap<>();
        full().toTree().forEach((key, value) -> text.put(key, String.valueOf(value)));
        assertEquals(full(), read(text));
    }

    @Test
    void noLayerIsPossibleAndNullIsTheDefault() {
        assertEquals(List.of(), read(Map.of("layers", "")).layers());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("layers", null);
        tree.put("noise", null);
        assertEquals(Defaults.DRAWN, read(tree));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "problem | moon | one of gaussians",
                "problem | table | started without one",
                "noise | 0.6 | from 0.0 to 0.5",
                "noise | much | from 0.0 to 0.5",
                "noise | NaN | from 0.0 to 0.5",
                "points | 49 | from 50 to 5000",
                "points | 50.5 | whole",
                "trainShare | 0.95 | from 0.1 to 0.9",
                "dataSeed | 1.5 | whole",
                "features | x,z | some of x,y,xy",
                "features | , | at least one",
                "layers | 4 | WIDTH:ACTIVATION",
                "layers | 0:tanh | WIDTH:ACTIVATION",
                "layers | 1025:tanh | WIDTH:ACTIVATION",
                "layers | 4:sinus | unknown activation",
                "layers | 1:tanh,1:tanh,1:tanh,1:tanh,1:tanh,1:tanh,1:tanh | at most 6",
                "dropout | 1 | from 0.0 to 0.9",
                "likelihood | softmax | unknown likelihood",
                "optimizer | lbfgs | full-batch",
                "optimizer | adam(beta1=2) | beta1",
                "learningRate | 0 | positive",
                "learningRate | -1 | number",
                "schedule | sometimes | expected a schedule",
                "l2 | -1 | not negative",
                "clipNorm | Infinity | not negative",
                "batchSize | 5000 | from 1 to 4096",
                "epochs | 0 | from 1",
                "seed | 99999999999999999999 | whole",
                "precision | float16 | float32 or float64",
            })
    void whatIsNotPossibleIsSaidByKey(String key, String value, String expected) {
        UserException wrong = assertThrows(UserException.class, () -> read(Map.of(key, value)));
        String message = String.valueOf(wrong.getMessage());
        assertEquals(UserException.Kind.USAGE, wrong.kind());
        assertTrue(message.contains("\"" + key + "\"") && message.contains(expected), message);
    }

    @Test
    void aMistypedNameIsGuessed() {
        UserException wrong = assertThrows(UserException.class, () -> read(Map.of("learningrate", 0.1)));
        assertTrue(String.valueOf(wrong.getMessage()).contains("did you mean learningRate"), wrong.getMessage());
    }
}

package org.chainrule.tabular.encode;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chainrule.text.Call;
import org.chainrule.text.Numbers;

/** {@link EncoderOptions} as text and back. */
final class EncoderSpec {
    /** Options that came after the first version: files without them mean their defaults. */
    private static final List<String> LATER =
            List.of("noise", "dropConstants", "coding", "manyLevels", "maxCodes", "folds", "smoothing", "codeLevels");

    private EncoderSpec() {}

    static String write(EncoderOptions options) {
        CategoryOptions categories = options.categories();
        return new Call(
                        options.numeric().name().toLowerCase(Locale.ROOT),
                        List.of(
                                "clip=" + Numbers.shortest(options.clip()),
                                "missingIndicators=" + options.missingIndicators(),
                                "collapseTwoLevels=" + options.collapseTwoLevels(),
                                "maxOneHotLevels=" + options.maxOneHotLevels(),
                                "hashBuckets=" + options.hashBuckets(),
                                "hashSeed=" + options.hashSeed(),
                                "maxQuantiles=" + options.maxQuantiles(),
                                "bins=" + options.bins(),
                                "noise=" + Numbers.shortest(options.noise()),
                                "dropConstants=" + options.dropConstants(),
                                "coding=" + categories.coding().name().toLowerCase(Locale.ROOT),
                                "manyLevels=" + categories.manyLevels().name().toLowerCase(Locale.ROOT),
                                "maxCodes=" + categories.maxCodes(),
                                "folds=" + categories.folds(),
                                "smoothing=" + Numbers.shortest(categories.smoothing()),
                                "codeLevels=" + categories.codeLevels()))
                .toString();
    }

    static EncoderOptions read(String text) {
        Call call = Call.parse(text);
        Map<String, String> values = new HashMap<>();
        for (String argument : call.arguments()) {
            int equals = Math.max(0, argument.indexOf('='));
            values.put(argument.substring(0, equals), argument.substring(Math.min(argument.length(), equals + 1)));
        }
        EncoderOptions options = new EncoderOptions(
                constant(NumericTransform.values(), call.name()),
                Call.number("clip", option(values, "clip", text)),
                flag(option(values, "missingIndicators", text)),
                flag(option(values, "collapseTwoLevels", text)),
                Integer.parseInt(option(values, "maxOneHotLevels", text)),
                Integer.parseInt(option(values, "hashBuckets", text)),
                Integer.parseInt(option(values, "hashSeed", text)),
                Integer.parseInt(option(values, "maxQuantiles", text)),
                Integer.parseInt(option(values, "bins", text)),
                Call.number("noise", values.getOrDefault("noise", "0")),
                flag(values.getOrDefault("dropConstants", "false")),
                categories(values));
        LATER.forEach(values::remove);
        if (!values.isEmpty()) {
            throw new IllegalArgumentException("an encoding has no option " + values.keySet() + ", found " + text);
        }
        return options;
    }

    private static CategoryOptions categories(Map<String, String> values) {
        CategoryOptions usual = CategoryOptions.defaults();
        return new CategoryOptions(
                constant(
                        LevelCoding.values(),
                        values.getOrDefault("coding", usual.coding().name())),
                constant(
                        ManyLevels.values(),
                        values.getOrDefault("manyLevels", usual.manyLevels().name())),
                Integer.parseInt(values.getOrDefault("maxCodes", String.valueOf(usual.maxCodes()))),
                Integer.parseInt(values.getOrDefault("folds", String.valueOf(usual.folds()))),
                Call.number("smoothing", values.getOrDefault("smoothing", String.valueOf(usual.smoothing()))),
                flag(values.getOrDefault("codeLevels", String.valueOf(usual.codeLevels()))));
    }

    private static <E extends Enum<E>> E constant(E[] constants, String name) {
        for (E constant : constants) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "expected one of " + List.of(constants) + " for an encoding, found \"" + name + "\"");
    }

    private static String option(Map<String, String> values, String name, String text) {
        String value = values.remove(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "expected the option " + name + " of an encoding, found none in " + text);
        }
        return value;
    }

    private static boolean flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException("expected true or false, found \"" + text + "\"");
    }
}

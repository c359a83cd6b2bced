package org.chainrule.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.network.Activation;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.recipe.Presets;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From what the user wrote to values; what is wrong is said at once, before any data are read. */
final class Converters {
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    private Converters() {}

    /** A whole number from 1. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 1, Integer.MAX_VALUE);
        }
    }

    /** A port; 0 is any that is free. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 0, 65_535);
        }
    }

    /** A whole number from 0. */
    static final class CountOrZero implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 0, Integer.MAX_VALUE);
        }
    }

    /** Threads. */
    static final class Threads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return whole(value, 0, 1024);
        }
    }

    /** Any whole number of 64 bits. */
    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.valueOf(value.strip());
            } catch (NumberFormatException e) {
                throw wrong("a whole number of at most 64 bits", value);
            }
        }
    }

    /** A finite number above 0. */
    static final class Positive implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return number(value, "a number above 0", x -> x > 0 && x < Double.POSITIVE_INFINITY);
        }
    }

    /** A finite number from 0. */
    static final class NotNegative implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return number(value, "a number from 0 on", x -> x >= 0 && x < Double.POSITIVE_INFINITY);
        }
    }

    /** A share in [0, 1). */
    static final class Share implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return number(value, "a number from 0 to below 1", x -> x >= 0 && x < 1);
        }
    }

    /** A share in (0, 1). */
    static final class Level implements ITypeConverter<Double> {
        @Override
        public Double convert(String value) {
            return number(value, "a number between 0 and 1, such as 0.9", x -> x > 0 && x < 1);
        }
    }

    /** {@code 60s}, {@code 5m}, {@code 1h30m}; without a unit seconds. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            String text = value.strip().toLowerCase(Locale.ROOT);
            String whole = text.matches("\\d+(\\.\\d+)?") ? text + "s" : text;
            Matcher part = DURATION.matcher(whole);
            double seconds = 0;
            int end = 0;
            while (part.find() && part.start() == end) {
                seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
                end = part.end();
            }
            if (end != whole.length() || !(seconds > 0 && seconds < 1e9)) {
                throw wrong("a time such as 60s, 5m or 1h30m", value);
            }
            return Duration.ofMillis(Math.max(1, Math.round(seconds * 1e3)));
        }

        private static double unit(String unit) {
            return switch (unit) {
                case "ms" -> 1e-3;
                case "s" -> 1;
                case "m" -> 60;
                default -> 3600;
            };
        }
    }

    /** A time, or {@code never}, which is null. */
    static final class TimeOrNever implements ITypeConverter<@Nullable Duration> {
        @Override
        public @Nullable Duration convert(String value) {
            return value.strip().equals("never") ? null : new Time().convert(value);
        }
    }

    /** {@code 256,128}; {@code none} for no hidden layer. */
    static final class Widths implements ITypeConverter<Layers> {
        @Override
        public Layers convert(String value) {
            if (value.strip().equals("none")) {
                return new Layers(List.of());
            }
            List<Integer> widths = new ArrayList<>();
            for (String width : value.split(",", -1)) {
                try {
                    widths.add(Integer.valueOf(width.strip()));
                } catch (NumberFormatException e) {
                    throw wrong("widths of layers such as 256,128 (or none)", value);
                }
            }
            if (widths.stream().anyMatch(width -> width < 1)) {
                throw wrong("widths of at least 1 such as 256,128 (or none)", value);
            }
            return new Layers(widths);
        }
    }

    /**
     * Widths of hidden layers: a type of its own, because picocli would fill a list element by element.
     *
     * @param widths one a layer
     */
    record Layers(List<Integer> widths) {}

    /** A task; {@code auto} is null. */
    static final class TaskName implements ITypeConverter<@Nullable Task> {
        @Override
        public @Nullable Task convert(String value) {
            String name = oneOf(value, List.of("auto", "classification", "regression"));
            return name.equals("auto") ? null : Task.valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** A preset. */
    static final class Preset implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return oneOf(
                    value,
                    Stream.concat(Presets.NAMES.stream(), Presets.SEARCHES.stream())
                            .toList());
        }
    }

    /** {@code float32} or {@code float64}. */
    static final class PrecisionName implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String value) {
            return Precision.valueOf(oneOf(value, List.of("float32", "float64")).toUpperCase(Locale.ROOT));
        }
    }

    /** A transform of the target. */
    static final class Transform implements ITypeConverter<TargetTransform> {
        @Override
        public TargetTransform convert(String value) {
            return TargetTransform.valueOf(
                    oneOf(value, List.of("none", "log", "asinh", "quantile")).toUpperCase(Locale.ROOT));
        }
    }

    /** Something that a preset decides if neither is said. */
    static final class YesNo implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String value) {
            return oneOf(value, List.of("true", "false")).equals("true");
        }
    }

    /** Activations, one a hidden layer or one for all. */
    static final class Activations implements ITypeConverter<Phis> {
        @Override
        public Phis convert(String value) {
            return new Phis(Arrays.stream(value.split(",", -1))
                    .map(name -> parsed(name, Activation::parse))
                    .toList());
        }
    }

    /**
     * Activations of hidden layers: a type of its own, because picocli would fill a list element by element.
     *
     * @param activations one a layer, or one for all
     */
    record Phis(List<Activation> activations) {}

    /** A likelihood, checked and kept as text. */
    static final class Likelihood implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            parsed(value, Likelihoods::parse);
            return value;
        }
    }

    /** An optimizer, checked and kept as text. */
    static final class Optimizer implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!value.equals("lbfgs")) {
                parsed(value, Optimizers::parse);
            }
            return value;
        }
    }

    /** A schedule, checked and kept as text. */
    static final class Schedule implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            parsed(value, Schedules::parse);
            return value;
        }
    }

    private static String oneOf(String value, List<String> names) {
        String name = value.strip().toLowerCase(Locale.ROOT);
        if (!names.contains(name)) {
            List<String> near = NearestNames.of(name, names);
            throw new TypeConversionException("expected one of " + String.join(", ", names) + "; found \""
                    + Display.text(value) + "\"" + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?"));
        }
        return name;
    }

    private static <T> T parsed(String value, Function<String, T> parse) {
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }

    private static int whole(String value, int least, int most) {
        String expected = most == Integer.MAX_VALUE
                ? "a whole number from " + least + " on"
                : "a whole number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(value.strip().replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(expected, value);
    }

    private static double number(String value, String expected, Function<Double, Boolean> fits) {
        try {
            double number = Double.parseDouble(value.strip());
            if (fits.apply(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(expected, value);
    }

    static TypeConversionException wrong(String expected, String found) {
        return new TypeConversionException("expected " + expected + ", found \"" + Display.text(found) + "\"");
    }
}

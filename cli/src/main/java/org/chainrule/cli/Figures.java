package org.chainrule.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers for people and for JSON. */
final class Figures {
    private Figures() {}

    /** Four significant digits. */
    static String brief(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "-" : String.valueOf(value);
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 10 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** With thousands separated. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Rounded, with thousands separated. */
    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Seconds, minutes or hours. */
    static String time(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** Metrics in one line. */
    static String metrics(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .map(entry -> entry.getKey() + " " + brief(entry.getValue()))
                .collect(Collectors.joining("  "));
    }

    /** JSON has no NaN: a number that is not finite becomes null. */
    static @Nullable Double json(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Metrics for JSON. */
    static Map<String, @Nullable Double> json(Map<String, Double> metrics) {
        Map<String, @Nullable Double> finite = new LinkedHashMap<>();
        metrics.forEach((name, value) -> finite.put(name, json(value)));
        return finite;
    }
}

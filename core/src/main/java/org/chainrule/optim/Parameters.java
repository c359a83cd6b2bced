package org.chainrule.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.text.Call;
import org.jspecify.annotations.Nullable;

/** The {@code name=value} arguments of one call, each of which must be asked for. */
final class Parameters {
    private final Call call;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    Parameters(Call call) {
        this.call = call;
        for (String argument : call.arguments()) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        call.name() + " expects parameters as name=value, found '" + argument + "'");
            }
            String name = argument.substring(0, equals).strip();
            if (values.put(name, argument.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException(call.name() + " has the parameter " + name + " twice");
            }
        }
    }

    double number(String name, double fallback) {
        String text = take(name);
        return text == null ? fallback : Call.number(call.name() + ": " + name, text);
    }

    boolean flag(String name, boolean fallback) {
        String text = take(name);
        if (text == null) {
            return fallback;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        call.name() + ": " + name + " must be true or false, found '" + text + "'");
        };
    }

    private @Nullable String take(String name) {
        known.add(name);
        return values.remove(name);
    }

    void requireAllUsed() {
        if (!values.isEmpty()) {
            throw new IllegalArgumentException(call.name() + " has no parameter "
                    + values.keySet().iterator().next()
                    + (known.isEmpty() ? "; it has none" : "; it has " + String.join(", ", known)));
        }
    }
}

package org.chainrule.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The options of a run, {@code --name value}, with the defaults of the command. */
final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /** What the user got wrong, in one line. */
    static final class WrongUsage extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongUsage(String message) {
            super(message);
        }
    }

    static Options parse(Command command, List<String> args) {
        Map<String, String> values = new LinkedHashMap<>();
        command.options().forEach((name, meaning) -> values.put(name, meaning.value()));
        for (int i = 0; i < args.size(); i += 2) {
            String name = args.get(i).startsWith("--") ? args.get(i).substring(2) : "";
            if (!values.containsKey(name)) {
                throw new WrongUsage(command.name() + " has no option " + args.get(i) + "; expected one of --"
                        + String.join(", --", values.keySet()));
            }
            if (i + 1 == args.size()) {
                throw new WrongUsage("--" + name + " needs a value");
            }
            values.put(name, args.get(i + 1));
        }
        return new Options(values);
    }

    /** Empty if neither given nor preset. */
    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no option " + name + " is declared");
        }
        return value;
    }

    int integer(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            throw new WrongUsage("--" + name + " expects a whole number, found " + text(name));
        }
    }

    double number(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw new WrongUsage("--" + name + " expects a number, found " + text(name));
        }
    }

    int[] integers(String name) {
        try {
            return Stream.of(text(name).split(",", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new WrongUsage("--" + name + " expects whole numbers with commas between them, found " + text(name));
        }
    }
}

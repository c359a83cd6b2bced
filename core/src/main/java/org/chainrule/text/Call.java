package org.chainrule.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A name with arguments, as in {@code warmup(0.05,cosine(0.01))}: the form in which rules and schedules are written.
 *
 * @param name      what stands before the parenthesis
 * @param arguments what stands between the outermost commas, trimmed; empty without a parenthesis
 */
public record Call(String name, List<String> arguments) {
    /** Copies the arguments. */
    public Call {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads {@code name} or {@code name(argument,...)}; an argument may itself have parentheses.
     *
     * @param text what was written
     * @return the name and its arguments
     * @throws IllegalArgumentException if the parentheses do not match or an argument is empty
     */
    public static Call parse(String text) {
        String trimmed = text.strip();
        int open = trimmed.indexOf('(');
        if (open < 0 && trimmed.indexOf(')') < 0) {
            return new Call(trimmed, List.of());
        }
        if (open < 0 || trimmed.indexOf(')') < open || !trimmed.endsWith(")")) {
            throw malformed(text);
        }
        String inside = trimmed.substring(open + 1, trimmed.length() - 1);
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= inside.length(); i++) {
            char c = i < inside.length() ? inside.charAt(i) : ',';
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0 || i == inside.length() && depth != 0) {
                throw malformed(text);
            }
            if (c == ',' && depth == 0) {
                String argument = inside.substring(start, i).strip();
                start = i + 1;
                if (argument.isEmpty() && !inside.isBlank()) {
                    throw malformed(text);
                }
                if (!argument.isEmpty()) {
                    arguments.add(argument);
                }
            }
        }
        return new Call(trimmed.substring(0, open).strip(), arguments);
    }

    /**
     * An argument that must be a number.
     *
     * @param index    position of the argument, from 0
     * @param fallback the value when there are fewer arguments
     * @return the number
     * @throws IllegalArgumentException if it is not a finite number
     */
    public double number(int index, double fallback) {
        return index < arguments.size() ? number(name + " argument " + (index + 1), arguments.get(index)) : fallback;
    }

    /**
     * Checks how many arguments there are.
     *
     * @param least  fewest
     * @param most   most
     * @param syntax how it is written, for the message
     * @return this
     * @throws IllegalArgumentException if there are fewer or more
     */
    public Call expect(int least, int most, String syntax) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new IllegalArgumentException(
                    name + " is written " + syntax + ", found " + arguments.size() + " arguments in " + this);
        }
        return this;
    }

    /**
     * Reads a finite number.
     *
     * @param what what the number is, for the message
     * @param text what was written
     * @return the number
     * @throws IllegalArgumentException if it is not a finite number
     */
    public static double number(String what, String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + " must be a number, found '" + text + "'", e);
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be a finite number, found '" + text + "'");
        }
        return value;
    }

    /** The text that {@link #parse} reads back. */
    @Override
    public String toString() {
        return arguments.isEmpty() ? name : name + "(" + String.join(",", arguments) + ")";
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "expected name or name(argument,...) with matching parentheses, found '" + text + "'");
    }
}

package org.chainrule.bench;

import java.io.PrintStream;
import java.util.Map;

/** One benchmark of {@code bench/run}. */
interface Command {
    /** What an option means, and its value when it is not given; an empty one is shown as none. */
    record Meaning(String text, String value) {
        String shownDefault() {
            return value.isEmpty() ? "" : " [" + value + "]";
        }
    }

    String name();

    /** One line. */
    String purpose();

    /** All options, in the order of the help. */
    Map<String, Meaning> options();

    /** Measures and prints; the exit code. */
    int run(Options options, PrintStream out) throws Exception;
}

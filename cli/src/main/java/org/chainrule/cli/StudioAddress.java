package org.chainrule.cli;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.chainrule.studio.problem.SettingsReader;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** What is behind the {@code #} of the studio's address: the settings of one run or two, checked as the page's are, and what the page alone understands. */
final class StudioAddress {
    /** Of the page, not of a training; {@code b.} before them and before settings is the second run. */
    private static final Set<String> PAGE = Set.of("hide", "view", "edits", "b.edits", "step");

    private static final String SECOND = "b.";

    private StudioAddress() {}

    /**
     * Checks it.
     *
     * @param given a link that was copied from the page, what is behind its {@code #}, or null
     * @param table whether there is a table of the user's own
     * @return {@code #} and what was given, unchanged; empty for nothing
     * @throws UserException if it cannot be read, or a setting is unknown or not possible
     */
    static String fragment(@Nullable String given, boolean table) {
        String text = given == null ? "" : behind(given.strip());
        if (text.isEmpty()) {
            return "";
        }
        Map<String, @Nullable Object> first = new LinkedHashMap<>();
        Map<String, @Nullable Object> second = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw UserException.usage("--settings: expected name=value with & between, found " + Display.text(pair)
                        + "; write such as layers=8:relu&epochs=50");
            }
            String name = pair.substring(0, equals);
            String value = decoded(pair.substring(equals + 1));
            if (PAGE.contains(name)) {
                continue;
            }
            if (name.startsWith(SECOND)) {
                second.put(name.substring(SECOND.length()), value);
            } else {
                first.put(name, value);
            }
        }
        String problem = SettingsReader.read(first, table).problem();
        if (!second.isEmpty()) {
            second.putIfAbsent("problem", problem); // as the page does
            second(second, table);
        }
        return "#" + text;
    }

    private static String behind(String link) {
        int hash = link.indexOf('#');
        return hash >= 0 ? link.substring(hash + 1) : link.matches("(?i)https?://.*") ? "" : link;
    }

    private static void second(Map<String, @Nullable Object> settings, boolean table) {
        try {
            SettingsReader.read(settings, table);
        } catch (UserException e) {
            throw new UserException(UserException.Kind.USAGE, "b., the second run: " + e.getMessage(), e);
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw UserException.usage("--settings: expected text as in an address, found " + Display.text(value)
                    + "; write a percent sign as %25");
        }
    }
}

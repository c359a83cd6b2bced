package org.chainrule.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Opens a page in the user's browser: the one thing for which Chainrule starts another program, and only for a person at a desktop. */
final class Browser {
    private Browser() {}

    /**
     * Opens an address, if there is a person at a terminal and a desktop; otherwise, and if it fails, nothing happens: the address was printed.
     *
     * @param address of this machine's own server
     * @param console where the person is
     */
    static void open(String address, Console console) {
        List<String> command = command(System.getProperty("os.name", ""), address);
        if (!console.terminal() || command.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // there is no such program here; the address is on the screen
        }
    }

    /** Empty without a desktop. */
    private static List<String> command(String system, String address) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return List.of("open", address);
        } else if (name.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        boolean desktop = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        return desktop ? List.of("xdg-open", address) : List.of();
    }
}

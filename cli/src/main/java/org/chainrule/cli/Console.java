package org.chainrule.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command writes: results go to standard output, everything that a person reads goes to standard error.
 *
 * @param out      standard output, unbuffered bytes
 * @param err      standard error
 * @param terminal whether standard error is a terminal, so that a line on it can be redrawn
 * @param columns  characters of a line of it
 */
record Console(OutputStream out, PrintStream err, boolean terminal, int columns) {
    private static final int USUAL_COLUMNS = 80;
    private static final int LONGEST_MESSAGE = 4_000;

    /** The console of this process. */
    static Console ofProcess() {
        return new Console(new FileOutputStream(FileDescriptor.out), System.err, isTerminal(), columnsOfTerminal());
    }

    /** Asks the system about standard error itself: {@code System.console()} is about the other two streams. */
    private static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        Path link = Path.of("/proc/self/fd/2");
        try {
            if (Files.isSymbolicLink(link)) {
                String device = Files.readSymbolicLink(link).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
            }
        } catch (IOException e) {
            // not Linux, or not allowed to look
        }
        return Ansi.AUTO.enabled();
    }

    private static int columnsOfTerminal() {
        try {
            String columns = System.getenv("COLUMNS");
            return columns == null ? USUAL_COLUMNS : Math.max(40, Math.min(300, Integer.parseInt(columns.strip())));
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    /**
     * A line for a person.
     *
     * @param line what to say; control characters are escaped
     */
    void say(String line) {
        err.println(Display.text(line, LONGEST_MESSAGE));
    }

    /** An empty line for a person. */
    void space() {
        err.println();
    }

    /**
     * A line that says what went wrong, with the name of the program before it.
     *
     * @param message one line
     */
    void complain(String message) {
        say("chainrule: " + message);
    }

    /**
     * A line of the result.
     *
     * @param line the text
     * @throws UserException if it cannot be written
     */
    void print(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            failedOutput(e);
        }
    }

    /**
     * Judges a failure of standard output: when the reader has gone ({@code | head}) there is nothing to complain about.
     *
     * @param e what was thrown
     * @throws UserException unless the reader has gone
     */
    static void failedOutput(IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.contains("Broken pipe")
                && !reason.contains("pipe is being closed")
                && !reason.contains("pipe has been ended")) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot write to standard output: " + reason + "; free some space or choose another place",
                    e);
        }
    }
}

package org.chainrule.tabular.error;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command line as one would type it. */
public final class ShellText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

    private ShellText() {}

    /**
     * The command line of these arguments, quoted for a POSIX shell. The address of a JDBC source is left out, because it may hold a password.
     *
     * @param arguments as the shell gave them
     * @return one line, unless an argument has several
     */
    public static String of(String[] arguments) {
        return "chainrule " + Arrays.stream(arguments).map(ShellText::quoted).collect(Collectors.joining(" "));
    }

    /**
     * One word of a command line. The address of a JDBC source is left out.
     *
     * @param argument as the shell would give it
     * @return quoted if need be
     */
    public static String quoted(String argument) {
        int jdbc = argument.startsWith("jdbc:") ? 0 : argument.indexOf("=jdbc:") + 1;
        if (argument.startsWith("jdbc:") || jdbc > 0) {
            return "'" + argument.substring(0, jdbc).replace("'", "'\\''") + "jdbc:URL|QUERY'";
        }
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}

package org.chainrule.cli;

import java.util.List;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** From what was thrown to one line and an exit code. */
final class Failures {
    /** A defect of ours. */
    static final int DEFECT = 1;
    /** Wrong usage. */
    static final int USAGE = 2;
    /** Bad data or model file, or a machine too small for them. */
    static final int DATA = 3;

    private final Console console;
    private final boolean traces;

    Failures(Console console, boolean traces) {
        this.console = console;
        this.traces = traces;
    }

    /**
     * What a command threw.
     *
     * @param wrong the exception or error
     * @return the exit code
     */
    int of(Throwable wrong) {
        Throwable known = wrong;
        while (!(known instanceof UserException || known instanceof OutOfMemoryError)
                && known.getCause() != null
                && known.getCause() != known) {
            known = known.getCause();
        }
        if (known instanceof UserException mistake) {
            console.complain(String.valueOf(mistake.getMessage()));
            trace(wrong);
            return mistake.kind().exitCode();
        }
        if (known instanceof OutOfMemoryError) {
            console.complain(
                    "the memory of the virtual machine, "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB, is too small for this table or network; give more, for example CHAINRULE_JAVA_OPTS=-Xmx4g, or use fewer columns or units");
            trace(wrong);
            return DATA;
        }
        console.complain("a defect in Chainrule: " + wrong.getClass().getSimpleName() + ": " + wrong.getMessage()
                + "; please report it" + (traces ? "" : "; run again with --stacktrace to see where"));
        trace(wrong);
        return DEFECT;
    }

    private void trace(Throwable wrong) {
        if (traces) {
            wrong.printStackTrace(console.err());
        }
    }

    /**
     * What picocli found wrong with the arguments.
     *
     * @param wrong its exception
     * @return the exit code
     */
    int usage(ParameterException wrong) {
        if (wrong.getCause() instanceof UserException mistake) {
            return of(mistake);
        }
        CommandLine command = wrong.getCommandLine();
        StringBuilder line = new StringBuilder(
                wrong instanceof UnmatchedArgumentException unmatched
                        ? unmatched(unmatched, command)
                        : String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", "; "));
        if (line.length() > 0) {
            line.setCharAt(0, Character.toLowerCase(line.charAt(0)));
        }
        console.complain(line + "; see " + command.getCommandSpec().qualifiedName() + " --help");
        trace(wrong);
        return USAGE;
    }

    private static String unmatched(UnmatchedArgumentException wrong, CommandLine command) {
        String first =
                wrong.getUnmatched().isEmpty() ? "" : wrong.getUnmatched().get(0);
        String what = first.startsWith("-")
                ? "unknown option "
                : command.getSubcommands().isEmpty() ? "one argument too many: " : "unknown command ";
        List<String> near = wrong.getSuggestions();
        return what
                + '"'
                + Display.text(first)
                + '"'
                + (near.isEmpty()
                        ? ""
                        : "; did you mean " + String.join(" or ", near.subList(0, Math.min(3, near.size()))) + "?");
    }
}

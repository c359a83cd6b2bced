package org.chainrule.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Chainrule. */
@Command(name = "chainrule", version = "chainrule 0.1.0", mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments what the user wrote
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.err);
    }
}

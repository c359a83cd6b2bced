package org.chainrule.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.UserException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of Chainrule. Start at {@link #execute}; each command is a class of its own. */
@Command(
        name = "chainrule",
        description = "Trains, explains and serves feedforward neural networks on tables.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExample:%n",
        footer = {
            "  chainrule train penguins.csv --target species",
            "  chainrule predict model.chainrule penguins.csv --out predictions.csv",
            "",
            "Exit codes: 0 done, 1 a defect of ours, 2 wrong usage, 3 bad data or model",
            "file, 4 training diverged, 5 a reproduction has other bits, 130 interrupted",
            "(what was learned is saved).",
            "CHAINRULE_JAVA_OPTS holds options for the virtual machine, such as -Xmx8g or",
            "-Dchainrule.kernel=scalar."
        })
public final class Main implements Runnable {
    private static final List<String> STACK_TRACE = List.of("-X", "--stacktrace");

    private final Console console;

    @Option(
            names = {"-X", "--stacktrace"},
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error.")
    @SuppressWarnings("UnusedVariable") // for the help: an error may come before picocli has read the arguments
    private boolean stackTrace;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main(Console console) {
        this.console = console;
    }

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments what the user wrote
     */
    public static void main(String[] arguments) {
        int exitCode = execute(arguments, Console.ofProcess());
        System.err.flush();
        System.exit(exitCode);
    }

    /**
     * Runs a command.
     *
     * @param arguments what the user wrote
     * @param console   where to write
     * @return the exit code
     */
    static int execute(String[] arguments, Console console) {
        boolean traces = Arrays.stream(arguments).anyMatch(STACK_TRACE::contains);
        Failures failures = new Failures(console, traces);
        try {
            CommandLine line = commandLine(arguments, console);
            line.setParameterExceptionHandler((wrong, all) -> failures.usage(wrong));
            line.setExecutionExceptionHandler((wrong, command, parsed) -> failures.of(wrong));
            return line.execute(arguments);
        } catch (Throwable wrong) { // nothing leaves without a line that explains it, not even an error of the virtual
            // machine
            return failures.of(wrong);
        }
    }

    /** All commands, with what {@code --config} says as their defaults: nothing has been read of the arguments yet but that. */
    static CommandLine commandLine(String[] arguments, Console console) {
        CommandLine line = new CommandLine(new Main(console));
        line.addSubcommand(new TrainCommand(console, arguments));
        line.addSubcommand(new EvaluateCommand(console));
        line.addSubcommand(new PredictCommand(console));
        line.addSubcommand(new InspectCommand(console));
        line.addSubcommand(new ExportCommand(console));
        line.addSubcommand(new GradcheckCommand(console));
        line.addSubcommand(new ExplainCommand(console));
        line.addSubcommand(new ReproduceCommand(console));
        line.addSubcommand(new ImportCommand(console));
        line.addSubcommand(new StudioCommand(console));
        line.addSubcommand(new ServeCommand(console));
        line.addSubcommand(new CompletionCommand(console));
        line.setOut(new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), true));
        line.setErr(new PrintWriter(console.err(), true, Charset.defaultCharset()));
        line.setExpandAtFiles(false);
        line.setUsageHelpWidth(100);
        ConfigFile.apply(arguments, line);
        return line;
    }

    /** Without a command there is only the help to show. */
    @Override
    public void run() {
        spec.commandLine().usage(console.err());
        throw UserException.usage("expected a command, found none; begin with chainrule train --help");
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"chainrule " + Chainrule.VERSION};
        }
    }
}

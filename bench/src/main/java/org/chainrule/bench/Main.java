package org.chainrule.bench;

import java.util.Arrays;
import java.util.List;

/** {@code bench/run NAME [--option value ...]}: finds the benchmark and runs it. */
public final class Main {
    private static final List<Command> ALL = List.of(
            new PeakCommand(),
            new JmhCommand(),
            new OpenBlasComparison(),
            new LatencyComparison(),
            new JavaSourceLatency(),
            new ServeComparison(),
            new HostileComparison(),
            new ServeChild(),
            new TrainerOverhead(),
            new Scaling(),
            new Streaming(),
            new Friedman(),
            new CoverageBenchmark(),
            new ShardStudy(),
            new KernelGuard());

    private Main() {}

    /**
     * Runs a command.
     *
     * @param args its name and options
     * @throws Exception if it fails
     */
    public static void main(String[] args) throws Exception {
        int code = run(args);
        System.out.flush();
        System.exit(code);
    }

    static int run(String... args) throws Exception {
        String name = args.length == 0 ? "list" : args[0];
        if (name.equals("list") || name.equals("--help")) {
            System.out.print(list());
            return 0;
        }
        for (Command command : ALL) {
            if (command.name().equals(name)) {
                try {
                    Options options = Options.parse(command, Arrays.asList(args).subList(1, args.length));
                    return command.run(options, System.out);
                } catch (Options.WrongUsage wrong) {
                    System.err.println("bench: " + wrong.getMessage());
                    return 2;
                }
            }
        }
        System.err.println("bench: there is no benchmark \"" + name + "\"; bench/run list shows all");
        return 2;
    }

    static String list() {
        StringBuilder text = new StringBuilder();
        for (Command command : ALL) {
            text.append(String.format("%-10s %s%n", command.name(), command.purpose()));
            command.options()
                    .forEach((option, meaning) -> text.append(String.format(
                            "           --%-14s %s%s%n", option, meaning.text(), meaning.shownDefault())));
        }
        return text.toString();
    }
}

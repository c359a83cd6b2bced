package org.chainrule.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Good traffic at a steady rate, alone and while hostile requests come, in turn: its p99, what the attacks were answered, and the live heap of the server.
 */
final class HostileComparison implements Command {
    private static final int BODIES = 64;
    private static final double MOST_RATIO = 2;
    private static final long MOST_GROWTH = 16L << 20;
    private static final int CONNECTIONS = 2;

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public String purpose() {
        return "good traffic's p99 while hostile requests come: slow, oversized, malformed, wrong Host or Origin, traversal";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("requests", new Meaning("hostile requests in all", "10000"));
        options.put("rounds", new Meaning("rounds, each without and with them", "10"));
        options.put("seconds", new Meaning("of each half of a round", "10"));
        options.put("rate", new Meaning("good requests a second", "300"));
        options.put("patience", new Meaning("milliseconds that the server lets a request arrive", "10000"));
        options.put("heap", new Meaning("of the server", "256m"));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws Exception {
        Machine.print(out);
        Path folder = Files.createTempDirectory("chainrule-hostile");
        try {
            Path file = folder.resolve("m.chainrule");
            ServeModels.train(Workload.A32, folder).save(file);
            try (ServerProcess server = new ServerProcess(
                    options.text("heap"), "--model", file.toString(), "--patience", options.text("patience"))) {
                return measure(server, options, out);
            }
        } finally {
            ServeComparison.remove(folder);
        }
    }

    private static int measure(ServerProcess server, Options options, PrintStream out) throws Exception {
        List<String> bodies = ServeModels.bodies(Workload.A32, BODIES);
        GoodTraffic good = new GoodTraffic(server.port(), bodies);
        int rate = options.integer("rate");
        double seconds = options.number("seconds");
        int rounds = options.integer("rounds");
        int requests = options.integer("requests");
        good.run(CONNECTIONS, 10 * rate, seconds);
        try (HostileTraffic warm = new HostileTraffic(server.port())) {
            warm.begin(0, 40, 1);
            warm.finish();
        }
        long before = server.heapBytes();
        double[] alone50 = new double[rounds];
        double[] alone99 = new double[rounds];
        double[] among50 = new double[rounds];
        double[] among99 = new double[rounds];
        Map<String, Integer> wrong;
        Map<Integer, Integer> statuses;
        int done;
        try (HostileTraffic hostile = new HostileTraffic(server.port())) {
            for (int round = 0; round < rounds; round++) {
                double[] alone = good.run(CONNECTIONS, rate, seconds);
                alone50[round] = Timing.quantile(alone, 0.5);
                alone99[round] = Timing.quantile(alone, 0.99);
                int from = (int) ((long) requests * round / rounds);
                int to = (int) ((long) requests * (round + 1) / rounds);
                Thread attack = new Thread(() -> hostile.begin(from, to, seconds), "hostile");
                attack.start();
                double[] among = good.run(CONNECTIONS, rate, seconds);
                attack.join();
                among50[round] = Timing.quantile(among, 0.5);
                among99[round] = Timing.quantile(among, 0.99);
            }
            hostile.finish();
            wrong = hostile.wrong();
            statuses = hostile.statuses();
            done = hostile.done();
        }
        long after = server.heapBytes();
        MarkdownTable table = new MarkdownTable("good traffic", "p50, us", "p99, us (median of rounds)", "p99, us (worst round)");
        table.add("alone", Timing.median(alone50) / 1e3, Timing.median(alone99) / 1e3, Timing.quantile(alone99, 1) / 1e3);
        table.add("among hostile requests", Timing.median(among50) / 1e3, Timing.median(among99) / 1e3, Timing.quantile(among99, 1) / 1e3);
        out.print(table);
        double ratio = Timing.median(among99) / Timing.median(alone99);
        out.printf("%nhostile requests %d, answered by status %s (0: closed, or not waited for)%n", done, statuses);
        out.printf("p99 ratio %.2f (at most %.0f); live heap %.1f MiB before, %.1f MiB after%n", ratio, MOST_RATIO, before / 1048576.0, after / 1048576.0);
        wrong.forEach((what, count) -> out.println("WRONG " + what + ", " + count + " times"));
        boolean well = wrong.isEmpty() && ratio <= MOST_RATIO && after - before <= MOST_GROWTH && server.alive();
        out.println(well ? "held" : "NOT HELD");
        return well ? 0 : 1;
    }
}

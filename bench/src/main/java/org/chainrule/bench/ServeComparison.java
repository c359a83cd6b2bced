package org.chainrule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Single rows over HTTP: chainrule serve beside the same model behind ONNX Runtime in an equally small server, taking turns, each in a process of its own, with
 * wrk on the same machine. The answers are compared before anything is timed.
 */
final class ServeComparison implements Command {
    private static final int BODIES = 64;
    private static final double TOLERANCE = 1e-4;

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String purpose() {
        return "single rows over HTTP: throughput, p50 and p99 by wrk, against ONNX Runtime in an equal server";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("rounds", new Meaning("interleaved rounds", "7"));
        options.put("seconds", new Meaning("of a round", "5"));
        options.put("warmup", new Meaning("seconds before the first round", "10"));
        options.put("connections", new Meaning("connections of wrk, one row of the table each", "1,8"));
        options.put("heap", new Meaning("of each server", "512m"));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws Exception {
        if (!Wrk.present()) {
            throw new Options.WrongUsage("wrk is missing; install it (on Debian: apt install wrk)");
        }
        Machine.print(out);
        MarkdownTable table = new MarkdownTable(
                "network",
                "connections",
                "server",
                "requests/s",
                "p50, us",
                "p99, us",
                "requests/s / ours",
                "p99 / ours");
        Path folder = Files.createTempDirectory("chainrule-serve");
        try {
            for (Workload workload : List.of(Workload.A32, Workload.B)) {
                compare(workload, folder, options, table);
            }
        } finally {
            remove(folder);
        }
        out.print(table);
        return 0;
    }

    /** Removes a folder of files. */
    static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static void compare(Workload workload, Path folder, Options options, MarkdownTable table) throws Exception {
        Model model = ServeModels.train(workload, folder);
        Path file = folder.resolve(workload.name() + ".chainrule");
        model.save(file);
        Path onnx = Files.write(folder.resolve(workload.name() + ".onnx"), ServeModels.onnx(model));
        List<String> bodies = ServeModels.bodies(workload, BODIES);
        Path script = Wrk.script(folder.resolve(workload.name() + ".lua"), bodies);
        String heap = options.text("heap");
        try (ServerProcess ours = new ServerProcess(heap, "--model", file.toString());
                ServerProcess theirs = new ServerProcess(heap, "--model", file.toString(), "--onnx", onnx.toString())) {
            requireEqual(ours.port(), theirs.port(), bodies);
            List<ServerProcess> servers = List.of(ours, theirs);
            for (ServerProcess server : servers) {
                Wrk.run(server.port(), script, 8, options.integer("warmup"));
            }
            for (int connections : options.integers("connections")) {
                List<List<Wrk.Result>> results = List.of(new ArrayList<>(), new ArrayList<>());
                for (int round = 0; round < options.integer("rounds"); round++) {
                    for (int s = 0; s < servers.size(); s++) {
                        results.get(s)
                                .add(Wrk.run(servers.get(s).port(), script, connections, options.integer("seconds")));
                    }
                }
                add(workload, connections, results, table);
            }
        }
    }

    private static void add(Workload workload, int connections, List<List<Wrk.Result>> results, MarkdownTable table) {
        List<String> names = List.of("chainrule serve", "ONNX Runtime");
        double rate = median(results.get(0), Wrk.Result::rate);
        double p99 = median(results.get(0), Wrk.Result::p99);
        for (int s = 0; s < results.size(); s++) {
            long errors = results.get(s).stream().mapToLong(Wrk.Result::errors).sum();
            if (errors > 0) {
                throw new IllegalStateException(names.get(s) + ": " + errors + " requests failed; nothing is reported");
            }
            table.add(
                    workload.name().substring(0, 1),
                    connections,
                    names.get(s),
                    median(results.get(s), Wrk.Result::rate),
                    median(results.get(s), Wrk.Result::p50),
                    median(results.get(s), Wrk.Result::p99),
                    median(results.get(s), Wrk.Result::rate) / rate,
                    median(results.get(s), Wrk.Result::p99) / p99);
        }
    }

    private static double median(List<Wrk.Result> results, java.util.function.ToDoubleFunction<Wrk.Result> of) {
        return Timing.median(results.stream().mapToDouble(of).toArray());
    }

    /** Both give the same answers. */
    static void requireEqual(int ours, int theirs, List<String> bodies) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String body : bodies) {
            Map<?, ?> own = ask(client, ours, body);
            Map<?, ?> onnx = ask(client, theirs, body);
            boolean same = own.get("value") instanceof Double value
                    ? close(value, onnx.get("value"))
                    : Objects.equals(own.get("label"), onnx.get("label"))
                            && own.get("probabilities") instanceof Map<?, ?> p
                            && onnx.get("probabilities") instanceof Map<?, ?> q
                            && p.entrySet().stream().allMatch(entry -> close(entry.getValue(), q.get(entry.getKey())));
            if (!same) {
                throw new IllegalStateException(
                        "chainrule serve says " + own + ", ONNX Runtime " + onnx + "; nothing was timed");
            }
        }
    }

    private static boolean close(@Nullable Object a, @Nullable Object b) {
        return a instanceof Double x
                && b instanceof Double y
                && Math.abs(x - y) <= TOLERANCE * Math.max(1, Math.abs(x));
    }

    private static Map<?, ?> ask(HttpClient client, int port, String body) throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() == 200 && Json.parse(response.body()) instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalStateException("status " + response.statusCode() + ": " + response.body());
    }
}

package org.chainrule.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.tabular.model.Json;

/** The load generator wrk: posts rows in turn over a number of connections, each as fast as the answers come. */
final class Wrk {
    private Wrk() {}

    /**
     * What it measured.
     *
     * @param p50    microseconds
     * @param p99    microseconds
     * @param rate   requests a second
     * @param errors answers of another status than 2xx, and connections that failed
     */
    record Result(double p50, double p99, double rate, long errors) {}

    /** A script that posts these bodies. */
    static Path script(Path file, List<String> bodies) throws IOException {
        StringBuilder lua = new StringBuilder("local bodies = {\n");
        bodies.forEach(body -> lua.append("  ").append(Json.write(body)).append(",\n"));
        lua.append("}\nlocal requests = {}\nlocal n = 0\n")
                .append("init = function(args)\n  for i, body in ipairs(bodies) do\n")
                .append("    requests[i] = wrk.format('POST', nil, {['Content-Type'] = 'application/json'}, body)\n")
                .append("  end\nend\n")
                .append("request = function()\n  n = n % #requests + 1\n  return requests[n]\nend\n")
                .append("done = function(summary, latency, requests)\n")
                .append("  local e = summary.errors\n")
                .append("  io.write(string.format('RESULT %f %f %f %d\\n', latency:percentile(50), latency:percentile(99),")
                .append(" summary.requests * 1e6 / summary.duration,")
                .append(" e.connect + e.read + e.write + e.status + e.timeout))\nend\n");
        return Files.writeString(file, lua);
    }

    /** Whether it can be run. */
    static boolean present() {
        try {
            new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start().getInputStream().readAllBytes();
            return true;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Loads a server for some seconds. */
    static Result run(int port, Path script, int connections, int seconds) throws IOException {
        Process process = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port + "/predict")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = reader.lines().toList();
            for (String line : lines) {
                if (line.startsWith("RESULT ")) {
                    String[] numbers = line.split(" ", -1);
                    return new Result(
                            Double.parseDouble(numbers[1]),
                            Double.parseDouble(numbers[2]),
                            Double.parseDouble(numbers[3]),
                            Long.parseLong(numbers[4]));
                }
            }
            throw new IOException("wrk said: " + String.join(" / ", lines));
        }
    }
}

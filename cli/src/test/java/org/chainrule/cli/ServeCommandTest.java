package org.chainrule.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chainrule.tabular.model.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code chainrule serve}: what it refuses before it listens, and in a process of its own its signals. */
@Timeout(120)
class ServeCommandTest {
    @TempDir
    static Path dir;

    @BeforeAll
    static void files() throws IOException {
        Samples.write(dir);
        train("m.chainrule", "1");
        train("n.chainrule", "2");
        Files.writeString(dir.resolve("token"), "0123456789abcdef0123\n");
        Files.writeString(dir.resolve("short"), "secret\n");
        Files.writeString(dir.resolve("long"), "a".repeat(5_000));
        Files.writeString(dir.resolve("bad.chainrule"), "no model");
    }

    private static void train(String name, String seed) {
        Ran ran = Ran.of(
                "train",
                file("good.csv"),
                "--target",
                "label",
                "--epochs",
                "2",
                "--hidden",
                "4",
                "--seed",
                seed,
                "--model",
                file(name),
                "--no-report");
        assertEquals(0, ran.code(), ran.err());
    }

    private static String file(String name) {
        return dir.resolve(name).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serve|2|missing required parameter",
                "serve DIR/none.chainrule|3|none.chainrule",
                "serve DIR/bad.chainrule|3|bad.chainrule",
                "serve DIR/m.chainrule DIR/m.chainrule|2|two that are called m",
                "serve a/b=DIR/m.chainrule|3|a/b=",
                "serve DIR/m.chainrule --port 70000|2|from 0 to 65535",
                "serve DIR/m.chainrule --host 0.0.0.0|2|expected a token",
                "serve DIR/m.chainrule --host no.such.host.invalid|2|address of this machine",
                "serve DIR/m.chainrule --host 0.0.0.0 --token-file DIR/none|2|openssl rand",
                "serve DIR/m.chainrule --token-file DIR/short|2|16 to 1024 characters",
                "serve DIR/m.chainrule --token-file DIR/long|2|more than 4096 bytes",
                "serve DIR/m.chainrule --token-file DIR|2|cannot be read",
                "serve DIR/m.chainrule --max-body 8XB|2|a size from 1KiB",
                "serve DIR/m.chainrule --max-body 1|2|a size from 1KiB",
                "serve DIR/m.chainrule --max-header 5000MiB|2|a size from 1KiB",
                "serve DIR/m.chainrule --read-timeout soon|2|a time such as 60s",
                "serve DIR/m.chainrule --reload-every often|2|a time such as 60s",
                "serve DIR/m.chainrule --queue 0|2|a whole number from 1",
                "serve DIR/m.chainrule --threads -1|2|a whole number from 1",
                "serve DIR/m.chainrule --max-rows many|2|a whole number from 1",
                "serve DIR/m.chainrule --connections 0|2|a whole number from 1",
                "serve DIR/m.chainrule --allow-host http://a.example/|2|leave out http://",
                "serve DIR/m.chainrule --log DIR/no/such/folder/log|2|choose another --log",
                "serve DIR/m.chainrule --colour|2|unknown option"
            })
    void mistakesAreSaidInOneLine(String line, int code, String said) {
        Ran ran = Ran.of(line.replace("DIR", dir.toString()).split(" "));
        assertEquals(code, ran.code(), ran.err());
        assertEquals(1, ran.complaints().size(), ran.err());
        assertTrue(ran.complaints().get(0).contains(said), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Ran ran = Ran.of("serve", file("m.chainrule"), "--port", String.valueOf(taken.getLocalPort()));
            assertEquals(2, ran.code(), ran.err());
            assertTrue(ran.complaints().get(0).contains("is in use; choose another with --port"), ran.err());
        }
    }

    /** A server in a process of its own. */
    private record Server(Process process, BufferedReader out, int port, Path err) implements AutoCloseable {
        static Server start(String name, String... more) throws IOException {
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.chainrule.cli.Main",
                    "serve",
                    "m=" + file(name),
                    "--port",
                    "0",
                    "--json"));
            line.addAll(List.of(more));
            Path err = Files.createTempFile(dir, "serve", ".err");
            Process process =
                    new ProcessBuilder(line).redirectError(err.toFile()).start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String first = out.readLine();
            assertTrue(first != null, () -> "no line: " + read(err));
            Map<?, ?> json = (Map<?, ?>) Json.parse(String.valueOf(first));
            return new Server(process, out, (int) (long) (Long) json.get("port"), err);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                return e.toString();
            }
        }

        /** Whether SIGHUP, the first bit of the mask, is not ignored. */
        boolean hearsHangUps() throws IOException {
            Path status = Path.of("/proc/" + process.pid() + "/status");
            return !Files.exists(status)
                    || Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .noneMatch(line ->
                                    (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
        }

        void signal(String name) throws Exception {
            new ProcessBuilder("/bin/kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        }

        int code() throws Exception {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running: " + read(err));
            return process.exitValue();
        }

        HttpResponse<String> get(String path) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        }

        String version() throws Exception {
            Map<?, ?> model = (Map<?, ?>) Json.parse(get("/models/m").body());
            return String.valueOf(model.get("version"));
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 0", "INT, 130"})
    void signalsEndItWithTheirCode(String signal, int code) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        try (Server server = Server.start("m.chainrule", "--log", "-")) {
            assertEquals(200, server.get("/v2/health/ready").statusCode());
            server.signal(signal);
            assertEquals(code, server.code());
            String err = Files.readString(server.err());
            assertTrue(err.contains("every request was answered"), err);
            assertTrue(
                    server.out().lines().anyMatch(line -> line.contains("\"/v2/health/ready\"")),
                    "the log was not written");
        }
    }

    @Test
    void aHangUpReadsTheModelAgain() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs /bin/kill");
        Files.copy(dir.resolve("m.chainrule"), dir.resolve("h.chainrule"));
        try (Server server = Server.start("h.chainrule", "--reload-every", "never")) {
            assumeTrue(
                    server.hearsHangUps(), "whoever started the tests (nohup) has hang-ups ignored by all it starts");
            String before = server.version();
            Files.write(dir.resolve("h.chainrule"), Files.readAllBytes(dir.resolve("n.chainrule")));
            server.signal("HUP");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (server.version().equals(before)) {
                assertTrue(System.nanoTime() < end, "never read again");
                Thread.sleep(20);
            }
            Files.write(dir.resolve("h.chainrule"), new byte[100]);
            server.signal("HUP");
            while (!Files.readString(server.err()).contains("the old model is kept")) {
                assertTrue(System.nanoTime() < end, "never said");
                Thread.sleep(20);
            }
            assertEquals(200, server.get("/models/m").statusCode());
            server.signal("TERM");
            assertEquals(0, server.code());
        }
    }
}

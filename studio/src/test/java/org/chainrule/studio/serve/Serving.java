package org.chainrule.studio.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.jspecify.annotations.Nullable;

/** A server of models of its own, with all that it said, and a client that asks it. */
public final class Serving implements AutoCloseable {
    /** What answers. */
    public final ModelServer server;
    final List<String> said = new CopyOnWriteArrayList<>();
    /** What went wrong on its side. */
    public final List<Throwable> defects = new CopyOnWriteArrayList<>();
    final ByteArrayOutputStream standard = new ByteArrayOutputStream();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** An answer. */
    record Reply(int status, String body, Map<String, List<String>> headers) {
        @SuppressWarnings("unchecked")
        Map<String, @Nullable Object> json() {
            return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(Json.parse(body));
        }
    }

    /** Starts one. */
    public Serving(ServeOptions options) {
        server = ModelServer.start(options, standard, said::add, defects::add);
    }

    /** One model, as is usual. */
    static Serving of(Path file) {
        return new Serving(ServeOptions.of(List.of(ModelSource.parse(file.toString())), new PortChoice(0, true)));
    }

    int port() {
        return server.address().getPort();
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.address().resolve(path)).GET());
    }

    Reply post(String path, @Nullable Object tree) throws IOException, InterruptedException {
        return text(path, Json.write(tree));
    }

    Reply text(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.address() + path.substring(1)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply bytes(String path, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(
                response.statusCode(), response.body(), response.headers().map());
    }

    @Override
    public void close() {
        server.close();
    }

    private static TrainOptionsBuilder options(String target) {
        return TrainOptions.builder(target)
                .preset("fast")
                .hiddenLayers(List.of(6))
                .epochs(3)
                .doctor(false);
    }

    /** Classes from a number, a text and a date, with names that are no ASCII. */
    public static Model classes(Path folder, long seed) throws IOException {
        StringBuilder csv = new StringBuilder("Größe,color,day,kind\n");
        String[] colors = {"red", "green", "blau"};
        for (int row = 0; row < 240; row++) {
            csv.append(row % 17 == 0 ? "" : row * 37 % 100 / 10.0)
                    .append(',')
                    .append(colors[row * 7 % 3])
                    .append(",2024-")
                    .append(String.format("%02d-%02d", row % 12 + 1, row % 28 + 1))
                    .append(',')
                    .append(row * 37 % 100 > 60 ? "Übel" : row % 3 == 0 ? "no" : "y'es<b>")
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("classes-" + seed + ".csv"), csv);
        return Chainrule.train(
                Table.of(file.toString()), options("kind").seed(seed).build());
    }

    /** A number from two, with a likelihood. */
    public static Model values(Path folder, String likelihood) throws IOException {
        StringBuilder csv = new StringBuilder("a,b,y\n");
        for (int row = 0; row < 200; row++) {
            int a = row * 37 % 101;
            int b = row * 11 % 53;
            csv.append(a / 10.0).append(',').append(b).append(',').append(a * 0.3 - b + row % 7).append('\n');
        }
        Path file = Files.writeString(folder.resolve("values.csv"), csv);
        return Chainrule.train(
                Table.of(file.toString()), options("y").likelihood(likelihood).build());
    }

    /** Writes a model. */
    public static Path saved(Model model, Path file) {
        model.save(file);
        return file;
    }
}

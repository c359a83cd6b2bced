package org.chainrule.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.http.LocalServer;
import org.chainrule.studio.http.Observer;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.serve.ModelServer;
import org.chainrule.studio.serve.ModelSource;
import org.chainrule.studio.serve.ServeOptions;
import org.chainrule.tabular.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server under attack in small, and the two servers that are compared give the same answers. */
@Timeout(120)
class ServeBenchmarksTest {
    private static final PortChoice FREE = new PortChoice(0, true);

    @TempDir
    private Path folder;

    private final List<Throwable> defects = new CopyOnWriteArrayList<>();

    private ModelServer server(Path file, int patience) {
        Limits usual = Limits.USUAL;
        Limits limits = new Limits(
                usual.bodyBytes(), usual.headerBytes(), patience, 2, usual.queue(), usual.connections(), true);
        return ModelServer.start(
                new ServeOptions(
                        List.of(new ModelSource("m", file)),
                        FREE,
                        Access.LOCAL,
                        limits,
                        ServeOptions.ROWS,
                        true,
                        false,
                        null,
                        null),
                System.out,
                line -> {},
                defects::add);
    }

    private Path saved(Model model) {
        Path file = folder.resolve("m.chainrule");
        model.save(file);
        return file;
    }

    @Test
    void goodRequestsAreServedAmongHostileOnes() throws Exception {
        Path file = saved(ServeModels.train(Workload.A32, folder));
        try (ModelServer server = server(file, 2_000);
                HostileTraffic hostile = new HostileTraffic(server.address().getPort())) {
            int port = server.address().getPort();
            GoodTraffic good = new GoodTraffic(port, ServeModels.bodies(Workload.A32, 8));
            // it fails if one of them is not answered 200
            CompletableFuture<double[]> served = CompletableFuture.supplyAsync(() -> {
                try {
                    return good.run(2, 100, 3);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            hostile.begin(0, 384, 2.5);
            hostile.finish();
            assertEquals(300, served.get(60, TimeUnit.SECONDS).length);
            assertEquals(Map.of(), hostile.wrong());
            assertEquals(384, hostile.done());
            for (int status : new int[] {400, 403, 405, 408, 413, 415, 431}) {
                assertTrue(hostile.statuses().getOrDefault(status, 0) > 0, status + ": " + hostile.statuses());
            }
            assertEquals(List.of(), defects);
            assertEquals(50, good.run(1, 100, 0.5).length);
        }
    }

    @Test
    void bothServersGiveTheSameAnswers() throws Exception {
        Workload classes = new Workload("S", Workload.perceptron(20, List.of(12, 8), 4), 4, "adam", 32, 400);
        for (Workload workload : List.of(Workload.A32, classes)) {
            Model model = ServeModels.train(workload, folder);
            List<String> columns =
                    model.inputColumns().stream().map(column -> column.name()).toList();
            try (ModelServer ours = server(saved(model), 10_000);
                    OnnxEndpoint endpoint = new OnnxEndpoint(ServeModels.onnx(model), columns, model.classes());
                    LocalServer theirs = LocalServer.start(
                            endpoint, FREE, Access.LOCAL, Limits.USUAL, Observer.NONE, defects::add)) {
                ServeComparison.requireEqual(
                        ours.address().getPort(), theirs.port(), ServeModels.bodies(workload, 8));
            }
        }
        assertEquals(List.of(), defects);
    }
}

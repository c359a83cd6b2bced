package org.chainrule.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.http.LocalServer;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.serve.ModelServer;
import org.chainrule.studio.serve.ModelSource;
import org.chainrule.studio.serve.ServeOptions;
import org.chainrule.tabular.model.Model;

/** One of the servers that are compared, in a process of its own: says its port, then the live bytes of its heap for every line that it reads, until there are none. */
final class ServeChild implements Command {
    @Override
    public String name() {
        return "serve-one";
    }

    @Override
    public String purpose() {
        return "the server that serve and hostile start: prints its port, and its live heap for each line of input";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("model", new Meaning("model file", ""));
        options.put("onnx", new Meaning("the same as ONNX: then ONNX Runtime predicts", ""));
        options.put("patience", new Meaning("milliseconds that a request may take to arrive", "10000"));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws Exception {
        Path file = Path.of(options.text("model"));
        String onnx = options.text("onnx");
        Limits usual = Limits.USUAL;
        Limits limits = new Limits(
                usual.bodyBytes(),
                usual.headerBytes(),
                options.integer("patience"),
                Runtime.getRuntime().availableProcessors(),
                usual.queue(),
                usual.connections(),
                true);
        PortChoice free = new PortChoice(0, true);
        if (onnx.isEmpty()) {
            ServeOptions how = new ServeOptions(
                    List.of(new ModelSource("m", file)),
                    free,
                    Access.LOCAL,
                    limits,
                    ServeOptions.ROWS,
                    true,
                    false,
                    null,
                    null);
            try (ModelServer server =
                    ModelServer.start(how, OutputStream.nullOutputStream(), ServeChild::said, ServeChild::defect)) {
                answer(server.address().getPort(), out);
            }
            return 0;
        }
        Model model = Model.load(file);
        List<String> columns =
                model.inputColumns().stream().map(column -> column.name()).toList();
        try (OnnxEndpoint endpoint = new OnnxEndpoint(Files.readAllBytes(Path.of(onnx)), columns, model.classes());
                LocalServer server =
                        LocalServer.start(endpoint, free, Access.LOCAL, limits, seen -> {}, ServeChild::defect)) {
            answer(server.port(), out);
        }
        return 0;
    }

    private static void said(String line) {
        System.err.println(line);
    }

    private static void defect(Throwable wrong) {
        System.err.println("DEFECT " + wrong);
    }

    private static void answer(int port, PrintStream out) throws Exception {
        out.println(port);
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            out.println(Machine.heapBytes());
            out.flush();
        }
    }
}

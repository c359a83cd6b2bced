package org.chainrule.cli;

import java.io.BufferedOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.studio.serve.ModelServer;
import org.chainrule.studio.serve.ModelSource;
import org.chainrule.studio.serve.ServeOptions;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chainrule serve}: predictions over HTTP. */
@Command(
        name = "serve",
        description = {
            "Serves trained models over HTTP: JSON by column names at /predict, the Open Inference Protocol at",
            "/v2, an OpenAPI document, metrics for Prometheus, and a page to try a prediction by hand. A model",
            "file that changes is read again; one that is bad changes nothing."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  chainrule serve penguins.chainrule",
            "  chainrule serve churn=churn-v2.chainrule price=price.chainrule --log access.jsonl",
            "  chainrule serve model.chainrule --host 0.0.0.0 --allow-host models.example.com --token-file token",
            "Ctrl-C or SIGTERM: answers what has come, then ends. SIGHUP: reads the model files again."
        })
final class ServeCommand implements Callable<Integer> {
    private static final String STANDARD = "-";

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "[NAME=]MODEL",
            description = "Model files; a model's name is its file's, unless another is given.")
    private List<String> models = List.of();

    @Option(
            names = "--port",
            paramLabel = "N",
            converter = Converters.Port.class,
            defaultValue = "8080",
            description = "Where to listen (default 8080); 0 is any that is free.")
    private int port;

    @Option(
            names = "--reload-every",
            paramLabel = "TIME",
            converter = Converters.TimeOrNever.class,
            defaultValue = "1s",
            description = "How often the model files are looked at (default 1s); never for SIGHUP only.")
    private @Nullable Duration reloadEvery;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Write a line of JSON for each request, without cell values; - is standard output.")
    private @Nullable String log;

    @Option(names = "--no-page", description = "No page to try a prediction at /.")
    private boolean noPage;

    @Option(names = "--json", description = "Print address and models as one line of JSON on standard output.")
    private boolean json;

    @Mixin
    private AccessArguments access = new AccessArguments();

    @Mixin
    private LimitArguments limits = new LimitArguments();

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Limits most = limits.limits();
        ServeOptions options = new ServeOptions(
                models.stream().map(ModelSource::parse).toList(),
                new PortChoice(port, true),
                access.access(console),
                most,
                limits.mostRows(),
                !noPage,
                log != null,
                log == null || log.equals(STANDARD) ? null : Path.of(log),
                reloadEvery);
        try (ModelServer server = ModelServer.start(
                options, new BufferedOutputStream(console.out(), 1 << 16), this::tell, this::defect)) {
            return serve(server);
        }
    }

    private int serve(ModelServer server) {
        try (Signals signals = new Signals(server::reload)) {
            begun(server);
            boolean person = signals.await();
            console.say("ending      answers what has come, for at most "
                    + limits.finishWithin().toSeconds() + " s");
            boolean done = server.finish(limits.finishWithin());
            console.say(
                    done
                            ? "ended       every request was answered"
                            : "ended       not every request was answered in time");
            return person ? 130 : 0;
        } catch (InterruptedException e) {
            server.finish(limits.finishWithin());
            console.say("ended");
            return 0;
        }
    }

    private void begun(ModelServer server) {
        URI address = server.address();
        server.models()
                .forEach(model -> console.say("model       " + model.get("name") + ", version " + model.get("version")
                        + ": " + model.get("task") + " of " + model.get("target")));
        console.say("serving     " + address + (access.hasToken() ? " (with a token)" : ""));
        console.say("            Ctrl-C ends it");
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("address", address.toString());
            line.put("port", address.getPort());
            line.put("models", server.models());
            console.print(Json.write(line));
        }
    }

    private void tell(String line) {
        console.complain(line);
    }

    private void defect(Throwable wrong) {
        console.complain("a defect in Chainrule: " + wrong + "; please report it");
    }
}

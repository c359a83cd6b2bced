package org.chainrule.studio.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.studio.http.Answer;
import org.chainrule.studio.http.AssetTable;
import org.chainrule.studio.http.Call;
import org.chainrule.studio.http.Endpoint;
import org.chainrule.studio.http.Refusal;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Predictions;
import org.jspecify.annotations.Nullable;

/**
 * What a server of models answers. Models are those that it was started with: no request names a file or an address. Requests of few bytes are answered on the
 * thread that read them, unless their rows take long.
 */
public final class ServeRoutes implements Endpoint {
    /** Up to here reading the JSON takes little. */
    private static final int SWIFT_BYTES = 32 << 10;
    /** So many multiplications take about a tenth of a millisecond. */
    private static final long SWIFT_COST = 1L << 20;

    /** The files of the page: all that can be asked for, and where they come from. */
    static final Map<String, String> PAGE = Map.of(
            "/", "/org/chainrule/studio/serve/index.html",
            "/web/serve.css", "/org/chainrule/studio/serve/serve.css",
            "/web/serve.js", "/org/chainrule/studio/serve/serve.js",
            "/web/form.js", "/org/chainrule/studio/serve/form.js",
            "/web/studio.css", "/org/chainrule/studio/web/studio.css",
            "/web/theme-first.js", "/org/chainrule/studio/web/js/theme-first.js",
            "/web/icon.svg", "/org/chainrule/studio/web/icon.svg");

    private final Map<String, ModelSlot> slots;
    private final int mostRows;
    private final @Nullable AssetTable page;
    private final boolean token;
    private final ServeMetrics metrics;
    private volatile boolean ending;

    ServeRoutes(Map<String, ModelSlot> slots, int mostRows, boolean page, boolean token, ServeMetrics metrics) {
        this.slots = slots;
        this.mostRows = mostRows;
        this.page = page ? new AssetTable(PAGE) : null;
        this.token = token;
        this.metrics = metrics;
    }

    /** From now on it is not ready, though it answers. */
    void ending() {
        ending = true;
    }

    @Override
    public int swiftBytes() {
        return SWIFT_BYTES;
    }

    @Override
    public Answer answer(Call call) {
        Route.Match match = Route.match(call.path());
        if (match == null) {
            throw nothing(call);
        }
        Route route = match.route();
        boolean fits = call.method().equals(route.method()) || call.method().equals("HEAD") && route.method().equals("GET");
        if (!fits) {
            throw Refusal.method(call.method(), call.path(), route.method().equals("GET") ? "GET, HEAD" : "POST");
        }
        return switch (route) {
            case PAGE, ASSET -> page(call);
            case PREDICT_ONE -> predict(call, only());
            case PREDICT -> predict(call, edition(match));
            case MODELS -> Answer.json(Map.of("models", editions().stream().map(ServeRoutes::brief).toList()));
            case MODEL -> Answer.json(described(edition(match)));
            case SERVER -> Answer.json(server());
            case LIVE -> Answer.json(Map.of("live", true));
            case READY -> Answer.json(ending ? 503 : 200, OpenApi.map("live", true, "ready", !ending));
            case METADATA -> Answer.json(Inference.metadata(edition(match)));
            case MODEL_READY -> Answer.json(OpenApi.map("name", edition(match).name(), "ready", true));
            case INFER -> infer(call, edition(match));
            case OPENAPI -> Answer.json(new OpenApi(editions(), mostRows, token, page != null).document());
            case METRICS -> metrics.answer();
        };
    }

    private static Refusal nothing(Call call) {
        return new Refusal(
                404,
                "expected an address of /openapi.json, such as /predict, found " + Display.text(call.path())
                        + "; check the address");
    }

    private Answer page(Call call) {
        if (page == null) {
            throw nothing(call);
        }
        return page.answer(call);
    }

    private List<Edition> editions() {
        return slots.values().stream().map(ModelSlot::edition).toList();
    }

    private String names() {
        return slots.keySet().stream().collect(Collectors.joining(", "));
    }

    private Edition only() {
        if (slots.size() != 1) {
            throw new Refusal(
                    404,
                    "expected the name of a model, found none, and there are " + slots.size() + "; use one of "
                            + slots.keySet().stream()
                                    .map(name -> "/models/" + name + "/predict")
                                    .collect(Collectors.joining(", ")));
        }
        return slots.values().iterator().next().edition();
    }

    private Edition edition(Route.Match match) {
        String name = String.valueOf(match.model());
        ModelSlot slot = slots.get(name);
        if (slot == null) {
            throw new Refusal(
                    404, "expected one of the models " + names() + ", found " + Display.text(name) + "; use one of them");
        }
        Edition edition = slot.edition();
        String version = match.version();
        if (version != null && !version.equals(edition.version())) {
            throw new Refusal(
                    404,
                    "expected version " + edition.version() + " of " + name + ", found " + Display.text(version)
                            + "; use that, or leave the version out");
        }
        return edition;
    }

    private Answer predict(Call call, Edition edition) {
        for (String parameter : call.query().keySet()) {
            if (!parameter.equals("coverage")) {
                throw new Refusal(
                        400,
                        "expected the parameter coverage or none, found " + Display.text(parameter)
                                + "; leave it out");
            }
        }
        Double coverage = Answers.coverage(call.query().get("coverage"), edition);
        SwiftRow swift = edition.swift();
        if (swift != null && coverage == null && call.body().length <= SWIFT_BYTES && edition.cost() <= SWIFT_COST) {
            String text = swift.answer(call.body());
            if (text != null) {
                return predicted(edition, 1, Answer.json(200, text));
            }
        }
        Rows rows = Rows.of(tree(call), mostRows);
        return swift(rows.rows().size(), edition, () -> {
            Predictions predictions = edition.predictor().predict(rows.rows());
            List<Object> answers = Answers.of(predictions, coverage, edition);
            Object tree = rows.single() ? answers.get(0) : Map.of("predictions", answers);
            return predicted(edition, rows.rows().size(), Answer.json(tree));
        });
    }

    private Answer infer(Call call, Edition edition) {
        Inference inference = new Inference(tree(call), edition, mostRows);
        return swift(
                inference.rows().size(),
                edition,
                () -> predicted(
                        edition,
                        inference.rows().size(),
                        Answer.json(inference.answer(edition.predictor().predict(inference.rows())))));
    }

    private Answer predicted(Edition edition, int rows, Answer.Content answer) {
        metrics.predicted(edition.name(), rows);
        return answer.with(Map.of("model", edition.name(), "version", edition.version(), "rows", rows));
    }

    private static Answer swift(int rows, Edition edition, java.util.function.Supplier<Answer> work) {
        return rows * edition.cost() <= SWIFT_COST ? work.get() : new Answer.Later(work);
    }

    private static @Nullable Object tree(Call call) {
        if (call.body().length == 0) {
            throw new Refusal(400, "expected JSON in the request body, found nothing; send {\"row\": {...}}");
        }
        return Json.parse(call.body(), "the request body");
    }

    /** What a model is, in few words. */
    static Map<String, Object> brief(Edition edition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", edition.name());
        json.put("version", edition.version());
        json.put("task", edition.model().task().name().toLowerCase(java.util.Locale.ROOT));
        json.put("target", edition.model().target());
        return json;
    }

    private static Map<String, Object> described(Edition edition) {
        Map<String, Object> json = brief(edition);
        json.put("classes", edition.model().classes());
        json.put("quantiles", edition.levels());
        json.put("calibrated", edition.uncertainty() != null);
        json.put("trained", edition.model().provenance().createdAt());
        json.put("loaded", edition.loaded().toString());
        json.put("parameters", edition.model().contents().parameters());
        json.put("columns", ColumnHints.of(edition.model()));
        return json;
    }

    private static Map<String, Object> server() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", "chainrule");
        json.put("version", Chainrule.VERSION);
        json.put("extensions", List.of());
        return json;
    }
}

package org.chainrule.studio.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chainrule.studio.problem.Catalogue;
import org.chainrule.studio.problem.Planner;
import org.chainrule.studio.problem.Problems;
import org.chainrule.studio.problem.Settings;
import org.chainrule.studio.run.Control;
import org.chainrule.studio.run.RowChoice;
import org.chainrule.studio.run.Runs;
import org.chainrule.tabular.error.Display;
import org.jspecify.annotations.Nullable;

/** What the studio answers, request by request; the shapes are those of docs/studio-api.md. */
public final class StudioRoutes implements Endpoint {
    private static final int MOST_WINDOW = 64;
    private static final int MOST_PATHS = 100;

    private final Problems problems;
    private final Runs runs;
    private final String mode;
    private final Planner planner;

    /**
     * The routes.
     *
     * @param problems what can be chosen
     * @param runs     what answers about runs
     * @param mode     {@code studio} or {@code watch}
     */
    public StudioRoutes(Problems problems, Runs runs, String mode) {
        this.problems = problems;
        this.runs = runs;
        this.mode = mode;
        this.planner = new Planner(problems);
    }

    @Override
    public Answer answer(Call call) {
        List<String> parts = call.segments();
        boolean read = call.method().equals("GET") || call.method().equals("HEAD");
        if (!parts.get(0).equals("api")) {
            return StaticFiles.of(only(read, call, "GET"));
        }
        String what = parts.size() > 1 ? parts.get(1) : "";
        if (what.equals("runs") && parts.size() > 2) {
            return run(call, parts, read);
        }
        if (parts.size() != 2) {
            throw Refusal.notFound(call.path());
        }
        boolean write = call.method().equals("POST");
        return switch (what) {
            case "catalog" -> {
                only(read, call, "GET");
                yield Answer.json(Catalogue.of(mode, problems));
            }
            case "source" -> {
                only(read, call, "GET");
                yield Answer.json(SourceText.tree());
            }
            case "plan" -> Answer.json(planner.of(settings(only(write, call, "POST"))));
            case "runs" -> Answer.json(create(settings(only(write, call, "POST"))));
            default -> throw Refusal.notFound(call.path());
        };
    }

    private Settings settings(Call call) {
        return problems.settings(call.object());
    }

    /** The plan finds what cannot be trained before anything is made. */
    private Map<String, @Nullable Object> create(Settings settings) {
        planner.check(settings);
        return runs.create(settings);
    }

    private Answer run(Call call, List<String> parts, boolean read) {
        String run = parts.get(2);
        if (parts.size() == 3) {
            if (read) {
                return Answer.json(runs.describe(run));
            }
            only(call.method().equals("DELETE"), call, "GET, DELETE");
            runs.delete(run);
            return Answer.json(Map.of());
        }
        if (parts.size() != 4) {
            throw Refusal.notFound(call.path());
        }
        boolean write = call.method().equals("POST");
        return switch (parts.get(3)) {
            case "control" ->
                Answer.json(runs.control(run, control(body(only(write, call, "POST"), "do", "stepsPerSecond"))));
            case "travel" ->
                Answer.json(
                        runs.travel(run, body(only(write, call, "POST"), "step").whole("step")));
            case "edit" -> {
                Body body = body(only(write, call, "POST"), "weight", "value");
                yield Answer.json(runs.edit(run, body.text("weight"), body.number("value")));
            }
            case "frame", "events", "pass", "explain", "weights", "unit", "death", "model" ->
                look(only(read, call, "GET"), run, parts.get(3));
            default -> throw Refusal.notFound(call.path());
        };
    }

    private Answer look(Call call, String run, String what) {
        return switch (what) {
            case "frame" -> Answer.json(runs.frame(run));
            case "events" -> new Answer.Events(sink -> runs.subscribe(run, sink));
            case "pass" -> Answer.json(runs.pass(run, row(call, "next")));
            case "explain" ->
                Answer.json(runs.explain(
                        run, call.text("weight"), row(call, "batch"), call.whole("paths", 10, 1, MOST_PATHS)));
            case "weights" -> Answer.json(runs.weights(run, window(call)));
            case "unit" -> Answer.json(runs.unit(run, layer(call), unit(call)));
            case "death" -> Answer.json(runs.death(run, layer(call), unit(call)));
            default ->
                new Answer.Content(
                        200,
                        "application/octet-stream",
                        Map.of(
                                "Content-Disposition",
                                "attachment; filename=\"" + run.replaceAll("[^A-Za-z0-9-]", "") + ".chainrule\"",
                                "Cache-Control",
                                "no-store"),
                        runs.model(run));
        };
    }

    private static int layer(Call call) {
        return call.whole("layer", null, 1, Integer.MAX_VALUE);
    }

    private static int unit(Call call) {
        return call.whole("unit", null, 0, Integer.MAX_VALUE);
    }

    private static Runs.Window window(Call call) {
        return new Runs.Window(
                layer(call),
                call.whole("row", 0, 0, Integer.MAX_VALUE),
                call.whole("rows", MOST_WINDOW, 1, MOST_WINDOW),
                call.whole("column", 0, 0, Integer.MAX_VALUE),
                call.whole("columns", MOST_WINDOW, 1, MOST_WINDOW));
    }

    /** A number, or the one word that is possible beside it; without it the word. */
    private static RowChoice row(Call call, String word) {
        String text = call.query().getOrDefault("row", word);
        if (text.equals(word)) {
            return new RowChoice(word.equals("next") ? RowChoice.Kind.NEXT : RowChoice.Kind.BATCH, 0);
        }
        return new RowChoice(RowChoice.Kind.NUMBER, call.whole("row", null, 0, Integer.MAX_VALUE));
    }

    private static Control control(Body body) {
        String action = body.text("do");
        for (Control.Action known : Control.Action.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(action)) {
                Double speed = body.has("stepsPerSecond") ? (Double) body.number("stepsPerSecond") : null;
                if (speed != null && !(speed > 0)) {
                    throw new Refusal(
                            400,
                            "\"stepsPerSecond\": expected a positive number or null, found " + speed + "; change it");
                }
                return new Control(known, speed);
            }
        }
        throw new Refusal(
                400, "\"do\": expected play, pause, batch or epoch, found " + Display.text(action) + "; change it");
    }

    private static Body body(Call call, String... keys) {
        return new Body(call.object(), List.of(keys));
    }

    private static Call only(boolean fits, Call call, String methods) {
        if (!fits) {
            throw Refusal.method(call.method(), call.path(), methods);
        }
        return call;
    }
}

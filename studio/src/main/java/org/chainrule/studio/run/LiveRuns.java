package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.chainrule.studio.problem.Settings;
import org.chainrule.studio.problem.StudioProblem;
import org.chainrule.tabular.run.PreparedTraining;
import org.jspecify.annotations.Nullable;

/** The runs of the studio: at most eight, of which the one that has been idle longest makes room for another. */
public final class LiveRuns implements Runs {
    private static final int MOST = 8;

    private final Function<Settings, StudioProblem> problems;
    private final Map<String, Run> runs = new HashMap<>();
    private int made;
    private boolean closed;

    /**
     * Runs.
     *
     * @param problems from settings to the training's start, such as {@code problems::problem}
     */
    public LiveRuns(Function<Settings, StudioProblem> problems) {
        this.problems = problems;
    }

    @Override
    public Map<String, @Nullable Object> create(Settings settings) {
        makeRoom();
        StudioProblem problem = problems.apply(settings);
        Subject subject = Subjects.of(problem);
        String id;
        Run run;
        synchronized (runs) {
            id = "r" + ++made;
        }
        try {
            run = new Run(id, subject, List.of());
        } catch (RuntimeException e) {
            subject.close();
            throw e;
        }
        synchronized (runs) {
            if (closed) {
                run.close();
                throw Mailbox.gone();
            }
            runs.put(id, run);
        }
        int stepsPerEpoch = run.ask(playback -> playback.course().training().stepsPerEpoch());
        Map<String, @Nullable Object> setup = Shown.tree();
        setup.put("settings", settings.toTree());
        setup.putAll(SetupTree.of(subject, problem.points(), stepsPerEpoch));
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("run", id);
        tree.put("setup", setup);
        tree.put("frame", run.frame());
        return tree;
    }

    /** Ends runs that nothing goes on in until there is room for one more: first those that nobody looks at, then those not asked for longest. */
    private void makeRoom() {
        List<Run> ended = new ArrayList<>();
        synchronized (runs) {
            while (runs.size() >= MOST) {
                Map.Entry<String, Run> oldest = runs.entrySet().stream()
                        .filter(entry -> entry.getValue().idle())
                        .min(Comparator.comparing((Map.Entry<String, Run> entry) ->
                                        entry.getValue().watched())
                                .thenComparing(entry -> entry.getValue().used()))
                        .orElseThrow(() -> new RunRefusal(
                                RunRefusal.Reason.TOO_MUCH,
                                MOST + " runs are playing, which is the most; pause one of them first"));
                ended.add(Objects.requireNonNull(runs.remove(oldest.getKey())));
            }
        }
        ended.forEach(Run::close);
    }

    private Run run(String id) {
        synchronized (runs) {
            Run run = runs.get(id);
            if (run == null) {
                throw new RunRefusal(
                        RunRefusal.Reason.NO_SUCH_RUN,
                        "there is no such run; the studio keeps the last " + MOST + ", start another");
            }
            return run;
        }
    }

    @Override
    public void delete(String id) {
        Run run = run(id);
        synchronized (runs) {
            runs.remove(id);
        }
        run.close();
    }

    @Override
    public Map<String, @Nullable Object> control(String run, Control control) {
        return run(run).control(control);
    }

    @Override
    public Map<String, @Nullable Object> travel(String run, long step) {
        return run(run).travel(step);
    }

    @Override
    public Map<String, @Nullable Object> edit(String run, String weight, double value) {
        return run(run).edit(weight, value);
    }

    @Override
    public Map<String, @Nullable Object> frame(String run) {
        return run(run).frame();
    }

    @Override
    public Subscription subscribe(String run, FrameSink sink) {
        return run(run).subscribe(sink);
    }

    @Override
    public Map<String, @Nullable Object> pass(String run, RowChoice row) {
        Snapshot at = run(run).snapshot();
        return PassTree.of(at, at.rows(row)[0]);
    }

    @Override
    public Map<String, @Nullable Object> explain(String run, String weight, RowChoice row, int paths) {
        return Explained.of(run(run).snapshot(), weight, row, paths);
    }

    @Override
    public Map<String, @Nullable Object> weights(String run, Window window) {
        return WeightWindow.of(run(run).snapshot(), window);
    }

    @Override
    public Map<String, @Nullable Object> unit(String run, int layer, int unit) {
        return run(run).unit(layer, unit);
    }

    @Override
    public Map<String, @Nullable Object> death(String run, int layer, int unit) {
        return run(run).death(layer, unit);
    }

    @Override
    public byte[] model(String id) {
        Run run = run(id);
        PreparedTraining prepared = Objects.requireNonNull(run.subject().prepared());
        return run.ask(SavedModel::of).bytes(prepared);
    }

    @Override
    public void close() {
        List<Run> ended;
        synchronized (runs) {
            closed = true;
            ended = List.copyOf(runs.values());
            runs.clear();
        }
        ended.forEach(Run::close);
    }
}

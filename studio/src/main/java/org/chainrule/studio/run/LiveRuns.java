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
    private final Map<String, Entry> runs = new HashMap<>();
    /** Held while a run is made, so that two at once do not take the same room. */
    private final Object making = new Object();

    private int made;
    private boolean closed;

    /** A run and where it comes from. */
    private record Entry(Run run, StudioProblem problem) {}

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
        StudioProblem problem = problems.apply(settings);
        Subject subject = Subjects.of(problem);
        String id;
        synchronized (making) {
            id = "r" + ++made;
            Run run;
            try {
                makeRoom();
                run = new Run(id, subject, List.of());
            } catch (RuntimeException e) {
                subject.close();
                throw e;
            }
            if (!kept(id, new Entry(run, problem))) {
                run.close();
                throw Mailbox.gone();
            }
        }
        return describe(id);
    }

    /** Not if the studio was closed meanwhile. */
    private boolean kept(String id, Entry entry) {
        synchronized (runs) {
            if (!closed) {
                runs.put(id, entry);
            }
            return !closed;
        }
    }

    @Override
    public Map<String, @Nullable Object> describe(String id) {
        Entry entry = entry(id);
        Map<String, @Nullable Object> setup = Shown.tree();
        setup.put("settings", entry.problem().settings().toTree());
        setup.putAll(SetupTree.of(
                entry.run().subject(),
                entry.problem().points(),
                entry.run().ask(playback -> playback.course().training().stepsPerEpoch())));
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("run", id);
        tree.put("setup", setup);
        tree.put("frame", entry.run().frame());
        return tree;
    }

    /** Ends runs that nothing goes on in until there is room for one more: first those that nobody looks at, then those not asked for longest. */
    private void makeRoom() {
        List<Run> ended = new ArrayList<>();
        synchronized (runs) {
            while (runs.size() >= MOST) {
                Map.Entry<String, Entry> oldest = runs.entrySet().stream()
                        .filter(entry -> entry.getValue().run().idle())
                        .min(Comparator.comparing((Map.Entry<String, Entry> entry) ->
                                        entry.getValue().run().watched())
                                .thenComparing(entry -> entry.getValue().run().used()))
                        .orElseThrow(() -> new RunRefusal(
                                RunRefusal.Reason.TOO_MUCH,
                                MOST + " runs are playing, which is the most; pause one of them first"));
                runs.remove(oldest.getKey());
                ended.add(oldest.getValue().run());
            }
        }
        ended.forEach(Run::close);
    }

    private Run run(String id) {
        return entry(id).run();
    }

    private Entry entry(String id) {
        synchronized (runs) {
            Entry entry = runs.get(id);
            if (entry == null) {
                throw new RunRefusal(
                        RunRefusal.Reason.NO_SUCH_RUN,
                        "there is no such run; the studio keeps the last " + MOST + ", start another");
            }
            return entry;
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
            ended = runs.values().stream().map(Entry::run).toList();
            runs.clear();
        }
        ended.forEach(Run::close);
    }
}

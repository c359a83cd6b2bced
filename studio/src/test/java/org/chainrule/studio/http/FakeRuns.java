package org.chainrule.studio.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.studio.problem.Settings;
import org.chainrule.studio.run.Control;
import org.chainrule.studio.run.FrameSink;
import org.chainrule.studio.run.RowChoice;
import org.chainrule.studio.run.RunRefusal;
import org.chainrule.studio.run.Runs;
import org.jspecify.annotations.Nullable;

/** Answers what it was asked, so that a test sees what the routes made of a request. */
final class FakeRuns implements Runs {
    final List<FrameSink> sinks = new CopyOnWriteArrayList<>();
    final AtomicInteger unsubscribed = new AtomicInteger();
    final CountDownLatch gate = new CountDownLatch(1);
    final List<String> calls = new CopyOnWriteArrayList<>();

    private Map<String, @Nullable Object> said(Object... words) {
        calls.add(Arrays.toString(words));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put(
                "said",
                new ArrayList<>(Arrays.stream(words).map(String::valueOf).toList()));
        return tree;
    }

    private static String known(String run) {
        if (run.equals("r1")) {
            return run;
        }
        throw new RunRefusal(RunRefusal.Reason.NO_SUCH_RUN, "expected a run, found " + run + "; make one");
    }

    @Override
    public Map<String, @Nullable Object> create(Settings settings) {
        return said("create", settings.toTree());
    }

    @Override
    public Map<String, @Nullable Object> describe(String run) {
        return said("describe", known(run));
    }

    @Override
    public void delete(String run) {
        said("delete", known(run));
    }

    @Override
    public Map<String, @Nullable Object> control(String run, Control control) {
        return said("control", known(run), control.action(), control.stepsPerSecond());
    }

    @Override
    public Map<String, @Nullable Object> travel(String run, long step) {
        if (step == 99) {
            throw new RunRefusal(RunRefusal.Reason.NOT_NOW, "the training is watched; it cannot travel");
        }
        return said("travel", known(run), step);
    }

    @Override
    public Map<String, @Nullable Object> edit(String run, String weight, double value) {
        return said("edit", known(run), weight, value);
    }

    /** Waits for the gate, so that a test can fill the server. */
    @Override
    public Map<String, @Nullable Object> frame(String run) {
        try {
            gate.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<String, @Nullable Object> tree = said("frame", known(run));
        tree.put("loss", Double.NaN);
        return tree;
    }

    @Override
    public Subscription subscribe(String run, FrameSink sink) {
        known(run);
        sinks.add(sink);
        return unsubscribed::incrementAndGet;
    }

    @Override
    public Map<String, @Nullable Object> pass(String run, RowChoice row) {
        return said("pass", known(run), row);
    }

    @Override
    public Map<String, @Nullable Object> explain(String run, String weight, RowChoice row, int paths) {
        return said("explain", known(run), weight, row, paths);
    }

    @Override
    public Map<String, @Nullable Object> weights(String run, Window window) {
        return said("weights", known(run), window);
    }

    @Override
    public Map<String, @Nullable Object> unit(String run, int layer, int unit) {
        if (unit == 666) {
            throw new IllegalStateException("secret place");
        }
        return said("unit", known(run), layer, unit);
    }

    @Override
    public Map<String, @Nullable Object> death(String run, int layer, int unit) {
        return said("death", known(run), layer, unit);
    }

    @Override
    public byte[] model(String run) {
        return known(run).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        said("close");
    }
}

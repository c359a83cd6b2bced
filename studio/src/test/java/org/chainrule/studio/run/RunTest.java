package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.chainrule.network.Activation;
import org.chainrule.studio.run.Control.Action;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run and its thread: orders, events, the end. */
@Timeout(60)
@SuppressWarnings("unchecked")
class RunTest {
    /** Takes every frame, or those that it is told to take. */
    private static final class Sink implements FrameSink {
        final List<Map<String, @Nullable Object>> frames = new ArrayList<>();
        final List<String> states = new ArrayList<>();
        boolean ended;
        volatile boolean ready = true;

        @Override
        public synchronized boolean ready() {
            return ready;
        }

        @Override
        public synchronized boolean frame(Map<String, @Nullable Object> frame) {
            frames.add(frame);
            return true;
        }

        @Override
        public synchronized void state(Map<String, @Nullable Object> state) {
            states.add(String.valueOf(state.get("state")));
        }

        @Override
        public synchronized void end() {
            ended = true;
        }

        synchronized List<Map<String, @Nullable Object>> frames() {
            return List.copyOf(frames);
        }

        synchronized List<String> states() {
            return List.copyOf(states);
        }

        synchronized boolean ended() {
            return ended;
        }
    }

    private static Run run(int epochs) {
        return new Run(
                "test-run",
                Runnings.subject(
                        Runnings.network(Activation.TANH, 0.1),
                        Runnings.configuration("adam", 0.01, epochs, Precision.FLOAT32)),
                List.of());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    private static long step(Map<String, @Nullable Object> frame) {
        return (long) Objects.requireNonNull(frame.get("step"));
    }

    @Test
    void playsToTheEndAndTellsItOnce() throws InterruptedException {
        Sink sink = new Sink();
        try (Run run = run(300)) {
            Map<String, @Nullable Object> start = run.frame();
            assertEquals("paused", start.get("state"));
            assertEquals(0L, start.get("step"));
            assertNull(start.get("message") instanceof String text && text.isEmpty() ? null : start.get("message"));
            run.subscribe(sink);
            assertEquals(1, sink.frames().size());
            assertNotNull(sink.frames().get(0).get("layers"));
            assertNotNull(sink.frames().get(0).get("surface"));
            Map<String, @Nullable Object> playing = run.control(new Control(Action.PLAY, null));
            assertEquals("playing", playing.get("state"));
            await(() -> sink.states().contains("finished")
                    && sink.frames().stream().anyMatch(frame -> step(frame) == 2100));
            assertEquals(List.of("playing", "finished"), sink.states());
            List<Map<String, @Nullable Object>> frames = sink.frames();
            int next = 0;
            long step = -1;
            for (Map<String, @Nullable Object> frame : frames) {
                assertEquals(next, frame.get("curveFrom"), "each point is sent once");
                List<double[]> points = (List<double[]>) Objects.requireNonNull(frame.get("curve"));
                next += points.size();
                assertTrue(step(frame) >= step);
                step = step(frame);
            }
            assertEquals(301, next);
            Map<String, @Nullable Object> last = frames.get(frames.size() - 1);
            assertEquals("finished", last.get("state"));
            assertEquals(2100L, last.get("layersStep"));
            assertEquals(2100L, last.get("seen"));
            assertFalse(sink.ended());
        }
        assertTrue(sink.ended());
    }

    @Test
    void aSlowReaderGetsTheLastFrameWhenItIsReady() throws InterruptedException {
        Sink sink = new Sink();
        try (Run run = run(50)) {
            run.subscribe(sink);
            sink.ready = false;
            run.control(new Control(Action.PLAY, null));
            await(() -> sink.states().contains("finished"));
            assertEquals(1, sink.frames().size());
            sink.ready = true;
            await(() -> sink.frames().size() == 2);
            Map<String, @Nullable Object> last = sink.frames().get(1);
            assertEquals(350L, step(last));
            assertEquals(1, last.get("curveFrom"));
            assertEquals(50, ((List<?>) Objects.requireNonNull(last.get("curve"))).size());
        }
    }

    @Test
    void takesOneStepAndOneEpoch() {
        try (Run run = run(3)) {
            assertEquals(1L, step(run.control(new Control(Action.BATCH, null))));
            Map<String, @Nullable Object> epoch = run.control(new Control(Action.EPOCH, null));
            assertEquals(7L, step(epoch));
            assertEquals(1L, epoch.get("epoch"));
            assertEquals(7, epoch.get("stepInEpoch") instanceof Number n ? n.intValue() : -1);
            assertEquals("paused", epoch.get("state"));
            assertEquals(2, ((List<?>) Objects.requireNonNull(epoch.get("curve"))).size());
            run.control(new Control(Action.EPOCH, null));
            assertEquals(
                    "finished", run.control(new Control(Action.EPOCH, null)).get("state"));
            assertThrows(RunRefusal.class, () -> run.control(new Control(Action.PLAY, null)));
            Map<String, @Nullable Object> back = run.travel(3);
            assertEquals(3L, step(back));
            assertEquals(21L, back.get("seen"));
            assertEquals(3L, back.get("layersStep"));
            Map<String, @Nullable Object> edited = run.edit("1:0:0", 0.25);
            assertEquals(List.of("3:1:0:0:0.25"), edited.get("edits"));
            Snapshot at = run.snapshot();
            assertEquals(0.25, at.parameters()[0]);
        }
    }

    @Test
    void keepsToThePace() throws InterruptedException {
        Sink sink = new Sink();
        try (Run run = run(300)) {
            run.subscribe(sink);
            long started = System.nanoTime();
            run.control(new Control(Action.PLAY, 20.0));
            await(() -> sink.frames().stream().anyMatch(frame -> step(frame) >= 6));
            assertTrue(System.nanoTime() - started >= 200_000_000L, "six steps at 20 a second");
            Map<String, @Nullable Object> paused = run.control(new Control(Action.PAUSE, null));
            assertEquals("paused", paused.get("state"));
            long step = step(paused);
            Thread.sleep(120);
            assertEquals(step, step(run.frame()));
        }
    }

    @Test
    void anOrderEndsALongPlayToTheEndOfTheEpoch() throws Exception {
        try (Run run = run(3)) {
            run.control(new Control(Action.PLAY, 0.5));
            Map<String, @Nullable Object> travelled = run.travel(0);
            assertEquals(0L, step(travelled));
            assertEquals("paused", travelled.get("state"));
        }
    }

    @Test
    void aClosedRunRefusesAndLeavesNoThread() throws InterruptedException {
        Run run = run(100_000);
        Sink sink = new Sink();
        run.subscribe(sink);
        run.control(new Control(Action.PLAY, null));
        Thread.sleep(100);
        run.close();
        assertTrue(sink.ended());
        RunRefusal refused = assertThrows(RunRefusal.class, run::frame);
        assertEquals(RunRefusal.Reason.NO_SUCH_RUN, refused.reason());
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("test-run")));
    }

    @Test
    void aUnitAndItsRows() {
        try (Run run = run(10)) {
            run.control(new Control(Action.EPOCH, null));
            Map<String, @Nullable Object> unit = run.unit(2, 1);
            assertEquals("tanh", unit.get("activation"));
            List<Object> incoming = (List<Object>) Objects.requireNonNull(unit.get("incoming"));
            assertEquals(5, incoming.size());
            double before = Double.POSITIVE_INFINITY;
            for (Object entry : incoming) {
                double weight = Math.abs((double) ((Object[]) entry)[1]);
                assertTrue(weight <= before);
                before = weight;
            }
            List<Object> outgoing = (List<Object>) Objects.requireNonNull(unit.get("outgoing"));
            assertEquals("inside", ((Object[]) outgoing.get(0))[0]);
            List<Map<String, Object>> strongest = (List<Map<String, Object>>) unit.get("strongest");
            List<Map<String, Object>> weakest = (List<Map<String, Object>>) unit.get("weakest");
            assertTrue((double) Objects.requireNonNull(strongest).get(0).get("h")
                    > (double) Objects.requireNonNull(weakest).get(0).get("h"));
            assertEquals(
                    Map.of("x", "cell " + strongest.get(0).get("row")),
                    strongest.get(0).get("cells"));
            Map<String, Object> response = (Map<String, Object>) Objects.requireNonNull(unit.get("response"));
            assertEquals(50, response.get("size"));
        }
        Subject table = Runnings.subject(
                Runnings.network(Activation.RELU, 0), Runnings.configuration("adam", 0.01, 5, Precision.FLOAT32), null);
        try (Run run = new Run("test-run", table, List.of())) {
            List<Map<String, Object>> responses = (List<Map<String, Object>>)
                    Objects.requireNonNull(run.unit(1, 0).get("response"));
            assertEquals(2, responses.size());
            assertEquals(25, ((double[]) responses.get(0).get("h")).length);
            assertNotNull(run.frame().get("outcome"));
        }
    }
}

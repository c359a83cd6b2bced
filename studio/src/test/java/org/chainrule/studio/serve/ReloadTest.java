package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.studio.http.Access;
import org.chainrule.studio.http.Answer;
import org.chainrule.studio.http.Call;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.http.PortChoice;
import org.chainrule.tabular.model.Model;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model file that changes: a good one takes its place, a bad one changes nothing, and nobody sees half of one. */
@Timeout(60)
class ReloadTest {
    @TempDir
    static Path trained;

    @TempDir
    Path folder;

    private static Model first;
    private static Model second;
    private static Model other;
    private final List<String> said = new ArrayList<>();
    private Path file;
    private ModelSlot slot;

    @BeforeAll
    static void train() throws IOException {
        first = Serving.classes(trained, 1);
        second = Serving.classes(trained, 2);
        other = Serving.values(trained, "gaussian");
        assertNotEquals(first.weightsSha256(), second.weightsSha256());
    }

    @BeforeEach
    void slot() {
        file = Serving.saved(first, folder.resolve("m.chainrule"));
        slot = new ModelSlot(new ModelSource("m", file), said::add);
    }

    private String served() {
        return slot.edition().model().weightsSha256();
    }

    @Test
    void aFileThatIsAsItWasIsNotReadAgain() {
        Edition edition = slot.edition();
        assertNull(slot.poll());
        assertNull(slot.poll());
        assertSame(edition, slot.edition());
    }

    @Test
    void aNewModelIsTakenOnceTheFileRests() {
        second.save(file);
        assertNull(slot.poll(), "it may still be written");
        assertEquals(ModelSlot.Outcome.LOADED, slot.poll());
        assertEquals(second.weightsSha256(), served());
        assertNull(slot.poll());
        assertEquals(1, said.size());
    }

    @Test
    void theSameModelAgainChangesNothing() {
        Edition edition = slot.edition();
        first.save(file);
        slot.poll();
        assertEquals(ModelSlot.Outcome.SAME, slot.poll());
        assertSame(edition, slot.edition());
    }

    @Test
    void everyDamageKeepsTheOldModel() throws IOException {
        second.save(file);
        byte[] whole = Files.readAllBytes(file);
        List<byte[]> damaged = new ArrayList<>(List.of(new byte[0], "no model".getBytes(StandardCharsets.UTF_8)));
        for (int cut : new int[] {1, 8, 100, whole.length / 2, whole.length - 1}) {
            damaged.add(java.util.Arrays.copyOf(whole, cut));
        }
        for (int at : new int[] {0, 9, 300, whole.length / 2, whole.length - 1}) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            damaged.add(flipped);
        }
        for (byte[] bytes : damaged) {
            Files.write(file, bytes);
            assertEquals(ModelSlot.Outcome.REFUSED, slot.reload());
            assertEquals(first.weightsSha256(), served());
        }
        assertEquals(damaged.size(), said.size());
        said.forEach(line -> assertTrue(line.contains("the old model is kept") && line.lines().count() == 1, line));
        Files.write(file, whole);
        assertEquals(ModelSlot.Outcome.LOADED, slot.reload());
        assertEquals(second.weightsSha256(), served());
    }

    @Test
    void aModelOfOtherColumnsIsRefused() {
        other.save(file);
        assertEquals(ModelSlot.Outcome.REFUSED, slot.reload());
        assertEquals(first.weightsSha256(), served());
        assertTrue(said.get(0).contains("columns, target"), said.get(0));
    }

    @Test
    void aFileThatIsGoneKeepsTheOldModel() throws IOException {
        Files.delete(file);
        assertNull(slot.poll());
        assertNull(slot.poll());
        assertEquals(ModelSlot.Outcome.REFUSED, slot.reload());
        assertEquals(first.weightsSha256(), served());
        second.save(file);
        slot.poll();
        assertEquals(ModelSlot.Outcome.LOADED, slot.poll());
    }

    @Test
    void aRequestKeepsTheModelThatItBeganWith() {
        ServeRoutes routes = new ServeRoutes(Map.of("m", slot), 100_000, false, false, new ServeMetrics());
        String body = "[" + "{\"color\":\"red\"},".repeat(49_999) + "{\"color\":\"red\"}]";
        Call call = new Call("POST", "/predict", Map.of(), body.getBytes(StandardCharsets.UTF_8), null);
        Answer.Later begun = (Answer.Later) routes.answer(call);
        second.save(file);
        assertEquals(ModelSlot.Outcome.LOADED, slot.reload());
        Answer.Content old = (Answer.Content) begun.work().get();
        Answer.Content now = (Answer.Content) ((Answer.Later) routes.answer(call)).work().get();
        assertEquals(first.weightsSha256().substring(0, 12), old.facts().get("version"));
        assertEquals(second.weightsSha256().substring(0, 12), now.facts().get("version"));
    }

    @Test
    void aServerReadsItByItselfAndByCommand() throws Exception {
        ServeOptions options = new ServeOptions(
                List.of(new ModelSource("m", file)),
                new PortChoice(0, true),
                Access.LOCAL,
                Limits.USUAL,
                10,
                false,
                false,
                null,
                Duration.ofMillis(20));
        try (Serving serving = new Serving(options)) {
            second.save(file);
            await(serving, "chainrule_model_reloads_total{model=\"m\",outcome=\"loaded\"} 1");
            assertEquals(
                    second.weightsSha256().substring(0, 12), serving.get("/models/m").json().get("version"));
            Files.write(file, new byte[10]);
            await(serving, "outcome=\"refused\"} 1");
            assertEquals(
                    second.weightsSha256().substring(0, 12), serving.get("/models/m").json().get("version"));
            serving.server.reload();
            await(serving, "outcome=\"refused\"} 2");
        }
    }

    private static void await(Serving serving, String line) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!serving.get("/metrics").body().contains(line)) {
            assertTrue(System.nanoTime() < end, () -> "never: " + line);
            Thread.sleep(10);
        }
    }
}

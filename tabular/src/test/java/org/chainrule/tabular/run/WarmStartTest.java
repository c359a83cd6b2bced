package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.chainrule.network.Activation;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmStartTest {
    @TempDir
    Path dir;

    private Reruns reruns;
    private Table table;

    @BeforeEach
    void table() {
        reruns = new Reruns(dir);
        table = reruns.table();
    }

    private static TrainOptionsBuilder from(Model start, String target, String other) {
        return TrainOptions.builder(target).drop(List.of(other)).epochs(2).startFrom(start);
    }

    private Model start(TrainOptionsBuilder options) {
        return Chainrule.train(table, options.preset("plain").build());
    }

    private String refused(TrainOptions options) {
        return assertThrows(UserException.class, () -> Chainrule.train(table, options))
                .getMessage();
    }

    /** Steps of no size leave the weights where they were: those of the start, and its encoder. */
    @Test
    void theWeightsOfTheModelAreTheStart() {
        Model start = start(Reruns.classes());
        Model same = Chainrule.train(
                table,
                from(start, "label", "value")
                        .optimizer("sgd")
                        .learningRate(1e-30)
                        .build());
        assertEquals(start.weightsSha256(), same.weightsSha256());
        assertEquals(start.encoder(), same.encoder());
        assertEquals(start.targetEncoding(), same.targetEncoding());
        assertEquals(start.network().network(), same.network().network());
        assertEquals(start.weightsSha256(), same.provenance().configuration().get("startFrom"));
        Model on = Chainrule.train(table, from(start, "label", "value").build());
        assertNotEquals(start.weightsSha256(), on.weightsSha256());
    }

    /** Of a number the standardisation stays, whatever the rows are: else the weights would mean something else. */
    @Test
    void theScaleOfTheTargetStays() {
        Model start = start(Reruns.values());
        Table larger = reruns.file("larger.csv", Reruns.HEADER + Reruns.rows(40, 200));
        Model on = Chainrule.train(
                larger,
                from(start, "value", "label")
                        .optimizer("sgd")
                        .learningRate(1e-30)
                        .build());
        assertEquals(start.targetEncoding(), on.targetEncoding());
        assertEquals(start.evaluate(table).metrics(), on.evaluate(table).metrics());
    }

    /** Without a preset it is trained as it was, with one by the preset's steps. */
    @Test
    void theDefaultPresetIsHowTheModelWasTrained() {
        Model start =
                start(Reruns.classes().optimizer("momentum").learningRate(0.07).batchSize(16));
        Model as = Chainrule.train(table, from(start, "label", "value").build());
        assertTrue(as.provenance().configuration().get("optimizer").startsWith("momentum"));
        assertEquals("0.07", as.provenance().configuration().get("learningRate"));
        assertEquals("16", as.provenance().configuration().get("batchSize"));
        assertEquals("2", as.provenance().configuration().get("epochs"));
        Model fast = Chainrule.train(
                table, from(start, "label", "value").preset("fast").build());
        assertTrue(fast.provenance().configuration().get("optimizer").startsWith("adamw"));
        assertEquals(start.network().network(), fast.network().network());
    }

    @Test
    void itIsReproducedFromTheSameStartOnly() {
        Model start = start(Reruns.classes());
        Model model = reruns.saved(
                Chainrule.train(table, from(start, "label", "value").build()));
        Reproduction again = Reproducer.run(model, table, null, start, 1, outline -> {}, () -> false);
        assertTrue(again.reproduced(), () -> again.encodings() + " " + again.differences());
        String without = assertThrows(UserException.class, () -> Chainrule.reproduce(model, table))
                .getMessage();
        assertTrue(without.contains(start.weightsSha256()) && without.contains("--start-from"), without);
        Model other = start(Reruns.classes().seed(9));
        assertThrows(
                UserException.class, () -> Reproducer.run(model, table, null, other, 1, outline -> {}, () -> false));
        String needless = assertThrows(
                        UserException.class,
                        () -> Reproducer.run(start, table, null, other, 1, outline -> {}, () -> false))
                .getMessage();
        assertTrue(needless.contains("drawn weights"), needless);
    }

    @Test
    void otherRowsInAnotherOrderOfColumnsUnderAnotherTarget() {
        Model start = start(Reruns.classes().drop(List.of("value", "day", "Team", "Weight")));
        Table other = reruns.file(
                "other.csv",
                "extra,outcome,color,x\n" + "1,low,blue,3\n2,high,red,4\n3,low,green,\n4,high,violet,9\n".repeat(8));
        Model on = Chainrule.train(
                other,
                TrainOptions.builder("outcome").epochs(1).startFrom(start).build());
        assertEquals("outcome", on.target());
        assertEquals(start.encoder(), on.encoder());
        assertEquals(start.classes(), on.classes());
        assertFalse(
                on.schema().columns().stream().anyMatch(column -> column.name().equals("extra")));
    }

    @Test
    void rowWeightsAndGroupsAreThoseOfTheNewTable() {
        Model start = start(Reruns.classes().drop(List.of("value", "Weight", "Team")));
        Model on = Chainrule.train(
                table,
                from(start, "label", "value").weight("Weight").group("Team").build());
        assertEquals(start.encoder(), on.encoder());
        assertTrue(Reproducer.run(on, table, null, start, 1, outline -> {}, () -> false)
                .reproduced());
        assertTrue(refused(from(start, "label", "value").weight("x").build()).contains("is an input"));
    }

    @Test
    void weightsOf64BitsAreNotRounded() {
        Model start = start(Reruns.classes().precision(Precision.FLOAT64));
        Model on = Chainrule.train(table, from(start, "label", "value").build());
        assertEquals(Precision.FLOAT64, on.network().precision());
        Model single = start(Reruns.classes());
        Model wide = Chainrule.train(
                table,
                from(single, "label", "value")
                        .precision(Precision.FLOAT64)
                        .optimizer("sgd")
                        .learningRate(1e-300)
                        .build());
        assertArrayEquals(
                single.network().wideParameters(),
                Objects.requireNonNull(wide.network().doubleParameters()));
    }

    /** What it was worth before, so that nobody trains a good model to a bad one without a word. */
    @Test
    void saysWhatTheStartWasWorth() {
        Model start = start(Reruns.classes().epochs(30));
        TrainingRun better = Chainrule.run(table, from(start, "label", "value").build(), () -> false);
        assertTrue(
                better.warnings().stream().anyMatch(note -> note.contains("the start has logLoss")),
                better.warnings()::toString);
        TrainingRun worse = Chainrule.run(
                table,
                from(start, "label", "value")
                        .optimizer("sgd")
                        .learningRate(30.0)
                        .clipNorm(1.0)
                        .build(),
                () -> false);
        assertTrue(
                worse.divergence() != null || worse.warnings().stream().anyMatch(note -> note.contains("worse;")),
                worse.warnings()::toString);
    }

    @Test
    void refusesWhatWouldChangeTheModel() {
        Model start = start(Reruns.classes());
        TrainOptionsBuilder base = from(start, "label", "value");
        assertTrue(refused(base.build().toBuilder().hiddenLayers(List.of(3)).build())
                .contains("the hidden layers would change it"));
        assertTrue(refused(base.build().toBuilder()
                        .activations(List.of(Activation.TANH))
                        .build())
                .contains("the activation would change it"));
        assertTrue(refused(base.build().toBuilder().likelihood("bernoulli").build())
                .contains("the likelihood would change it"));
        assertTrue(
                refused(base.build().toBuilder().task(Task.REGRESSION).build()).contains("task"));
        assertTrue(refused(base.build().toBuilder().preset("best").build()).contains("best"));
        assertTrue(refused(base.build().toBuilder().preset("tune").build()).contains("tune"));
        assertTrue(refused(base.build().toBuilder().drop(List.of("x")).build()).contains("--drop"));
        assertTrue(refused(TrainOptions.builder("x").startFrom(start).build()).contains("input of the model"));
    }

    @Test
    void refusesTablesThatDoNotFit() {
        Model start = start(Reruns.classes().drop(List.of("value", "day", "Team", "Weight")));
        Table lacking = reruns.file("lacking.csv", "X,color,label\n" + "1,red,low\n2,blue,high\n".repeat(9));
        String missing = assertThrows(
                        UserException.class,
                        () -> Chainrule.train(
                                lacking,
                                TrainOptions.builder("label").startFrom(start).build()))
                .getMessage();
        assertTrue(missing.contains("\"x\"") && missing.contains("did you mean \"X\""), missing);
        Table unseen = reruns.file("unseen.csv", "x,color,label\n" + "1,red,low\n2,blue,middle\n".repeat(9));
        String unknown = assertThrows(
                        UserException.class,
                        () -> Chainrule.train(
                                unseen,
                                TrainOptions.builder("label").startFrom(start).build()))
                .getMessage();
        assertTrue(unknown.contains("'middle'") && unknown.contains("'high', 'low'"), unknown);
        assertEquals(List.of("high", "low"), ((ClassTarget) start.targetEncoding()).classes());
    }

    /** Whoever looks into it sees any rows; going on from where it stood would need the start for going back. */
    @Test
    void theStudioOpensItAndSaysWhyItCannotGoOn() {
        Model start = start(Reruns.classes());
        Model on = Chainrule.train(table, from(start, "label", "value").build());
        try (OpenedModel opened = OpenedModel.of(on, table, null)) {
            assertTrue(Objects.requireNonNull(opened.obstacle()).contains("the weights of another model"));
        }
    }
}

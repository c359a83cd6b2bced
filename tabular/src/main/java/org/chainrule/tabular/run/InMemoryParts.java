package org.chainrule.tabular.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.train.InMemoryShards;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.ShardScores;
import org.chainrule.train.ShardWorker;
import org.chainrule.train.ShardedTraining;
import org.chainrule.train.Shards;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link PartedTraining} in this JVM: what a cluster does with many, done one shard after the other. The same shards give the same bits on a cluster.
 *
 * <pre>{@code
 * PartedTraining training = PartedTraining.of(table.profile(), options);
 * try (LoadedTable rows = table.load(training.columns()); LoadedTable validation = other.load(training.columns())) {
 *     Model model = InMemoryParts.of(rows, validation, 4).train(training, new Rounds.Synchronous());
 * }
 * }</pre>
 */
public final class InMemoryParts {
    private final List<Part> parts;
    private final boolean validationGiven;

    /**
     * One shard's rows.
     *
     * @param training   training rows, at least one, all with a target
     * @param validation validation rows, all with a target; may be without rows
     * @param firstRow   training rows of all shards before this one
     */
    public record Part(RawTable training, RawTable validation, long firstRow) {}

    private InMemoryParts(List<Part> parts, boolean validationGiven) {
        this.parts = List.copyOf(parts);
        this.validationGiven = validationGiven;
    }

    /**
     * Cuts tables whose rows all have a target, in their order.
     *
     * @param training   training rows
     * @param validation rows to validate on; null for none
     * @param shards     how many shards
     * @return the parts; the tables have to stay open
     */
    public static InMemoryParts of(RawTable training, @Nullable RawTable validation, int shards) {
        return of(
                training,
                all(training),
                validation == null ? training : validation,
                validation == null ? new int[0] : all(validation),
                validation != null,
                shards);
    }

    /**
     * Cuts rows of tables, in the order in which they are named.
     *
     * @param training        a table
     * @param trainingRows    its rows that train, all with a target
     * @param validation      a table, perhaps the same
     * @param validationRows  its rows that validate, all with a target; may be empty
     * @param validationGiven whether somebody chose the rows that validate; false if they were split off by chance, see {@link PartedRows#validationGiven}
     * @param shards          how many shards
     * @return the parts; the tables have to stay open
     * @throws IllegalArgumentException if there are more shards than training rows
     */
    public static InMemoryParts of(
            RawTable training,
            int[] trainingRows,
            RawTable validation,
            int[] validationRows,
            boolean validationGiven,
            int shards) {
        // the counts of columns do not matter for the cut
        ShardLayout cut = new ShardLayout(shards, trainingRows.length, validationRows.length, 1, 1);
        List<Part> parts = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
            int from = (int) ((long) validationRows.length * s / shards);
            int to = (int) ((long) validationRows.length * (s + 1) / shards);
            parts.add(new Part(
                    RawTables.choose(
                            training, Arrays.copyOfRange(trainingRows, (int) cut.first(s), (int) cut.first(s + 1))),
                    RawTables.choose(validation, Arrays.copyOfRange(validationRows, from, to)),
                    cut.first(s)));
        }
        return new InMemoryParts(parts, validationGiven);
    }

    private static int[] all(RawTable table) {
        return IntStream.range(0, table.rows()).toArray();
    }

    /**
     * The rows of each shard.
     *
     * @return in the order of the shards
     */
    public List<Part> parts() {
        return parts;
    }

    /**
     * What a training wants to know of the cut.
     *
     * @param rounds how the shards train together
     * @return the counts
     */
    public PartedRows rows(Rounds rounds) {
        return new PartedRows(
                parts.size(),
                rounds,
                parts.stream().mapToLong(part -> part.training().rows()).sum(),
                parts.stream().mapToLong(part -> part.validation().rows()).sum(),
                validationGiven,
                0,
                List.of());
    }

    /**
     * Asks every shard.
     *
     * @param question what
     * @return the answers, in the order of the shards
     */
    public List<Serializable> ask(ShardQuestion question) {
        List<Serializable> answers = new ArrayList<>();
        for (Part part : parts) {
            answers.add(question.answer(part.training(), part.validation(), part.firstRow()));
        }
        return answers;
    }

    /**
     * Everything before the first round: cuts and asks.
     *
     * @param training as it is after {@link PartedTraining#of}
     * @param rounds   how the shards train together
     * @return what goes to the shards
     */
    public ShardProgram prepare(PartedTraining training, Rounds rounds) {
        training.rows(rows(rounds));
        for (ShardQuestion question = training.question(); question != null; question = training.question()) {
            training.answers(ask(question));
        }
        return training.program();
    }

    /**
     * Shards that can be trained.
     *
     * @param program what they do
     * @return to be closed
     */
    public Shards shards(ShardProgram program) {
        List<ShardWorker> workers = new ArrayList<>();
        for (int s = 0; s < parts.size(); s++) {
            Part part = parts.get(s);
            EncodedDataset training = program.encodeTraining(part.training(), part.firstRow());
            EncodedDataset validation = program.encodeValidation(part.validation());
            workers.add(
                    s > 0
                            ? workers.get(0).another(s, training, validation)
                            : new ShardWorker(
                                    program.network(),
                                    program.likelihood(),
                                    program.configuration(),
                                    program.rounds(),
                                    program.layout(),
                                    s,
                                    training,
                                    validation));
        }
        return new InMemoryShards(program.layout(), workers);
    }

    /**
     * Trains to the end.
     *
     * @param training  as it is after {@link PartedTraining#of}
     * @param rounds    how the shards train together
     * @param listeners hear of every training event
     * @return the model
     */
    public Model train(PartedTraining training, Rounds rounds, TrainingListener... listeners) {
        return train(training, rounds, () -> false, TrainingKeeper.NONE, listeners);
    }

    /**
     * Trains until somebody asks to stop.
     *
     * @param training      as it is after {@link PartedTraining#of}
     * @param rounds        how the shards train together
     * @param stopRequested asked before every round; true ends the training
     * @param keeper        says where to go on, and keeps where the training stands
     * @param listeners     hear of every training event
     * @return the model
     */
    public Model train(
            PartedTraining training,
            Rounds rounds,
            BooleanSupplier stopRequested,
            TrainingKeeper keeper,
            TrainingListener... listeners) {
        long begun = System.nanoTime();
        ShardProgram program = prepare(training, rounds);
        try (Shards shards = shards(program)) {
            TrainingResult result = ShardedTraining.train(
                    training.problem(), training.configuration(), rounds, shards, stopRequested, keeper, listeners);
            List<ShardScores> scores = program.layout().validationRows() == 0
                    ? List.of()
                    : shards.score(
                            Objects.requireNonNull(result.network().floatParameters()),
                            Objects.requireNonNull(result.network().floatStatistics()));
            return training.model(result, scores, (System.nanoTime() - begun) / 1e9);
        }
    }
}

package org.chainrule.tabular.run;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.DatasetStorage;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.encode.MeanFacts;
import org.chainrule.tabular.encode.RowWeights;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * All that a shard needs to encode its rows and to train: the bytes of the model file of the untrained model, and what encoding training rows takes beside it. Serializable; it
 * reads the bytes once wherever it arrives. Safe for concurrent use.
 */
public final class ShardProgram implements Serializable {
    private static final long serialVersionUID = 1;

    /** Shards that a JVM is thought to hold at once, at most: they share the memory that datasets take. */
    private static final int SHARING = 16;

    private final byte[] model;
    private final @Nullable MeanFacts means;
    private final Weighting weighting;
    private final Rounds rounds;
    private final ShardLayout layout;
    private transient volatile @Nullable Loaded loaded;

    /**
     * Beside the weight column.
     *
     * @param training   a weight a class of the training rows; empty for 1
     * @param validation a weight a class of the validation rows; empty for 1
     */
    record Weighting(List<Double> training, List<Double> validation) implements Serializable {
        /** Copies the lists. */
        Weighting {
            training = List.copyOf(training);
            validation = List.copyOf(validation);
        }
    }

    /** What the bytes say. */
    private record Loaded(Model model, TrainingConfiguration configuration) {}

    /**
     * Puts it together.
     *
     * @param model     bytes of the untrained model, kept
     * @param means     means of the target that the encoder was fitted to; null if it was fitted without, or elsewhere
     * @param weighting of classes
     * @param rounds    how the shards train together
     * @param layout    how the rows are cut
     */
    ShardProgram(byte[] model, @Nullable MeanFacts means, Weighting weighting, Rounds rounds, ShardLayout layout) {
        this.model = model;
        this.means = means;
        this.weighting = weighting;
        this.rounds = rounds;
        this.layout = layout;
    }

    private Loaded loaded() {
        Loaded known = loaded;
        if (known == null) {
            Model read = new Model(ModelFile.read(model, "of the training on shards"));
            // read twice by two threads at worst: both have the same
            known = new Loaded(read, TrainingPlan.again(read, 1).configuration());
            loaded = known;
        }
        return known;
    }

    /**
     * What is trained.
     *
     * @return the specification
     */
    public Network network() {
        return start().network();
    }

    /**
     * What its outputs mean.
     *
     * @return output activation and cost
     */
    public Likelihood likelihood() {
        return start().likelihood();
    }

    /**
     * How it is trained: the batch size is that of all shards together.
     *
     * @return the configuration, without a time limit and for one thread
     */
    public TrainingConfiguration configuration() {
        return loaded().configuration();
    }

    /**
     * How the shards train together.
     *
     * @return the rounds
     */
    public Rounds rounds() {
        return rounds;
    }

    /**
     * How the rows are cut.
     *
     * @return the layout
     */
    public ShardLayout layout() {
        return layout;
    }

    /**
     * The weights that the training starts from.
     *
     * @return float32
     */
    public TrainedNetwork start() {
        return loaded().model().network();
    }

    /**
     * Encodes a shard's training rows.
     *
     * @param rows     the shard's training rows
     * @param firstRow training rows of all shards before this one
     * @return one row for each, in order; to be closed
     * @throws org.chainrule.tabular.error.UserException if a target is missing or a weight is not a number
     */
    public EncodedDataset encodeTraining(RawTable rows, long firstRow) {
        return encode(rows, firstRow, all(rows));
    }

    /** Some of them. */
    EncodedDataset encode(RawTable rows, long firstRow, int[] which) {
        return encode(
                means == null
                        ? loaded().model().encoder().bind(rows)
                        : loaded().model().encoder().bindTraining(rows, firstRow, means),
                rows,
                which,
                weighting.training());
    }

    /**
     * Encodes a shard's validation rows.
     *
     * @param rows the shard's validation rows; null or without rows if it has none
     * @return one row for each, in order, to be closed; null without rows
     * @throws org.chainrule.tabular.error.UserException if a target is missing or a class that training does not know
     */
    public @Nullable EncodedDataset encodeValidation(@Nullable RawTable rows) {
        return rows == null || rows.rows() == 0
                ? null
                : encode(loaded().model().encoder().bind(rows), rows, all(rows), weighting.validation());
    }

    private EncodedDataset encode(BoundEncoder encoder, RawTable rows, int[] which, List<Double> classWeights) {
        Model known = loaded().model();
        RawColumn target = Objects.requireNonNull(rows.column(known.target()));
        String weight = Rows.column(known.schema(), ColumnKind.WEIGHT);
        RowWeights weights = RowWeights.of(weight == null ? null : rows.column(weight));
        DatasetStorage all = DatasetStorage.automatic();
        return EncodedDataset.part(
                encoder,
                List.of(known.targetEncoding().bind(target)),
                which,
                classWeights.isEmpty() ? weights : weights.withClassWeights(classWeights),
                new DatasetStorage(all.heapBytes() / Math.min(layout.shards(), SHARING), all.directory()));
    }

    private static int[] all(RawTable rows) {
        return IntStream.range(0, rows.rows()).toArray();
    }
}

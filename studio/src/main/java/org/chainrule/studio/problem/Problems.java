package org.chainrule.studio.problem;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.OpenedModel;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainOptionsBuilder;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/** The problems to choose from, and the way from settings to a training. Safe for concurrent use. */
public final class Problems implements AutoCloseable {
    /** The user's own table. */
    public static final String TABLE = "table";

    /** The user's own model. */
    public static final String MODEL = "model";

    /** The preset whose entries the settings replace. */
    public static final String PRESET = "plain";

    private final @Nullable GivenTable given;
    private final @Nullable GivenModel model;
    private final Tables tables = new Tables();
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    /**
     * The problems of a studio.
     *
     * @param given the user's own table; null for none
     */
    public Problems(@Nullable GivenTable given) {
        this(given, null);
    }

    /**
     * The problems of a studio that was opened on a model.
     *
     * @param model the user's own model; closed with this
     * @return the problems, that model the first
     */
    public static Problems ofModel(GivenModel model) {
        return new Problems(null, model);
    }

    private Problems(@Nullable GivenTable given, @Nullable GivenModel model) {
        this.given = given;
        this.model = model;
    }

    /**
     * The user's own model.
     *
     * @return null for none
     */
    public @Nullable GivenModel model() {
        return model;
    }

    /**
     * Reads settings.
     *
     * @param tree an object of JSON
     * @return the settings
     * @throws UserException if a key is unknown, or a value not possible
     */
    public Settings settings(Map<String, @Nullable Object> tree) {
        return SettingsReader.read(tree, names(), first());
    }

    /** The problem that a page begins with. */
    String first() {
        return model != null ? MODEL : Defaults.problem(given != null);
    }

    private List<String> names() {
        List<String> names = names(given != null);
        if (model != null) {
            names.add(MODEL);
        }
        return names;
    }

    /**
     * The user's own table.
     *
     * @return null for none
     */
    public @Nullable GivenTable given() {
        return given;
    }

    /** The names that the setting {@code problem} may have. */
    static List<String> names(boolean table) {
        List<String> names = new ArrayList<>();
        for (DrawnProblem problem : DrawnProblem.values()) {
            names.add(problem.id());
        }
        for (ExampleTable example : ExampleTable.values()) {
            names.add(example.id());
        }
        if (table) {
            names.add(TABLE);
        }
        return names;
    }

    /**
     * What settings amount to.
     *
     * @param settings checked settings
     * @return the training's start
     * @throws UserException if they do not fit the problem
     */
    public StudioProblem problem(Settings settings) {
        if (model != null && settings.problem().equals(MODEL)) {
            OpenedModel opened = model.opened();
            TrainOptions options =
                    TrainOptions.builder(opened.prepared().target().column()).build();
            return new StudioProblem(settings, opened.table(), options, null, null, opened);
        }
        DrawnProblem drawn = DrawnProblem.of(settings.problem());
        if (drawn != null) {
            Points points = DrawnPoints.of(drawn, settings.noise(), settings.points(), settings.dataSeed());
            Task task = drawn.classification() ? Task.CLASSIFICATION : Task.REGRESSION;
            TrainOptionsBuilder options = TrainOptions.builder(drawn.target()).task(task);
            boolean all = drawn == DrawnProblem.TOUR;
            return new StudioProblem(
                    settings,
                    tables.of(drawn, settings, points),
                    apply(settings, options, all ? 0 : heldOut(settings)),
                    points,
                    TourStart.of(settings),
                    null);
        }
        ExampleTable example = ExampleTable.of(settings.problem());
        Table table = example != null ? tables.of(example) : own().table();
        TrainOptionsBuilder options = example != null
                ? TrainOptions.builder(example.target())
                        .task(example.classification() ? Task.CLASSIFICATION : Task.REGRESSION)
                : own().options().toBuilder();
        return new StudioProblem(settings, table, apply(settings, options, heldOut(settings)), null, null, null);
    }

    /**
     * Reads the user's own table, if it was not read yet.
     *
     * @return rows that have a target
     * @throws UserException if there is no such table, or it cannot be trained on
     */
    public int rows() {
        own();
        return shape(Defaults.TABLES).rows();
    }

    /** What the data amount to; a table is read for it once. */
    Shape shape(Settings settings) {
        DrawnProblem drawn = DrawnProblem.of(settings.problem());
        if (drawn == null) {
            return shapes.computeIfAbsent(settings.problem(), problem -> measured(settings));
        }
        int rows = drawn == DrawnProblem.TOUR ? DrawnPoints.of(drawn, 0, 0, 0).count() : settings.points();
        return new Shape(
                drawn.classification() ? Task.CLASSIFICATION : Task.REGRESSION,
                settings.features().size(),
                drawn.classification() ? 2 : 1,
                rows,
                0);
    }

    private Shape measured(Settings settings) {
        Settings usual = Defaults.TABLES.with(settings.problem());
        StudioProblem problem = problem(usual);
        try (PreparedTraining prepared = PreparedTraining.of(problem.table(), problem.options())) {
            int training = prepared.trainingRows().length;
            int validation = prepared.validationRows().length;
            boolean given = problem.options().validation() != null;
            return new Shape(
                    prepared.task(),
                    prepared.encoder().width(),
                    Math.max(1, prepared.classNames().size()),
                    given ? training : training + validation,
                    given ? validation : 0);
        }
    }

    private GivenTable own() {
        if (given == null) {
            throw UserException.usage(
                    "\"problem\": expected a problem of the catalogue, found table, but the studio was started without one;"
                            + " start it with chainrule studio DATA --target COLUMN");
        }
        return given;
    }

    /** The share that validates, as a person would write it: 1 - 0.8 is 0.2. */
    static double heldOut(Settings settings) {
        return BigDecimal.ONE
                .subtract(BigDecimal.valueOf(settings.trainShare()))
                .doubleValue();
    }

    private static TrainOptions apply(Settings settings, TrainOptionsBuilder options, double heldOut) {
        List<HiddenLayer> layers = settings.layers();
        return options.preset(PRESET)
                .validationFraction(heldOut)
                .hiddenLayers(layers.stream().map(HiddenLayer::width).toList())
                .activations(
                        layers.isEmpty()
                                ? null
                                : layers.stream().map(HiddenLayer::activation).toList())
                .dropout(settings.dropout())
                .likelihood(settings.likelihood().equals(Settings.AUTO) ? null : settings.likelihood())
                .optimizer(settings.optimizer())
                .learningRate(settings.learningRate())
                .schedule(settings.schedule())
                .l1(settings.l1())
                .l2(settings.l2())
                .weightDecay(decay(settings))
                .clipNorm(settings.clipNorm() == 0 ? null : settings.clipNorm())
                .batchSize(settings.batchSize())
                .epochs(settings.epochs())
                .patience(0)
                .seed(settings.seed())
                .precision(settings.precision())
                .doctor(false)
                .build();
    }

    /** 0 is off, unless the optimizer's own text says a decay, as in {@code adamw(weightDecay=0.1)}. */
    static @Nullable Double decay(Settings settings) {
        boolean own = settings.optimizer().contains("weightDecay");
        return own && settings.weightDecay() == 0 ? null : (Double) settings.weightDecay();
    }

    /** Removes the temporary files, and closes the model. */
    @Override
    public void close() {
        tables.close();
        if (model != null) {
            model.opened().close();
        }
    }
}

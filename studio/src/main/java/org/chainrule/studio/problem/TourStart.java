package org.chainrule.studio.problem;

import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;

/** The weights that the guided tour starts from: numbers that can be multiplied in one's head. */
final class TourStart {
    /** What the network of the tour is. */
    static final List<HiddenLayer> LAYERS = List.of(new HiddenLayer(3, Activation.TANH));

    /** Flat, in the order of ParameterLayout: W(1) [2 x 3], b(1), W(2) [3 x 2], b(2). */
    private static final double[] WEIGHTS = {
        0.5, -0.5, 1, //
        1, 0.5, -0.5, //
        0, 0.5, -0.5, //
        1, -1, //
        0.5, -0.5, //
        -1, 0.5, //
        0, 0
    };

    private TourStart() {}

    /** The weights; null if the settings say another network, whose weights are drawn. */
    static double @Nullable [] of(Settings settings) {
        boolean tour = settings.problem().equals(DrawnProblem.TOUR.id())
                && settings.layers().equals(LAYERS)
                && settings.features().equals(List.of("x", "y"))
                && (settings.likelihood().equals(Settings.AUTO)
                        || settings.likelihood().startsWith("categorical"));
        return tour ? WEIGHTS.clone() : null;
    }

    /** What the page had better set when it begins the tour: one example a step, the lecture's own rule. */
    static Settings suggested() {
        Settings usual = Defaults.DRAWN;
        return new Settings(
                DrawnProblem.TOUR.id(),
                usual.noise(),
                usual.points(),
                usual.trainShare(),
                usual.dataSeed(),
                usual.features(),
                LAYERS,
                0,
                Settings.AUTO,
                "sgd",
                0.5,
                "constant",
                0,
                0,
                0,
                0,
                1,
                100,
                usual.seed(),
                Precision.FLOAT64);
    }
}

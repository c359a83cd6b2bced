package org.chainrule.studio.problem;

import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.train.Precision;

/** What settings are when nothing was said. */
final class Defaults {
    /** Of drawn problems. */
    static final Settings DRAWN = usual("circle", 0.5, 10, 500);

    /** Of tables. */
    static final Settings TABLES = usual(Problems.TABLE, 0.8, 32, 100);

    private Defaults() {}

    private static Settings usual(String problem, double trainShare, int batchSize, int epochs) {
        return new Settings(
                problem,
                0.1,
                500,
                trainShare,
                1,
                List.of("x", "y"),
                List.of(new HiddenLayer(4, Activation.TANH), new HiddenLayer(2, Activation.TANH)),
                0,
                Settings.AUTO,
                "adam",
                0.01,
                "constant",
                0,
                0,
                0,
                0,
                batchSize,
                epochs,
                1,
                Precision.FLOAT32);
    }

    /** Those of a problem. */
    static Settings of(String problem) {
        return DrawnProblem.of(problem) == null ? TABLES : DRAWN;
    }

    /** The problem that a page begins with. */
    static String problem(boolean table) {
        return table ? Problems.TABLE : DRAWN.problem();
    }
}

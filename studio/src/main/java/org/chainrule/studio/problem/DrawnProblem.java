package org.chainrule.studio.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The problems that are drawn. Their numbers are part of the draws. */
enum DrawnProblem {
    GAUSSIANS(0, "Two clouds", true, "Two Gaussian clouds. A straight line parts them: no hidden layer is needed."),
    XOR(
            1,
            "XOR",
            true,
            "Opposite quadrants belong together, so no straight line parts the classes: the network needs a hidden layer."),
    CIRCLE(2, "Circle", true, "One class inside the other. Four tanh units fold a boundary around it."),
    SPIRAL(3, "Spiral", true, "Two arms of a spiral, the hardest of these: more units, more layers, more epochs."),
    PLANE(4, "Plane", false, "A value that rises along the diagonal: a linear model is enough."),
    BUMPS(5, "Bumps", false, "Six cones, three up and three down: a value with hills and valleys."),
    TOUR(
            6,
            "Guided tour",
            true,
            "Four points and a network of 2, 3 and 2 units with simple numbers, to follow one step by hand.");

    private final int number;
    private final String title;
    private final boolean classification;
    private final String text;

    DrawnProblem(int number, String title, boolean classification, String text) {
        this.number = number;
        this.title = title;
        this.classification = classification;
        this.text = text;
    }

    /** By its name in the settings; null for a table. */
    static @Nullable DrawnProblem of(String name) {
        for (DrawnProblem problem : values()) {
            if (problem.id().equals(name)) {
                return problem;
            }
        }
        return null;
    }

    /** The name in the settings. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which draws it has. */
    int number() {
        return number;
    }

    /** What the page calls it. */
    String title() {
        return title;
    }

    /** Whether classes are to be told apart. */
    boolean classification() {
        return classification;
    }

    /** What is to be seen in it. */
    String text() {
        return text;
    }

    /** The column to be predicted. */
    String target() {
        return classification ? "class" : "value";
    }
}

package org.chainrule.studio.problem;

import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.random.CounterRandom.Stream;

/**
 * The drawn problems, those of the TensorFlow Playground: points in the plane -6 to 6, classes A (0) and B (1) in turn, or values from -1 to 1. Point i depends
 * on the problem, the seed, the noise and i alone (the spiral's also on the number of points).
 */
final class DrawnPoints {
    private static final List<String> CLASSES = List.of("A", "B");
    private static final double CIRCLE = 5;
    private static final double SQUARE = 5;
    private static final double PADDING = 0.3;
    /** Centres of the bumps, and their signs. */
    private static final double[][] BUMPS = {
        {-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}
    };

    /** The tour's: corners of a square, so that standardising leaves them as they are. B where exactly one coordinate is positive. */
    private static final double[][] TOUR = {{1, 1, 0}, {1, -1, 1}, {-1, 1, 1}, {-1, -1, 0}};

    private final DrawnProblem problem;
    private final double noise;
    private final int count;
    private final CounterRandom random;

    private DrawnPoints(DrawnProblem problem, double noise, int count, long seed) {
        this.problem = problem;
        this.noise = noise;
        this.count = count;
        this.random = CounterRandom.of(seed, Stream.POINTS, problem.number());
    }

    /** Draws. */
    static Points of(DrawnProblem problem, double noise, int count, long seed) {
        return new DrawnPoints(problem, noise, problem == DrawnProblem.TOUR ? TOUR.length : count, seed).points();
    }

    private Points points() {
        double[] x = new double[count];
        double[] y = new double[count];
        double[] target = new double[count];
        for (int i = 0; i < count; i++) {
            double[] point =
                    switch (problem) {
                        case GAUSSIANS -> gaussians(i);
                        case XOR -> xor(i);
                        case CIRCLE -> circle(i);
                        case SPIRAL -> spiral(i);
                        case PLANE -> plane(i);
                        case BUMPS -> bumps(i);
                        case TOUR -> TOUR[i];
                    };
            x[i] = point[0];
            y[i] = point[1];
            target[i] = point[2];
        }
        return new Points(problem.classification() ? CLASSES : List.of(), x, y, target);
    }

    /** Draw {@code which} of point i, uniform in -radius to radius. */
    private double uniform(int i, int which, double radius) {
        return radius * (2 * random.uniform(8L * i + which) - 1);
    }

    /** Two clouds around (-2, -2) and (2, 2) of variance 0.5 without noise, 4 with 0.5. */
    private double[] gaussians(int i) {
        double deviation = Math.sqrt(0.5 + 7 * noise);
        double centre = i % 2 == 0 ? -2 : 2;
        return new double[] {
            within(centre + deviation * random.normal(4L * i)),
            within(centre + deviation * random.normal(4L * i + 1)),
            i % 2
        };
    }

    /** B in the quadrants where x y is not negative; a gap along the axes; noise moves the point that is judged, not the one that is shown. */
    private double[] xor(int i) {
        double x = padded(uniform(i, 0, SQUARE));
        double y = padded(uniform(i, 1, SQUARE));
        double judged = (x + noise * uniform(i, 2, SQUARE)) * (y + noise * uniform(i, 3, SQUARE));
        return new double[] {x, y, judged >= 0 ? 1 : 0};
    }

    private static double padded(double value) {
        return value > 0 ? value + PADDING : value - PADDING;
    }

    /** B inside of half the radius, A in a ring from 0.7 of it on; judged as in xor. */
    private double[] circle(int i) {
        double share = random.uniform(8L * i);
        double radius = i % 2 == 1 ? 0.5 * CIRCLE * share : CIRCLE * (0.7 + 0.3 * share);
        double angle = 2 * Math.PI * random.uniform(8L * i + 1);
        double x = radius * StrictMath.sin(angle);
        double y = radius * StrictMath.cos(angle);
        double dx = x + noise * uniform(i, 2, CIRCLE);
        double dy = y + noise * uniform(i, 3, CIRCLE);
        return new double[] {x, y, Math.sqrt(dx * dx + dy * dy) < 0.5 * CIRCLE ? 1 : 0};
    }

    /** Two arms of 1.75 turns. */
    private double[] spiral(int i) {
        int ofArm = i / 2;
        int arm = (count + 1) / 2;
        double share = (double) ofArm / arm;
        double angle = 1.75 * share * 2 * Math.PI + (i % 2 == 0 ? Math.PI : 0);
        return new double[] {
            5 * share * StrictMath.sin(angle) + noise * uniform(i, 0, 1),
            5 * share * StrictMath.cos(angle) + noise * uniform(i, 1, 1),
            i % 2
        };
    }

    /** (x + y) / 10 within -1 to 1, of a point that noise has moved. */
    private double[] plane(int i) {
        double x = uniform(i, 0, Points.RADIUS);
        double y = uniform(i, 1, Points.RADIUS);
        double sum = x + noise * uniform(i, 2, Points.RADIUS) + y + noise * uniform(i, 3, Points.RADIUS);
        return new double[] {x, y, Math.max(-1, Math.min(1, sum / 10))};
    }

    /** The strongest of six cones of radius 2, of a point that noise has moved. */
    private double[] bumps(int i) {
        double x = uniform(i, 0, Points.RADIUS);
        double y = uniform(i, 1, Points.RADIUS);
        double strongest = 0;
        for (double[] bump : BUMPS) {
            double dx = x + noise * uniform(i, 2, Points.RADIUS) - bump[0];
            double dy = y + noise * uniform(i, 3, Points.RADIUS) - bump[1];
            double height = bump[2] * Math.max(0, 1 - Math.sqrt(dx * dx + dy * dy) / 2);
            strongest = Math.abs(height) > Math.abs(strongest) ? height : strongest;
        }
        return new double[] {x, y, strongest};
    }

    private static double within(double value) {
        return Math.max(-Points.RADIUS, Math.min(Points.RADIUS, value));
    }
}

package org.chainrule.explain;

import java.util.Locale;

/** Why a gradient is what it is, with the numbers that say so. Closed: a reader can handle every case. */
public sealed interface Cause {
    /**
     * A name for programs.
     *
     * @return such as {@code deadUnit}
     */
    default String name() {
        String type = getClass().getSimpleName();
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    /**
     * One sentence for a person.
     *
     * @return without an end of line
     */
    String sentence();

    /**
     * The same with rows called as a person calls them.
     *
     * @param names what rows are called
     * @return without an end of line
     */
    default String sentence(UnitNames names) {
        return sentence();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /**
     * phi' is 0 below the kink of a ReLU.
     *
     * @param unit unit j
     * @param z    its pre-activation
     */
    record DeadUnit(Unit unit, double z) implements Cause {
        @Override
        public String sentence() {
            return "the unit is off: " + unit.symbol() + " = " + number(z) + " lies where phi' = 0";
        }
    }

    /**
     * |phi'| is small.
     *
     * @param unit       unit j
     * @param z          its pre-activation
     * @param derivative phi'(z)
     */
    record Saturation(Unit unit, double z, double derivative) implements Cause {
        @Override
        public String sentence() {
            return "the unit is saturated: phi'(" + unit.symbol() + " = " + number(z) + ") = " + number(derivative);
        }
    }

    /**
     * A dropout mask has removed the unit in this step.
     *
     * @param unit the unit that was dropped
     */
    record DroppedByMask(Unit unit) implements Cause {
        @Override
        public String sentence() {
            return "dropout removed " + unit.symbol() + " in this step";
        }
    }

    /**
     * h_i = 0, so the weight had no part in the output.
     *
     * @param symbol such as {@code h_3(1)}
     * @param unit   the unit that it would feed
     */
    record ZeroInput(String symbol, Unit unit) implements Cause {
        @Override
        public String sentence() {
            return "the input is zero: " + symbol + " = 0";
        }
    }

    /**
     * delta(L) is 0: the example is fitted exactly, lies where the cost is flat, or has weight 0.
     *
     * @param row row of the batch, from 0
     */
    record ZeroOutputDelta(int row) implements Cause {
        @Override
        public String sentence() {
            return sentence(UnitNames.NONE);
        }

        @Override
        public String sentence(UnitNames names) {
            return "the cost asks for nothing: delta(L) = 0 in row " + names.row(row);
        }
    }

    /**
     * The unit itself lets the delta through, but no path beyond it does.
     *
     * @param unit  unit j
     * @param paths the paths from it to the outputs
     */
    record BlockedPaths(Unit unit, double paths) implements Cause {
        @Override
        public String sentence() {
            return "every one of the " + String.format(Locale.ROOT, "%.0f", paths) + " paths behind " + unit.symbol()
                    + " has a factor 0";
        }
    }

    /**
     * Paths cancel each other.
     *
     * @param positive sum of the positive contributions
     * @param negative sum of the negative ones, as a positive number
     */
    record Cancellation(double positive, double negative) implements Cause {
        /**
         * What is left.
         *
         * @return |sum| over the sum of the absolute contributions
         */
        public double left() {
            return Math.abs(positive - negative) / (positive + negative);
        }

        @Override
        public String sentence() {
            return "paths cancel: +" + number(positive) + " against -" + number(negative) + " leaves "
                    + number(100 * left()) + " % of their size";
        }
    }

    /**
     * The deltas shrink on the way back.
     *
     * @param unit    unit j
     * @param gain    sum of |products| over all paths from the unit, over sum_k |delta_k(L)|
     * @param factors local derivatives on the strongest path
     */
    record Vanishing(Unit unit, double gain, int factors) implements Cause {
        @Override
        public String sentence() {
            return "the gradient vanishes: over " + factors + " factors " + number(gain) + " of delta(L) reaches "
                    + unit.symbol();
        }
    }

    /**
     * The deltas grow on the way back.
     *
     * @param unit    unit j
     * @param gain    sum of |products| over all paths from the unit, over sum_k |delta_k(L)|
     * @param factors local derivatives on the strongest path
     */
    record Exploding(Unit unit, double gain, int factors) implements Cause {
        @Override
        public String sentence() {
            return "the gradient explodes: over " + factors + " factors delta(L) has grown to " + number(gain)
                    + " times its size at " + unit.symbol();
        }
    }

    /**
     * Clipping changed the gradient before the update.
     *
     * @param before the gradient, penalties included
     * @param after  what the optimiser sees
     */
    record Clipped(double before, double after) implements Cause {
        @Override
        public String sentence() {
            return "clipping turned " + number(before) + " into " + number(after);
        }
    }

    /**
     * The parameter's group has the learning-rate factor 0.
     *
     * @param role what the parameter is
     */
    record FrozenGroup(String role) implements Cause {
        @Override
        public String sentence() {
            return "the group " + role + " is frozen: its learning rate has the factor 0";
        }
    }
}

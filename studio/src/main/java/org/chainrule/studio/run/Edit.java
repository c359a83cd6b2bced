package org.chainrule.studio.run;

import org.chainrule.explain.ParameterAddress;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.tabular.error.UserException;

/**
 * A weight that was changed by hand: a part of the run from its step on.
 *
 * @param step   steps taken when it was changed
 * @param weight as the user wrote it, such as {@code 1:0:2} or {@code 1:bias:2}
 * @param index  where it lies in the flat array
 * @param value  its new value
 */
record Edit(long step, String weight, int index, double value) {

    static Edit of(ParameterLayout layout, long step, String weight, double value) {
        if (!Double.isFinite(value)) {
            throw UserException.usage("expected a finite value for the weight, found " + value + "; give a number");
        }
        return new Edit(step, weight.strip(), index(layout, weight), value);
    }

    /** Where a weight lies in the flat array. */
    static int index(ParameterLayout layout, String weight) {
        try {
            ParameterAddress address = ParameterAddress.parse(weight);
            for (Slice slice : layout.parameters()) {
                if (slice.name().equals(address.block()) && inside(slice, address)) {
                    return slice.offset() + Math.max(0, address.row()) * slice.columns() + address.column();
                }
            }
            throw UserException.usage("the network has no weight " + weight.strip()
                    + "; layers count from 1, units from 0, up to the width of the layer");
        } catch (IllegalArgumentException e) {
            throw UserException.usage(String.valueOf(e.getMessage()));
        }
    }

    private static boolean inside(Slice slice, ParameterAddress address) {
        return address.row() < slice.rows()
                && address.column() >= 0
                && (address.row() < 0 ? address.column() < slice.size() : address.column() < slice.columns());
    }

    /** {@code STEP:LAYER:FROM:TO:VALUE}, as the address of the page has it. */
    String text() {
        return step + ":" + weight + ":" + value;
    }
}

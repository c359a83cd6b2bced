package org.chainrule.gradient;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.kernel.Panels;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Where the parameters lie in the fast engine: slice by slice as in {@code ParameterLayout}, but each weight matrix as panels of columns, and everything padded to
 * whole vectors (see {@link Panels}). Gradient and moments share this layout, so an update is one walk through flat memory. Only {@link #pack} and
 * {@link #unpack} know both layouts; padding is packed as 0 and never unpacked.
 */
public final class ParameterPanels {
    private final List<Slice> slices;
    private final int[] offsets;
    private final int[] weightAt;
    private final int[] biasAt;
    private final int size;

    /**
     * Lays out the parameters of a network.
     *
     * @param plan the network
     * @throws IllegalArgumentException if the padded parameters do not fit one array
     */
    public ParameterPanels(NetworkPlan plan) {
        slices = plan.layout().parameters();
        offsets = new int[slices.size()];
        long end = 0;
        for (int s = 0; s < offsets.length; s++) {
            offsets[s] = (int) end;
            end += packedSize(slices.get(s));
            if (end > Integer.MAX_VALUE - 64) {
                throw new IllegalArgumentException("the network has more than 2^31 parameters, padding included, at "
                        + slices.get(s).name() + "; use narrower layers");
            }
        }
        size = (int) end;
        List<Node> nodes = plan.nodes();
        weightAt = new int[nodes.size()];
        biasAt = new int[nodes.size()];
        for (Node node : nodes) {
            weightAt[node.index()] = offset(node.weight());
            biasAt[node.index()] = offset(node.bias());
        }
    }

    private static long packedSize(Slice slice) {
        return narrow(slice)
                ? (long) slice.columns() * Panels.padded(slice.rows())
                : (long) slice.rows() * Panels.padded(slice.columns());
    }

    /** Whether a weight matrix has so few columns that it is kept transposed. */
    static boolean narrow(Slice slice) {
        return slice.role() == Role.WEIGHT && slice.columns() <= Panels.NARROW;
    }

    private int offset(@Nullable Slice slice) {
        for (int s = 0; slice != null && s < offsets.length; s++) {
            if (slices.get(s).offset() == slice.offset()) {
                return offsets[s];
            }
        }
        return -1;
    }

    /**
     * The length of an array in this layout.
     *
     * @return parameters and padding
     */
    public int size() {
        return size;
    }

    /** Where the weight (or gain) of a node starts; -1 if it has none. */
    int weightAt(Node node) {
        return weightAt[node.index()];
    }

    /** Where the bias (or shift) of a node starts; -1 if it has none. */
    int biasAt(Node node) {
        return biasAt[node.index()];
    }

    /**
     * Copies parameters into this layout.
     *
     * @param flat   laid out by {@code ParameterLayout}, read
     * @param packed [size()], overwritten, padding as 0
     */
    public void pack(float[] flat, float[] packed) {
        java.util.Arrays.fill(packed, 0);
        for (Run run : runs()) {
            for (int e = 0; e < run.length; e++) {
                packed[run.packed + e * run.step] = flat[run.flat + e];
            }
        }
    }

    /**
     * Copies parameters, or their gradient, out of this layout.
     *
     * @param packed [size()], read
     * @param flat   laid out by {@code ParameterLayout}, overwritten
     */
    public void unpack(float[] packed, float[] flat) {
        for (Run run : runs()) {
            for (int e = 0; e < run.length; e++) {
                flat[run.flat + e] = packed[run.packed + e * run.step];
            }
        }
    }

    /**
     * Copies doubles out of this layout.
     *
     * @param packed [size()], read
     * @param flat   laid out by {@code ParameterLayout}, overwritten
     */
    public void unpack(double[] packed, double[] flat) {
        for (Run run : runs()) {
            for (int e = 0; e < run.length; e++) {
                flat[run.flat + e] = packed[run.packed + e * run.step];
            }
        }
    }

    /** Numbers that lie side by side in the flat layout, and a step apart in the packed one. */
    private record Run(int flat, int packed, int step, int length) {}

    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (int s = 0; s < offsets.length; s++) {
            Slice slice = slices.get(s);
            int rows = slice.rows();
            int columns = slice.columns();
            if (slice.role() != Role.WEIGHT) {
                runs.add(new Run(slice.offset(), offsets[s], 1, slice.size()));
                continue;
            }
            if (narrow(slice)) {
                for (int i = 0; i < rows; i++) {
                    runs.add(new Run(slice.offset() + i * columns, offsets[s] + i, Panels.padded(rows), columns));
                }
                continue;
            }
            for (int panel = 0; panel < Panels.count(columns); panel++) {
                int width = Panels.width(columns, panel);
                int first = panel * Panels.WIDTH;
                int length = Math.min(width, columns - first);
                for (int i = 0; i < rows; i++) {
                    int packed = offsets[s] + Panels.start(rows, panel) + i * width;
                    runs.add(new Run(slice.offset() + i * columns + first, packed, 1, length));
                }
            }
        }
        return runs;
    }
}

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
 * whole vectors: vectors row by row, the parameters of embeddings as a whole (see {@link Panels}). Gradient and moments share this layout, so an update is one walk through flat memory. Only {@link #pack} and
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
        return switch (slice.role()) {
            case WEIGHT -> (long) slice.blocks() * blockSize(slice);
            case PERIODIC, LINEAR, BINS, TABLE -> Panels.padded(slice.size());
            default -> (long) slice.rows() * Panels.padded(slice.columns());
        };
    }

    /** The packed size of one matrix of a weight. */
    static int blockSize(Slice weight) {
        return narrow(weight)
                ? weight.columns() * Panels.padded(weight.rows())
                : weight.rows() * Panels.padded(weight.columns());
    }

    /** Whether a weight matrix has so few columns that it is kept transposed. */
    static boolean narrow(Slice slice) {
        return slice.role() == Role.WEIGHT && slice.columns() <= Panels.NARROW;
    }

    /** Where a slice starts; -1 for none. */
    int offset(@Nullable Slice slice) {
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
            switch (slice.role()) {
                case WEIGHT -> {
                    for (int block = 0; block < slice.blocks(); block++) {
                        int flat = slice.offset() + block * slice.rows() * slice.columns();
                        addMatrix(runs, slice, flat, offsets[s] + block * blockSize(slice));
                    }
                }
                case PERIODIC, LINEAR, BINS, TABLE -> runs.add(new Run(slice.offset(), offsets[s], 1, slice.size()));
                default -> {
                    int columns = slice.columns();
                    for (int i = 0; i < slice.rows(); i++) {
                        int packed = offsets[s] + i * Panels.padded(columns);
                        runs.add(new Run(slice.offset() + i * columns, packed, 1, columns));
                    }
                }
            }
        }
        return runs;
    }

    private static void addMatrix(List<Run> runs, Slice slice, int flat, int packed) {
        int rows = slice.rows();
        int columns = slice.columns();
        for (int i = 0; i < rows && narrow(slice); i++) {
            runs.add(new Run(flat + i * columns, packed + i, Panels.padded(rows), columns));
        }
        for (int panel = 0; panel < Panels.count(columns) && !narrow(slice); panel++) {
            int width = Panels.width(columns, panel);
            int first = panel * Panels.WIDTH;
            int length = Math.min(width, columns - first);
            for (int i = 0; i < rows; i++) {
                runs.add(
                        new Run(flat + i * columns + first, packed + Panels.start(rows, panel) + i * width, 1, length));
            }
        }
    }
}

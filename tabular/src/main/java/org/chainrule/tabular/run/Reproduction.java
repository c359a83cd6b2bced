package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.Version;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model could be trained again from its provenance, to the last bit. When the data are not those that it was trained on, nothing is trained, since
 * nothing could be proved.
 *
 * @param model        the model that was to be trained again
 * @param changes      how the data differ from those that it was trained on, one line each; empty if they are the same
 * @param network      what was trained; null if nothing was. Of a model of several members the first
 * @param further      the networks of the other members; empty for one network
 * @param encodings    columns that are encoded otherwise than in the model, although the data are the same; empty if none is
 * @param obstacle     why nothing or something else was trained although the data are the same, null if nothing was in the way
 * @param interrupted  whether somebody asked to stop before the end
 * @param rows         rows of the table, 0 if it was not read
 * @param trainingRows rows trained on, 0 if nothing was trained
 * @param epochs       epochs run
 * @param kernel       name of the kernels that ran, "none" if none did
 * @param threads      threads that ran, 0 if none did
 * @param seconds      wall-clock time of it all
 */
public record Reproduction(
        Model model,
        List<String> changes,
        @Nullable TrainedNetwork network,
        List<TrainedNetwork> further,
        List<String> encodings,
        @Nullable String obstacle,
        boolean interrupted,
        int rows,
        int trainingRows,
        int epochs,
        String kernel,
        int threads,
        double seconds) {
    /** Copies the lists. */
    public Reproduction {
        changes = List.copyOf(changes);
        encodings = List.copyOf(encodings);
        further = List.copyOf(further);
    }

    /**
     * A tensor that has other bits.
     *
     * @param tensor  its name in the model file
     * @param differ  elements that differ
     * @param of      all its elements
     * @param largest the largest absolute difference of an element
     */
    public record Difference(String tensor, int differ, int of, double largest) {}

    /**
     * The verdict.
     *
     * @return true if the same data gave the same encoder and weights of the same bits
     */
    public boolean reproduced() {
        return !interrupted
                && changes.isEmpty()
                && encodings.isEmpty()
                && expectedSha256().equals(weightsSha256());
    }

    /**
     * The hash of the weights in the model.
     *
     * @return 64 hexadecimal digits
     */
    public String expectedSha256() {
        return model.weightsSha256();
    }

    /**
     * The hash of the weights that were trained now.
     *
     * @return 64 hexadecimal digits; null if nothing was trained to the end
     */
    public @Nullable String weightsSha256() {
        return network == null || interrupted
                ? null
                : ModelFile.weightsSha256(networks().toArray(new TrainedNetwork[0]));
    }

    /**
     * Whether the model was trained by this version of Chainrule.
     *
     * @return false if another version may explain other bits
     */
    public boolean sameVersion() {
        return model.provenance().chainruleVersion().equals(Version.CURRENT);
    }

    /**
     * Where the weights differ.
     *
     * @return a tensor each, in the order of the forward pass; empty if all bits are the same or nothing was trained
     */
    public List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        List<TrainedNetwork> found = networks();
        for (int m = 0; m < found.size(); m++) {
            TrainedNetwork one = found.get(m);
            TrainedNetwork expected = model.contents().members().get(m).network();
            String prefix = further.isEmpty() ? "" : "member." + m + ".";
            ParameterLayout layout = new ParameterLayout(one.network());
            compare(
                    prefix,
                    layout.parameters(),
                    Bits.of(expected.floatParameters(), expected.doubleParameters()),
                    Bits.of(one.floatParameters(), one.doubleParameters()),
                    differences);
            compare(
                    prefix,
                    layout.statistics(),
                    Bits.of(expected.floatStatistics(), expected.doubleStatistics()),
                    Bits.of(one.floatStatistics(), one.doubleStatistics()),
                    differences);
        }
        return differences;
    }

    private List<TrainedNetwork> networks() {
        List<TrainedNetwork> networks = new ArrayList<>();
        if (network != null) {
            networks.add(network);
            networks.addAll(further);
        }
        return networks;
    }

    private static void compare(
            String prefix, List<Slice> slices, Bits expected, Bits found, List<Difference> differences) {
        for (Slice slice : slices) {
            int differ = 0;
            double largest = 0;
            for (int i = slice.offset(); i < slice.offset() + slice.size(); i++) {
                if (expected.bits(i) != found.bits(i)) {
                    differ++;
                    largest = Math.max(largest, Math.abs(expected.value(i) - found.value(i)));
                }
            }
            if (differ > 0) {
                differences.add(new Difference(prefix + slice.name(), differ, slice.size(), largest));
            }
        }
    }

    /** An array of either precision. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Bits(float @Nullable [] floats, double @Nullable [] doubles) {
        static Bits of(float @Nullable [] floats, double @Nullable [] doubles) {
            return new Bits(floats, doubles);
        }

        double value(int index) {
            return floats != null ? floats[index] : doubles != null ? doubles[index] : Double.NaN;
        }

        long bits(int index) {
            return Double.doubleToRawLongBits(value(index));
        }
    }
}

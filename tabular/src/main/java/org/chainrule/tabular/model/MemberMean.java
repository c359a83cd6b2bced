package org.chainrule.tabular.model;

import java.util.List;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;

/**
 * The weighted mean of the members' predictions. Of classes the probabilities are averaged; of values and quantiles the numbers in the units of the target,
 * since members standardise by their own training rows. Means and standard deviations are those of the mixture: mu = sum w_m mu_m and
 * sigma^2 = sum w_m (sigma_m^2 + (mu_m - mu)^2), so that members that disagree make the prediction less certain. Immutable; allocates nothing for a row.
 */
final class MemberMean {
    private static final int MOMENTS = 3;

    private final boolean single;
    private final boolean moments;
    private final RowOutputs[] outputs;
    private final int[] raw;
    private final double[] weights;
    private final RowOutputs result;
    private final int sums;

    MemberMean(List<Member> members) {
        Likelihood likelihood = members.get(0).network().likelihood();
        TargetEncoding target = members.get(0).target();
        this.single = members.size() == 1;
        this.raw = members.stream()
                .mapToInt(member -> member.network().network().outputs())
                .toArray();
        this.outputs = members.stream()
                .map(member -> new RowOutputs(
                        member.network().likelihood(),
                        member.target(),
                        member.network().network().outputs()))
                .toArray(RowOutputs[]::new);
        this.weights = members.stream().mapToDouble(Member::weight).toArray();
        this.moments = !single && !(target instanceof ClassTarget) && likelihood instanceof GaussianWithVariance;
        TargetEncoding averaged =
                single || target instanceof ClassTarget ? target : ValueTarget.unscaled(target.column());
        this.result = single ? outputs[0] : new RowOutputs(likelihood, averaged, outputs[0].width());
        this.sums = single ? raw[0] : moments ? MOMENTS : outputs[0].width();
    }

    /** How many numbers are summed up for a row. */
    int sums() {
        return sums;
    }

    /** How many numbers a prediction is, see {@link RowOutputs#width}. */
    int width() {
        return result.width();
    }

    /** Whether a prediction is what the only network gives, so that nothing is to be added and finished. */
    boolean isOutputs() {
        return single && outputs[0].areOutputs();
    }

    /**
     * Adds what a member's network gives for some rows; member 0 comes first and overwrites.
     *
     * @param member its number; the order is the same for every row
     * @param rows   how many
     * @param o      [rows x n(L)], read
     * @param sum    [rows x {@link #sums}]
     */
    void add(int member, int rows, double[] o, double[] sum) {
        for (int n = 0; n < rows; n++) {
            int from = n * raw[member];
            int to = n * sums;
            if (single) {
                System.arraycopy(o, from, sum, to, sums);
            } else if (moments) {
                addMoments(member, o, from, sum, to);
            } else {
                for (int k = 0; k < sums; k++) {
                    sum[to + k] = (member == 0 ? 0 : sum[to + k]) + weights[member] * outputs[member].at(k, o, from);
                }
            }
        }
    }

    /** The first and second moment about the first member's mean, which comes last. */
    private void addMoments(int member, double[] o, int from, double[] sum, int to) {
        double mu = outputs[member].at(0, o, from);
        double sigma = outputs[member].at(1, o, from);
        if (member == 0) {
            sum[to] = 0;
            sum[to + 1] = 0;
            sum[to + 2] = mu;
        }
        double away = mu - sum[to + 2];
        sum[to] += weights[member] * away;
        sum[to + 1] += weights[member] * (sigma * sigma + away * away);
    }

    /**
     * The prediction of one row, once all members were added.
     *
     * @param sum  overwritten
     * @param from where its sums begin
     * @param out  overwritten from {@code to} on, {@link #width} numbers
     * @param to   where the prediction begins
     */
    void finish(double[] sum, int from, double[] out, int to) {
        if (moments) {
            double away = sum[from];
            sum[from] = sum[from + 2] + away;
            sum[from + 1] = StrictMath.log(sum[from + 1] - away * away);
        }
        result.decode(sum, from, out, to);
    }
}

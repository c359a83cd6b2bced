package org.chainrule.tabular.model;

import java.util.Arrays;
import java.util.List;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.ValueTarget;

/**
 * The weighted mean of the members' predictions. Of classes the probabilities are averaged; of values and quantiles the numbers in the units of the target,
 * since members standardise by their own training rows. Means and standard deviations are those of the mixture: mu = sum w_m mu_m and
 * sigma^2 = sum w_m (sigma_m^2 + (mu_m - mu)^2), so that members that disagree make the prediction less certain.
 */
final class MemberMean {
    private final List<Member> members;
    private final Likelihood likelihood;
    private final TargetEncoding target;
    private final List<TargetEncoding.Decoder> decoders;
    private final double[][] sums;

    MemberMean(List<Member> members, int rows) {
        this.members = members;
        this.likelihood = members.get(0).network().likelihood();
        this.target = members.get(0).target();
        this.decoders =
                members.stream().map(member -> member.target().decoder()).toList();
        this.sums = new double[rows][];
    }

    /** Adds what a member's network gives for some rows; the members come in the same order for every row. */
    void add(int member, int from, int count, double[] o) {
        int width = members.get(member).network().network().outputs();
        for (int n = 0; n < count; n++) {
            double[] output = Arrays.copyOfRange(o, n * width, (n + 1) * width);
            if (members.size() == 1) {
                sums[from + n] = output;
            } else if (likelihood instanceof GaussianWithVariance) {
                addMoments(member, from + n, output);
            } else {
                add(member, from + n, output);
            }
        }
    }

    private void add(int member, int row, double[] output) {
        double[] own =
                output.length == 1 && target instanceof ClassTarget ? new double[] {1 - output[0], output[0]} : output;
        if (!(target instanceof ClassTarget)) {
            Arrays.setAll(own, k -> decoders.get(member).decode(own[k]));
        }
        double[] sum = sums[row] == null ? new double[own.length] : sums[row];
        for (int k = 0; k < own.length; k++) {
            sum[k] += members.get(member).weight() * own[k];
        }
        sums[row] = sum;
    }

    /** The first and second moment about the first member's mean, which comes last. */
    private void addMoments(int member, int row, double[] output) {
        double weight = members.get(member).weight();
        double mu = decoders.get(member).decode(output[0]);
        double sigma = decoders.get(member).deviation(output[0], StrictMath.exp(output[1] / 2));
        double[] sum = sums[row] == null ? new double[] {0, 0, mu} : sums[row];
        double away = mu - sum[2];
        sum[0] += weight * away;
        sum[1] += weight * (sigma * sigma + away * away);
        sums[row] = sum;
    }

    /** The predictions, once all members were added. */
    Predictions predictions() {
        if (members.size() == 1) {
            return Predictions.of(likelihood, target, sums);
        }
        if (likelihood instanceof GaussianWithVariance) {
            for (int row = 0; row < sums.length; row++) {
                double[] sum = sums[row];
                sums[row] = new double[] {sum[2] + sum[0], StrictMath.log(sum[1] - sum[0] * sum[0])};
            }
        }
        return Predictions.of(
                likelihood, target instanceof ClassTarget ? target : ValueTarget.unscaled(target.column()), sums);
    }
}

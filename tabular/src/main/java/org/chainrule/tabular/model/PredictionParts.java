package org.chainrule.tabular.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.calibrate.ScoreKind;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What predictions take of a model, found consistent as {@link ModelContents} is: the rest says where a model comes from.
 *
 * @param schema      the columns of the training table
 * @param task        what is predicted
 * @param members     one network, or several whose predictions are averaged
 * @param uncertainty temperature and conformal scores; null without
 */
public record PredictionParts(
        Schema schema,
        Task task,
        List<Member> members,
        @Nullable Uncertainty uncertainty) {
    private static final double ROUNDING = 1e-9;

    /** Copies the list and checks that the parts fit. */
    public PredictionParts {
        members = List.copyOf(members);
        check(schema, task, members, uncertainty);
    }

    /** The columns that members read, in the order of the training table. */
    static List<ColumnSchema> inputColumns(Schema schema, List<Member> members) {
        Set<String> read = new HashSet<>();
        members.stream()
                .flatMap(member -> member.encoder().columns().stream())
                .map(ColumnEncoding::column)
                .forEach(read::add);
        return schema.columns().stream()
                .filter(column -> read.contains(column.name()))
                .toList();
    }

    static void check(Schema schema, Task task, List<Member> members, @Nullable Uncertainty uncertainty) {
        require(!members.isEmpty(), "expected a model of at least 1 member, found none");
        Set<String> features = features(schema);
        for (Member member : members) {
            MemberChecks.columns(schema, features, member.encoder(), member.target());
            MemberChecks.widths(member.encoder(), member.network());
            MemberChecks.target(task, member.target(), member.network());
            MemberChecks.weights(member.network());
        }
        checkTogether(members);
        checkUncertainty(uncertainty, members.get(0).network().likelihood());
    }

    private static void checkUncertainty(@Nullable Uncertainty uncertainty, Likelihood likelihood) {
        if (uncertainty != null) {
            ScoreKind found = uncertainty.scores().kind();
            ScoreKind expected = scoreKind(likelihood);
            require(
                    found == expected,
                    "expected conformal scores " + expected + " for " + likelihood.name() + ", found " + found);
        }
    }

    private static ScoreKind scoreKind(Likelihood likelihood) {
        if (likelihood instanceof Bernoulli || likelihood instanceof Categorical) {
            return ScoreKind.OTHER_CLASSES;
        }
        if (likelihood instanceof GaussianWithVariance) {
            return ScoreKind.SCALED_RESIDUAL;
        }
        return likelihood instanceof Quantile quantile && quantile.levels().size() > 1
                ? ScoreKind.QUANTILE_BAND
                : ScoreKind.RESIDUAL;
    }

    private static void checkTogether(List<Member> members) {
        Member first = members.get(0);
        double sum = 0;
        for (Member member : members) {
            sum += member.weight();
            require(
                    member.target().column().equals(first.target().column())
                            && classes(member.target()).equals(classes(first.target())),
                    "expected members with the same target and classes, found others");
            Likelihood likelihood = member.network().likelihood();
            require(
                    !(several(likelihood) || several(first.network().likelihood()))
                            || likelihood.equals(first.network().likelihood()),
                    "expected members of one likelihood where it has several outputs, found "
                            + first.network().likelihood().spec() + " and " + likelihood.spec());
            require(
                    members.size() == 1 || member.training() != null,
                    "expected an account of the training of every member, found none");
        }
        require(
                Math.abs(sum - 1) <= ROUNDING,
                "expected members whose weights sum to 1, found " + members.size() + " that sum to " + sum);
    }

    private static List<String> classes(TargetEncoding target) {
        return target instanceof ClassTarget classes ? classes.classes() : List.of();
    }

    /** Likelihoods whose outputs are not one value: only like can be averaged with like. */
    private static boolean several(Likelihood likelihood) {
        return likelihood instanceof Quantile || likelihood instanceof GaussianWithVariance;
    }

    private static Set<String> features(Schema schema) {
        Set<String> names = new HashSet<>();
        Set<String> features = new HashSet<>();
        for (ColumnSchema column : schema.columns()) {
            require(
                    names.add(column.name()),
                    "expected columns of different names, found " + Shown.name(column.name()) + " twice");
            if (column.kind().isFeature()) {
                features.add(column.name());
            }
        }
        return features;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}

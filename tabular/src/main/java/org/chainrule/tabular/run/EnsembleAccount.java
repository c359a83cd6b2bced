package org.chainrule.tabular.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.model.Version;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainingRun.Importance;
import org.chainrule.tabular.run.TrainingRun.Trial;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/** From the networks of an ensemble to the model with its provenance, its metrics and all that a report shows. */
final class EnsembleAccount {
    /** The number of folds in the configuration of the provenance; 1 if the rows were split once. */
    static final String FOLDS = "folds";

    private EnsembleAccount() {}

    /**
     * Puts an ensemble together. It is judged by its predictions for rows that the predicting networks were not trained on.
     *
     * @param data    the rows
     * @param chosen  configurations, the heaviest first
     * @param shares  of all candidates, in the order of their trials
     * @param trials  all that was tried
     * @param reason  why it ended
     * @param seconds wall-clock time
     */
    static TrainingRun of(
            SearchData data,
            List<TrainedConfiguration> chosen,
            double[] shares,
            List<Trial> trials,
            String reason,
            double seconds) {
        double[] sorted = IntStream.range(0, shares.length)
                .mapToDouble(c -> -shares[c])
                .sorted()
                .map(share -> -share)
                .toArray();
        List<Member> members = new ArrayList<>();
        List<TrainedFold> networks = new ArrayList<>();
        HeldOutMean mean = new HeldOutMean(data, likelihood(chosen.get(0).folds()));
        for (int c = 0; c < chosen.size(); c++) {
            TrainedConfiguration one = chosen.get(c);
            for (TrainedFold fold : one.folds()) {
                members.add(fold.member(sorted[c] / one.folds().size()));
                networks.add(fold);
            }
            mean.add(one, sorted[c]);
        }
        return run(data, members, networks, mean.evaluation(), trials, reason, seconds);
    }

    /** The same of one network, if there was no time for all folds. */
    static TrainingRun of(SearchData data, TrainedFold one, List<Trial> trials, String reason, double seconds) {
        Rows rows = one.fit().split();
        Member member = one.member(1);
        Model model = new Model(contents(data, List.of(member), List.of(one), reason, seconds));
        Evaluation validation =
                rows.validation().length == 0 ? null : model.evaluate(rows.validationTable(), rows.validation());
        return run(data, List.of(member), List.of(one), validation, trials, reason, seconds);
    }

    private static Likelihood likelihood(List<TrainedFold> folds) {
        return folds.get(0).fit().plan().likelihood();
    }

    private static TrainingRun run(
            SearchData data,
            List<Member> members,
            List<TrainedFold> networks,
            @Nullable Evaluation raw,
            List<Trial> trials,
            String reason,
            double seconds) {
        ModelContents bare = contents(data, members, networks, reason, seconds);
        TrainOptions options = data.options();
        Uncertainty.Source source =
                data.folds().size() > 1 ? Uncertainty.Source.OUT_OF_FOLD : Uncertainty.Source.VALIDATION;
        TrainedFold first = networks.get(0);
        TrainingAccount.Judged judged = TrainingAccount.judged(bare, raw, source, options);
        return TrainingAccount.run(
                judged,
                data.inferred(),
                first.fit(),
                importance(bare, members.get(0), first),
                data.warnings(),
                trials,
                data.findings(judged.validation()),
                first.usable() ? null : first.fit().divergence());
    }

    /** Of the heaviest network, on rows that it was not trained on: of all it would take as many times as long. */
    private static List<Importance> importance(ModelContents bare, Member heaviest, TrainedFold fold) {
        Rows rows = fold.fit().split();
        if (rows.validation().length == 0) {
            return List.of();
        }
        Model alone = new Model(new ModelContents(
                bare.schema(),
                bare.task(),
                heaviest.encoder(),
                heaviest.target(),
                heaviest.network(),
                Map.of(),
                Map.of(),
                bare.history(),
                bare.provenance()));
        return PermutationImportance.of(
                alone, rows.validationTable(), rows.validation(), fold.fit().watched());
    }

    private static ModelContents contents(
            SearchData data, List<Member> members, List<TrainedFold> networks, String reason, double seconds) {
        TrainOptions options = data.options();
        Fit first = networks.get(0).fit();
        TrainingResult result = first.result();
        Table given = options.validation();
        boolean folded = data.folds().size() > 1;
        Rows rows = data.folds().get(0);
        Provenance provenance = new Provenance(
                Version.CURRENT,
                Instant.now().toString(),
                System.getProperty("java.version"),
                TrainingAccount.identity(data.table(), data.rows()),
                given == null ? null : TrainingAccount.identity(given, data.validationRows()),
                rows.training().length + (folded ? rows.validation().length : 0),
                data.judgingRows(),
                rows.missingTargets(),
                options.seed(),
                options.preset(),
                settings(data, members, first),
                result == null ? "none" : result.kernel(),
                seconds,
                networks.stream().mapToInt(TrainedFold::epochs).sum(),
                networks.get(0).bestEpoch(),
                result == null ? "DIVERGED" : reason,
                0);
        return new ModelContents(
                data.inferred().schema(),
                data.inferred().task(),
                members,
                Map.of(),
                Map.of(),
                TrainingAccount.past(first),
                provenance,
                null);
    }

    private static Map<String, String> settings(SearchData data, List<Member> members, Fit first) {
        TrainOptions options = data.options();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("preset", options.preset());
        settings.put("members", String.valueOf(members.size()));
        settings.put(FOLDS, String.valueOf(data.folds().size()));
        settings.put("selection", "greedy, by " + data.metric().name());
        settings.put("likelihood", first.plan().likelihood().spec());
        settings.put("precision", options.precision().name().toLowerCase(Locale.ROOT));
        settings.put("seed", String.valueOf(options.seed()));
        settings.put("classWeights", String.valueOf(options.classWeights()));
        settings.put(
                "validationFraction",
                String.valueOf(
                        data.folds().size() > 1 || options.validation() != null ? 0 : options.validationFraction()));
        if (options.timeLimit() != null) {
            settings.put("timeLimit", options.timeLimit().toString());
        }
        return settings;
    }
}

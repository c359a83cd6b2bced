package org.chainrule.tabular.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.FoldCounts;
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
    private EnsembleAccount() {}

    /**
     * Puts an ensemble together. It is judged by its predictions for rows that the predicting networks were not trained on: where only some folds were trained,
     * for the rows that these hold out.
     *
     * @param data   the rows
     * @param chosen configurations, trained on the same folds
     * @param shares of these, above 0; they sum to 1
     * @param ended  how the search went
     */
    static TrainingRun of(SearchData data, List<TrainedConfiguration> chosen, double[] shares, Ended ended) {
        List<Integer> folds = chosen.get(0).foldNumbers();
        List<Member> members = new ArrayList<>();
        List<TrainedFold> networks = new ArrayList<>();
        HeldOutMean mean = new HeldOutMean(data, folds, likelihood(chosen.get(0).folds()));
        for (int c = 0; c < chosen.size(); c++) {
            TrainedConfiguration one = chosen.get(c);
            for (TrainedFold fold : one.folds()) {
                members.add(fold.member(shares[c] / one.folds().size()));
                networks.add(fold);
            }
            mean.add(one, shares[c]);
        }
        return run(data, members, networks, mean.evaluation(), ended);
    }

    /**
     * How a search went.
     *
     * @param trials         all that was tried
     * @param reason         why it ended
     * @param seconds        wall-clock time
     * @param timeForColumns whether there is time to measure how much the columns matter
     */
    record Ended(List<Trial> trials, String reason, double seconds, BooleanSupplier timeForColumns) {}

    private static Likelihood likelihood(List<TrainedFold> folds) {
        return folds.get(0).fit().plan().likelihood();
    }

    private static TrainingRun run(
            SearchData data, List<Member> members, List<TrainedFold> networks, @Nullable Evaluation raw, Ended ended) {
        ModelContents bare = contents(data, members, networks, ended);
        TrainOptions options = data.options();
        Uncertainty.Source source =
                data.folds().size() > 1 ? Uncertainty.Source.OUT_OF_FOLD : Uncertainty.Source.VALIDATION;
        TrainedFold first = networks.get(0);
        TrainingAccount.Judged judged = TrainingAccount.judged(bare, raw, source, options);
        return TrainingAccount.run(
                judged,
                data.inferred(),
                first.fit(),
                importance(bare, members.get(0), first, ended.timeForColumns()),
                data.warnings(),
                ended.trials(),
                data.findings(judged.validation()),
                TrainingAccount.sample(judged.model(), first.fit().split(), data.rows()),
                first.usable() ? null : first.fit().divergence());
    }

    /** Of the heaviest network, on rows that it was not trained on: of all it would take as many times as long. */
    private static List<Importance> importance(
            ModelContents bare, Member heaviest, TrainedFold fold, BooleanSupplier time) {
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
                alone, rows.validationTable(), rows.validation(), fold.fit().watched(), time);
    }

    private static ModelContents contents(
            SearchData data, List<Member> members, List<TrainedFold> networks, Ended ended) {
        TrainOptions options = data.options();
        Fit first = networks.get(0).fit();
        TrainingResult result = first.result();
        Table given = options.validation();
        List<Integer> folds =
                networks.stream().map(TrainedFold::fold).distinct().toList();
        Provenance provenance = new Provenance(
                Version.CURRENT,
                Instant.now().toString(),
                System.getProperty("java.version"),
                TrainingAccount.identity(data.table(), data.rows()),
                given == null ? null : TrainingAccount.identity(given, data.validationRows()),
                data.trainingRows(folds),
                data.judgingRows(folds),
                data.folds().get(0).missingTargets(),
                options.seed(),
                options.preset(),
                settings(data, members, folds, first),
                result == null ? "none" : result.kernel(),
                ended.seconds(),
                networks.stream().mapToInt(TrainedFold::epochs).sum(),
                networks.get(0).bestEpoch(),
                result == null ? "DIVERGED" : ended.reason(),
                0);
        return new ModelContents(
                data.inferred().schema(),
                data.inferred().task(),
                members,
                Map.of(),
                Map.of(),
                TrainingAccount.past(first.learned()),
                provenance,
                null);
    }

    private static Map<String, String> settings(SearchData data, List<Member> members, List<Integer> folds, Fit first) {
        TrainOptions options = data.options();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("preset", options.preset());
        settings.put("members", String.valueOf(members.size()));
        boolean folded = data.folds().size() > 1;
        settings.put(FoldCounts.SETTING, folded ? String.valueOf(data.folds().size()) : FoldCounts.NONE);
        if (folded) {
            settings.put("foldsTrained", String.valueOf(folds.size()));
        }
        settings.put("selection", "greedy, by " + data.metric().name());
        settings.put("likelihood", first.plan().likelihood().spec());
        settings.put("precision", options.precision().name().toLowerCase(Locale.ROOT));
        settings.put("seed", String.valueOf(options.seed()));
        settings.put("classWeights", String.valueOf(options.classWeights()));
        settings.put(
                "validationFraction",
                String.valueOf(folded || options.validation() != null ? 0 : options.validationFraction()));
        if (options.timeLimit() != null) {
            settings.put("timeLimit", options.timeLimit().toString());
        }
        return settings;
    }
}

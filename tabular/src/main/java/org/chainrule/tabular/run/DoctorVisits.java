package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.tabular.doctor.Doctor;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.doctor.Trained;
import org.chainrule.tabular.doctor.TrainingRows;
import org.chainrule.tabular.doctor.TrainingRows.HeldOut;
import org.chainrule.tabular.doctor.TrainingRows.Origin;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** Brings a training to the doctor. */
final class DoctorVisits {
    private DoctorVisits() {}

    /** Before the first step. The test table, if there is one, is read for it, so that its mistakes are found now and not after the training. */
    static List<Finding> before(
            TrainOptions options,
            InferredSchema inferred,
            RawTable rows,
            Rows split,
            TargetEncoding labels,
            int inputs) {
        if (!options.doctor()) {
            return List.of();
        }
        List<HeldOut> others = new ArrayList<>();
        if (split.validation().length > 0) {
            Origin origin = options.validation() != null
                    ? Origin.GIVEN
                    : options.time() != null || options.group() != null ? Origin.SELECTED : Origin.DRAWN;
            others.add(new HeldOut("validation", split.validationTable(), split.validation(), origin));
        }
        Table given = options.test();
        if (given == null) {
            return examine(options, inferred, rows, split, labels, inputs, others);
        }
        try (LoadedTable test = given.load(tested(inferred))) {
            RawColumn target = test.column(labels.column());
            int[] all = IntStream.range(0, test.rows()).toArray();
            int[] judged = target == null ? new int[0] : labels.bind(target).present(all);
            if (judged.length > 0) {
                others.add(new HeldOut("test", test, judged, Origin.GIVEN));
            }
            return examine(options, inferred, rows, split, labels, inputs, others);
        }
    }

    private static List<ColumnSchema> tested(InferredSchema inferred) {
        return inferred.schema().columns().stream()
                .filter(column -> column.kind().isFeature() || column.kind() == ColumnKind.TARGET)
                .toList();
    }

    private static List<Finding> examine(
            TrainOptions options,
            InferredSchema inferred,
            RawTable rows,
            Rows split,
            TargetEncoding labels,
            int inputs,
            List<HeldOut> others) {
        List<Finding> findings = Doctor.before(new TrainingRows(
                inferred.schema(),
                options.task() != null,
                rows,
                split.training(),
                labels,
                inputs,
                others,
                options.threads()));
        return findings.stream()
                .filter(finding -> !heeded(options).contains(finding.code()))
                .toList();
    }

    /** Findings that the user has answered already with the option that they advise. */
    private static Set<String> heeded(TrainOptions options) {
        Set<String> heeded = new HashSet<>();
        if (options.classWeights()) {
            heeded.add("imbalance");
        }
        if (options.targetTransform() != null || options.likelihood() != null) {
            heeded.add("heavy-tail");
        }
        return heeded;
    }

    /** After the last: what was found before, then what is found now. A training that diverged says so itself. */
    static List<Finding> after(
            TrainOptions options, Fit fit, Model model, RawTable rows, @Nullable Evaluation validation) {
        if (!options.doctor() || fit.result() == null || fit.history().isEmpty()) {
            return fit.findings();
        }
        List<Finding> findings = new ArrayList<>(fit.findings());
        int[] training = fit.split().training();
        findings.addAll(Doctor.after(new Trained(
                fit.network(),
                fit.encoder(),
                rows,
                training,
                fit.history(),
                fit.result().stopReason(),
                fit.watched(),
                model.evaluate(rows, Trained.sample(training)),
                validation)));
        return findings;
    }
}

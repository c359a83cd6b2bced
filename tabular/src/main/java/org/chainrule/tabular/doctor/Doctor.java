package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chainrule.tabular.model.Evaluation;

/** Looks at what is to be trained, and at what was trained. Reads only; draws from streams of its own, so a training has the same bits with and without it. */
public final class Doctor {
    private Doctor() {}

    /**
     * What will hurt: columns that say nothing, name rows or know the target; targets taken for the wrong thing; rows that come again; held-out rows that are
     * unlike those trained on.
     *
     * @param training what is to be trained
     * @return findings, warnings first
     */
    public static List<Finding> before(TrainingRows training) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(LeakChecks.of(training));
        findings.addAll(DuplicateChecks.of(training));
        findings.addAll(ShiftCheck.of(training));
        findings.addAll(TargetChecks.of(training));
        findings.addAll(ColumnChecks.of(training));
        return sorted(findings);
    }

    /**
     * What hurt: units that no longer learn, learning curves that ended or broke too soon, rows learned by heart, figures that are no better than knowing
     * nothing, or too uncertain to compare models.
     *
     * @param trained what was trained
     * @return findings, warnings first
     */
    public static List<Finding> after(Trained trained) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(UnitChecks.of(trained));
        findings.addAll(HistoryChecks.of(trained));
        findings.addAll(ValidationChecks.of(trained));
        return sorted(findings);
    }

    /**
     * What the figures of a model of many networks are worth, whatever its networks are.
     *
     * @param known      targets of training rows: class indices, or values in the units of the target
     * @param validation the model on rows that its networks were not trained on
     * @return findings, warnings first
     */
    public static List<Finding> judged(double[] known, Evaluation validation) {
        return sorted(new ArrayList<>(ValidationChecks.of(known, null, validation)));
    }

    private static List<Finding> sorted(List<Finding> findings) {
        findings.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(findings);
    }
}

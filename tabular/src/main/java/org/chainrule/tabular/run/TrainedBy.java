package org.chainrule.tabular.run;

import java.util.Map;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.MemberTraining;
import org.chainrule.tabular.model.Model;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/** How the network of a model was trained, as far as the file says: the rule that its steps followed. */
public final class TrainedBy {
    private TrainedBy() {}

    /**
     * The configuration of the training of {@link Model#network()}.
     *
     * @param model the model
     * @return the configuration, without its time limit; null if the file is of a version that did not keep it
     */
    public static @Nullable TrainingConfiguration of(Model model) {
        Map<String, String> settings = model.contents().members().stream()
                .filter(member -> member.network().equals(model.network()))
                .map(Member::training)
                .filter(training -> training != null)
                .map(MemberTraining::settings)
                .findFirst()
                .orElse(model.provenance().configuration());
        return TrainingSettings.missing(settings).isEmpty()
                ? TrainingSettings.configuration(settings, model.network().precision(), 0)
                : null;
    }
}

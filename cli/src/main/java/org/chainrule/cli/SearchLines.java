package org.chainrule.cli;

import java.util.Locale;
import org.chainrule.tabular.run.SearchEvent;
import org.chainrule.tabular.run.SearchEvent.FoldFinished;
import org.chainrule.tabular.run.SearchEvent.TrialFinished;
import org.chainrule.tabular.run.SearchEvent.TrialStarted;
import org.chainrule.tabular.run.SearchEvent.Warned;
import org.chainrule.tabular.run.SearchListener;
import org.chainrule.tabular.run.TrainingRun.Trial;
import org.jspecify.annotations.Nullable;

/** Progress of a preset that trains many networks: a line for each of them. */
final class SearchLines implements SearchListener {
    private final Console console;
    private boolean begun;
    private @Nullable SearchEvent early;

    SearchLines(Console console) {
        this.console = console;
    }

    /** What is trained has been described: what was heard before follows now. */
    void begin() {
        begun = true;
        if (early != null) {
            print(early);
        }
    }

    @Override
    public void on(SearchEvent event) {
        if (!begun && !(event instanceof Warned)) {
            early = event;
        } else {
            print(event);
        }
    }

    private void print(SearchEvent event) {
        if (event instanceof Warned warned) {
            console.complain(warned.message());
            return;
        }
        String left = ", " + Figures.time(event.left().toNanos() / 1e9) + " left";
        if (event instanceof TrialStarted started) {
            console.say("trial " + started.number() + "  " + started.name() + share(started.share())
                    + (started.trainings() == 1 ? "" : ", " + started.trainings() + " folds") + left);
        } else if (event instanceof FoldFinished fold && fold.trainings() > 1) {
            console.say("  fold " + fold.fold() + "/" + fold.trainings() + "  " + fold.metric() + " "
                    + Figures.brief(fold.score()) + " after " + Figures.count(fold.epochs())
                    + (fold.epochs() == 1 ? " epoch" : " epochs") + left);
        } else if (event instanceof TrialFinished finished) {
            Trial trial = finished.trial();
            console.say("trial " + trial.number() + "  " + trial.metric() + " " + Figures.brief(trial.score())
                    + note(note(trial, trial.note()))
                    + " in " + Figures.time(trial.seconds()) + "; best so far " + Figures.brief(finished.best())
                    + (finished.part() > 1 ? " by " + finished.part() + " configurations" : "") + left);
        }
    }

    private static String share(double share) {
        return share == 1 ? "" : String.format(Locale.ROOT, " (1/%.0f of its epochs)", 1 / share);
    }

    private static String note(String note) {
        return note.isEmpty() ? "" : " (" + note + ")";
    }

    /** What a table says about a configuration. */
    static String note(Trial trial) {
        String share = share(trial.share()).strip();
        String note = note(trial, trial.note());
        return note + (note.isEmpty() || share.isEmpty() ? "" : " ") + share;
    }

    private static String note(Trial trial, String note) {
        return trial.trained() == trial.networks() || trial.networks() == 1
                ? note
                : trial.trained() + " of " + trial.networks() + " folds" + (note.isEmpty() ? "" : ", " + note);
    }
}

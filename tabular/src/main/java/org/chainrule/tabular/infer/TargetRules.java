package org.chainrule.tabular.infer;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.ColumnProfile;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the model, from the target:
 *
 * <ol>
 *   <li>text and booleans: classification;
 *   <li>integers (a float column of whole numbers too) with two distinct values, or with at most {@value #MOST_CLASSES} that come {@value #ROWS_PER_CLASS}
 *       times each on average: classification;
 *   <li>other numbers: regression.
 * </ol>
 */
final class TargetRules {
    /** More distinct integers than these are a quantity. */
    static final int MOST_CLASSES = 20;

    /** Fewer rows for a distinct integer than these make it a quantity. */
    static final int ROWS_PER_CLASS = 5;

    private TargetRules() {}

    /**
     * What was decided.
     *
     * @param task  the task
     * @param why   one sentence
     * @param note  a few words for the schema
     * @param notes for a person
     */
    record Decision(Task task, String why, String note, List<String> notes) {}

    /**
     * Decides.
     *
     * @param description the source
     * @param target      figures of the target
     * @param wanted      the task, or null
     * @return the decision
     * @throws UserException if the target cannot be learned, or not so
     */
    static Decision decide(String description, ColumnProfile target, @Nullable Task wanted) {
        String name = "\"" + Display.text(target.name()) + "\"";
        String where = description + ": target column " + name + " ";
        check(target, where);
        List<String> notes = new ArrayList<>();
        if (target.missing() > 0) {
            notes.add("target " + name + " is missing in " + target.missing() + " of " + target.rows() + " rows");
        }
        boolean text = target.content() == Content.TEXT || target.content() == Content.BOOLEAN;
        boolean classes = text || fewIntegers(target);
        String found = FeatureRules.words(target);
        Task task = wanted != null ? wanted : classes ? Task.CLASSIFICATION : Task.REGRESSION;
        if (task == Task.REGRESSION && text) {
            throw UserException.data(where + "should hold numbers for regression but holds " + found + oddCell(target)
                    + "; mend the cells, or ask for classification");
        }
        if (task == Task.CLASSIFICATION) {
            checkClasses(target, text, where);
        }
        if (task == Task.CLASSIFICATION && !text && (tooMany(target) || fractions(target))) {
            notes.add(
                    "target " + name + " holds " + target.distinct()
                            + " different numbers, and each becomes a class; if a near miss is better than a far one, choose regression");
        }
        if (text && target.numberShare() > 0.5) {
            notes.add("target " + name + " is text" + oddCell(target) + "; if it should be numbers, mend such cells");
        }
        String note = task == Task.CLASSIFICATION ? target.distinct() + " classes" : FeatureRules.range(target);
        return new Decision(task, why(name, found, task, wanted != null), note, notes);
    }

    private static void check(ColumnProfile target, String where) {
        if (target.content() == Content.EMPTY) {
            throw UserException.data(
                    where + "has no value in any of its " + target.rows() + " rows; name another column");
        }
        if (target.distinct() == 1) {
            throw UserException.data(where + "has the same value in every row, "
                    + Display.text(
                            target.samples().isEmpty() ? "" : target.samples().get(0)) + "; there is nothing to learn");
        }
        if (target.content() == Content.DATE) {
            throw UserException.data(
                    where
                            + "holds dates; expected numbers or classes: turn it into a number, such as days since a fixed day");
        }
        if (target.nonFinite() > 0) {
            throw UserException.data(where + "has " + target.nonFinite() + " infinite values; use NA for missing");
        }
    }

    private static void checkClasses(ColumnProfile target, boolean text, String where) {
        if (text && tooMany(target)) {
            throw UserException.data(where + "has " + target.distinct() + " different texts in " + target.present()
                    + " rows, too many for classes" + oddCell(target) + "; name another column");
        }
    }

    private static boolean tooMany(ColumnProfile target) {
        return target.distinct() > MOST_CLASSES && 2 * target.distinct() > target.present();
    }

    private static boolean fractions(ColumnProfile target) {
        return target.distinct() > MOST_CLASSES && !target.integer();
    }

    private static boolean fewIntegers(ColumnProfile target) {
        return target.integer()
                && (target.distinct() == 2
                        || target.distinct() <= MOST_CLASSES && target.distinct() * ROWS_PER_CLASS <= target.present());
    }

    private static String oddCell(ColumnProfile target) {
        String odd = target.notNumber();
        return odd == null ? "" : " (most cells are numbers, but one is \"" + Display.text(odd) + "\")";
    }

    private static String why(String name, String found, Task task, boolean asked) {
        String what = task == Task.CLASSIFICATION ? "classification" : "regression";
        return asked
                ? what + " because it was asked for; " + name + " holds " + found
                : what + " because " + name + " holds " + found;
    }
}

package org.chainrule.tabular.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many of the folds of an ensemble were trained, and on how many rows each: fewer than there are if the search was ended before one configuration was
 * trained on all.
 *
 * @param of           folds that the rows were dealt into; 0 if the rows were split once, or validation rows were given
 * @param trained      folds that members were trained on; 1 without folds
 * @param trainingRows rows that the members of each trained fold were trained on, fold by fold
 * @param heldOutRows  rows that each of these folds held out, which judge
 */
public record FoldCounts(int of, int trained, List<Integer> trainingRows, List<Integer> heldOutRows) {
    /** The setting of the provenance that says into how many folds the rows were dealt. */
    public static final String SETTING = "folds";

    /** Its value without folds; earlier files have 1. */
    public static final String NONE = "none";

    /** Copies the lists. */
    public FoldCounts {
        trainingRows = List.copyOf(trainingRows);
        heldOutRows = List.copyOf(heldOutRows);
    }

    /**
     * The counts of an ensemble.
     *
     * @param contents the model
     * @return null if it is not an ensemble that a search put together
     */
    public static @Nullable FoldCounts of(ModelContents contents) {
        String setting = contents.provenance().configuration().getOrDefault(SETTING, "");
        boolean none = setting.equals(NONE) || setting.equals("1");
        if (!none && !setting.matches("[1-9][0-9]{0,3}")) {
            return null;
        }
        Map<Integer, MemberTraining> byFold = new TreeMap<>();
        for (Member member : contents.members()) {
            MemberTraining training = member.training();
            if (training == null) {
                return null;
            }
            byFold.putIfAbsent(training.fold(), training);
        }
        List<Integer> training = new ArrayList<>();
        List<Integer> heldOut = new ArrayList<>();
        byFold.values().forEach(one -> {
            training.add(one.trainingRows());
            heldOut.add(one.heldOutRows());
        });
        return new FoldCounts(none ? 0 : Integer.parseInt(setting), byFold.size(), training, heldOut);
    }

    /**
     * Whether folds are missing.
     *
     * @return true if fewer were trained than there are
     */
    public boolean partial() {
        return trained < of;
    }

    /**
     * For a person.
     *
     * @return such as {@code 2 of 5 trained, on 96 to 97 rows each; judged on the 48 rows that they held out}
     */
    public String words() {
        int judging = heldOut();
        String judged = judging == 0 ? "" : "; judged on the " + judging + " rows that ";
        return of == 0
                ? "none, the rows were split once" + (known() ? ": trained on " + each() : "")
                        + (judging == 0 ? "" : judged + "it did not train on")
                : trained + " of " + of + " trained" + (known() ? ", on " + each() + " each" : "")
                        + (judging == 0 ? "" : judged + (trained == 1 ? "it held out" : "they held out"));
    }

    /**
     * The rows that judge: each is predicted by networks that were not trained on it.
     *
     * @return the sum over the folds that were trained
     */
    public int heldOut() {
        return heldOutRows.stream().mapToInt(rows -> rows).sum();
    }

    private boolean known() {
        return trainingRows.stream().allMatch(rows -> rows > 0);
    }

    private String each() {
        int least = Collections.min(trainingRows);
        int most = Collections.max(trainingRows);
        return (least == most ? "" : least + " to ") + most + " rows";
    }
}

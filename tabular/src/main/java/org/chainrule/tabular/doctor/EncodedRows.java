package org.chainrule.tabular.doctor;

import java.util.Arrays;
import org.chainrule.gradient.GradientCheck;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RowSample;
import org.jspecify.annotations.Nullable;

/** A few rows as a network sees them, for whoever looks into it. */
public final class EncodedRows {
    private EncodedRows() {}

    /**
     * Encodes rows that have a target, evenly spread.
     *
     * @param member the network with its encoder
     * @param sample rows with the columns of the encoder and the target
     * @param most   rows to take
     * @return at most so many rows of weight 1; null if none has a target
     */
    public static GradientCheck.@Nullable Rows of(Member member, RowSample sample, int most) {
        RawColumn column = sample.column(member.target().column());
        if (column == null) {
            return null;
        }
        BoundTarget target = member.target().bind(column);
        int[] all = new int[sample.rows()];
        Arrays.setAll(all, row -> row);
        int[] rows = RowSample.spread(target.present(all), most);
        if (rows.length == 0) {
            return null;
        }
        int width = member.encoder().width();
        float[] x = new float[rows.length * width];
        member.encoder().bind(sample).encode(rows, 0, rows.length, x, 0, width);
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        double[] y = Arrays.stream(rows).mapToDouble(target::encode).toArray();
        return new GradientCheck.Rows(UnitChecks.widen(x), y, ones, rows.length);
    }
}

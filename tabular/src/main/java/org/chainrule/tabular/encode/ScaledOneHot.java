package org.chainrule.tabular.encode;

import java.util.List;
import org.chainrule.tabular.read.RawColumn;

/**
 * A text column whose missing and unknown cells are one, as RealMLP codes it, each number then scaled and clipped:
 * <ul>
 *   <li>one level: a number, +1 for the level, else -1;
 *   <li>two levels, if {@code collapse}: a number, +1 for the first, -1 for the second, else 0;
 *   <li>otherwise one number a level, 1 where the cell has it, else 0.
 * </ul>
 * Number i then becomes z = (x - median_i) factor_i, clipped to z / sqrt(1 + (z/clip)^2). A factor of 0, of a number that
 * was constant in training, makes it 0 for every row.
 *
 * <p>Source: Holzmueller, Grinsztajn and Steinwart 2024, "Better by default", appendix A.
 *
 * @param column   the column that is read
 * @param levels   the levels of the training rows, at least one
 * @param collapse whether two levels are one number
 * @param medians  what is subtracted from each number
 * @param factors  what each difference is multiplied by, as in {@link RobustNumeric}
 * @param clip     bound of the smooth clip; 0 for none
 */
public record ScaledOneHot(
        String column, List<String> levels, boolean collapse, List<Double> medians, List<Double> factors, double clip)
        implements ColumnEncoding {
    /** Copies the lists and checks them. */
    public ScaledOneHot {
        levels = Levels.distinct(column, levels);
        medians = List.copyOf(medians);
        factors = List.copyOf(factors);
        int width = width(levels.size(), collapse);
        if (levels.isEmpty() || medians.size() != width || factors.size() != width) {
            throw new IllegalArgumentException(
                    "column " + column + ": expected levels and a median and factor for each number, found "
                            + levels.size() + " levels, " + medians.size() + " medians, " + factors.size()
                            + " factors");
        }
        for (int i = 0; i < width; i++) {
            Scaling.check(column, medians.get(i), factors.get(i), clip);
        }
    }

    static int width(int levels, boolean collapse) {
        return levels == 1 || (levels == 2 && collapse) ? 1 : levels;
    }

    /** Number i before scaling, of a cell whose level has this position; {@link Levels#UNKNOWN} for none. */
    static int coded(int levels, boolean collapse, int position, int i) {
        if (levels == 1) {
            return position == 0 ? 1 : -1;
        }
        if (width(levels, collapse) == 1) {
            return position < 0 ? 0 : 1 - 2 * position;
        }
        return position == i ? 1 : 0;
    }

    @Override
    public int width() {
        return medians.size();
    }

    @Override
    public List<String> featureNames() {
        return levels.stream().limit(width()).map(level -> column + "=" + level).toList();
    }

    @Override
    public List<InputGroup> inputGroups(int first) {
        return List.of(InputGroup.passed(column, first, width()));
    }

    /** Number i of a cell whose level has this position. */
    double number(int position, int i) {
        return Scaling.apply(coded(levels.size(), collapse, position, i), medians.get(i), factors.get(i), clip);
    }

    /** {@inheritDoc} Of a number a level, all but one are those of a missing cell, so that only one is looked up. */
    @Override
    public List<String> knownTexts() {
        return levels;
    }

    @Override
    public BoundEncoding bind(RawColumn column) {
        RawColumn.Text text = Columns.text(column);
        int[] positions = Levels.positions(text.dictionary(), levels);
        int width = width();
        float[] absent = new float[width];
        float[] present = new float[levels.size()];
        for (int i = 0; i < width; i++) {
            absent[i] = (float) number(Levels.UNKNOWN, i);
        }
        for (int p = 0; p < present.length; p++) {
            present[p] = (float) number(p, width == 1 ? 0 : p);
        }
        return (row, out, offset) -> {
            System.arraycopy(absent, 0, out, offset, width);
            int code = text.code(row);
            int position = code < 0 ? Levels.UNKNOWN : positions[code];
            if (position != Levels.UNKNOWN) {
                out[offset + (width == 1 ? 0 : position)] = present[position];
            }
        };
    }
}

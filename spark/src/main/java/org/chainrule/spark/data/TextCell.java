package org.chainrule.spark.data;

import org.chainrule.tabular.read.CellTexts;
import org.jspecify.annotations.Nullable;

/** A text as it was read, and all that its meaning is: looked at once for all cells that have it. */
final class TextCell {
    /** The code is not known yet. */
    static final int NO_CODE = -2;

    /** Trimmed; null if the value is missing. */
    final @Nullable String clean;

    /** Half of its hash. */
    final long high;

    /** The other half. */
    final long low;

    /** What it is as a number; NaN if it is none. */
    final double number;

    /** Whether the same object comes again for the same text. */
    final boolean kept;

    /** Cells of training rows that have it, where somebody counts. */
    long count;

    /** The number that it is loaded as, where somebody found out; NaN else. */
    double loaded = Double.NaN;

    /** Its code in a dictionary, where somebody keeps one. */
    int code = NO_CODE;

    TextCell(@Nullable String text, boolean kept, RowHash hash) {
        clean = text == null ? null : CellTexts.present(text);
        this.kept = kept;
        if (clean == null) {
            high = RowHash.MISSING;
            low = RowHash.MISSING;
            number = Double.NaN;
        } else {
            hash.begin();
            hash.add(clean);
            hash.end();
            high = hash.high();
            low = hash.low();
            number = CellTexts.number(clean);
        }
    }
}

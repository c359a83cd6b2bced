package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/**
 * Of text.
 *
 * @param column  name of the column
 * @param levels  the texts that occur, in the order of their code points
 * @param counts  rows of each
 * @param missing rows without a value
 */
@SuppressWarnings("ArrayRecordComponent")
record TextFacts(String column, String[] levels, long[] counts, long missing) implements ColumnFacts {
    /** Most levels that are counted in one place for many parts. */
    static final int MOST_LEVELS = 1 << 22;

    static TextFacts of(RawColumn.Text column, PartRows part) {
        List<String> dictionary = column.dictionary();
        int[] tally = new int[dictionary.size()];
        int missing = 0;
        for (int row : part.rows()) {
            int code = column.code(row);
            if (code < 0) {
                missing++;
            } else {
                tally[code]++;
            }
        }
        List<Integer> seen = new ArrayList<>();
        for (int code = 0; code < tally.length; code++) {
            if (tally[code] > 0) {
                seen.add(code);
            }
        }
        seen.sort(Comparator.comparing(dictionary::get, Levels.BY_CODE_POINT));
        return new TextFacts(
                column.name(),
                seen.stream().map(dictionary::get).toArray(String[]::new),
                seen.stream().mapToLong(code -> tally[code]).toArray(),
                missing);
    }

    /** The positions of all levels, the most frequent first, ties by code point. */
    List<Integer> byCount() {
        return IntStream.range(0, levels.length)
                .boxed()
                .sorted(Comparator.comparingLong(level -> -counts[level]))
                .toList();
    }

    /** The most frequent levels, as many as allowed, in alphabetical order. */
    List<String> kept(int most) {
        return byCount().stream()
                .limit(most)
                .sorted()
                .map(level -> levels[level])
                .toList();
    }

    @Override
    public TextFacts then(ColumnFacts next) {
        if (!(next instanceof TextFacts other && other.column.equals(column))) {
            throw mismatch(next);
        }
        String[] texts = new String[levels.length + other.levels.length];
        long[] rows = new long[texts.length];
        int n = 0;
        for (int a = 0, b = 0; a < levels.length || b < other.levels.length; n++) {
            int order = a == levels.length
                    ? 1
                    : b == other.levels.length ? -1 : Levels.BY_CODE_POINT.compare(levels[a], other.levels[b]);
            texts[n] = order <= 0 ? levels[a] : other.levels[b];
            rows[n] = (order <= 0 ? counts[a++] : 0) + (order >= 0 ? other.counts[b++] : 0);
        }
        return new TextFacts(column, Arrays.copyOf(texts, n), Arrays.copyOf(rows, n), missing + other.missing)
                .bounded(MOST_LEVELS);
    }

    /** These facts, unless they are of more levels than one place should remember for many parts. */
    TextFacts bounded(int most) {
        if (levels.length > most) {
            throw UserException.data(
                    "column '" + column + "' has more than " + most
                            + " different texts in the training rows, too many to be counted for all parts together; drop the column or write its rare texts as one");
        }
        return this;
    }

    @Override
    public int sampled() {
        return 0;
    }
}

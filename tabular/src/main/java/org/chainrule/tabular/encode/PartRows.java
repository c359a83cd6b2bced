package org.chainrule.tabular.encode;

/**
 * Training rows of a part of a table, and where they stand among the training rows of all parts.
 *
 * @param rows  row numbers in the part, in order
 * @param first training rows of all parts before this one
 * @param total training rows of all parts together
 */
@SuppressWarnings("ArrayRecordComponent")
record PartRows(int[] rows, long first, long total) {
    /** Checks that the part lies within the whole. */
    PartRows {
        if (first < 0 || first + rows.length > total) {
            throw new IllegalArgumentException(
                    "expected a part within " + total + " rows, found " + rows.length + " rows after " + first);
        }
    }

    /** A table of one part. */
    static PartRows whole(int[] rows) {
        return new PartRows(rows, 0, rows.length);
    }

    /** How many of a sample lie in this part, see {@link Picks}. */
    int picks(int most) {
        long limit = Math.min(most, total);
        return rows.length == 0 ? 0 : (int) (before(first + rows.length, limit) - before(first, limit));
    }

    /** Picks of rows before a row. */
    private long before(long row, long limit) {
        return -Math.floorDiv(-row * limit, total);
    }

    /** Of n rows of all parts, at most n, or a limit of them that are spread evenly: those at floor(i n / limit). Which ones does not depend on where parts begin. */
    Picks sample(int most) {
        long limit = Math.min(most, total);
        return new Picks(limit, total, total == 0 ? 0 : before(first, limit), first);
    }

    /** Walks through the rows of a part and says which ones are in the sample. */
    static final class Picks {
        private final long limit;
        private final long total;
        private long pick;
        private long row;
        private long wanted;

        private Picks(long limit, long total, long pick, long first) {
            this.limit = limit;
            this.total = total;
            this.pick = pick;
            this.row = first;
            this.wanted = wanted();
        }

        private long wanted() {
            return pick < limit ? pick * total / limit : Long.MAX_VALUE;
        }

        /** Whether the next row is picked. */
        boolean next() {
            boolean picked = row++ == wanted;
            if (picked) {
                pick++;
                wanted = wanted();
            }
            return picked;
        }
    }
}

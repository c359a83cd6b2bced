package peers;

import java.util.Arrays;
import java.util.Random;

/** Row numbers of mini-batches in an order that is shuffled anew for every epoch; a last incomplete batch is left out. */
public final class Batches {
    private final Random random = new Random(1);
    private final int[] order;
    private final int size;
    private int next;

    public Batches(int rows, int size) {
        this.order = new int[rows];
        this.size = Math.min(size, rows);
        Arrays.setAll(order, n -> n);
        shuffle();
    }

    /** The next batch. */
    public int[] next() {
        if (next + size > order.length) {
            shuffle();
        }
        next += size;
        return Arrays.copyOfRange(order, next - size, next);
    }

    private void shuffle() {
        for (int n = order.length - 1; n > 0; n--) {
            int other = random.nextInt(n + 1);
            int row = order[n];
            order[n] = order[other];
            order[other] = row;
        }
        next = 0;
    }
}

package org.chainrule.tabular.model;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.read.RawTable;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows and takes them through the networks of a model, a chunk at a time. Members with the same encoder share what it gives. Safe to use from several
 * threads: each borrows a forward pass of every member.
 */
public final class ForwardRows {
    private static final int CHUNK_NUMBERS = 1 << 18;

    private final List<Member> members;
    private final @Nullable Uncertainty uncertainty;
    private final MemberMean mean;
    private final SharedEncoders shared;
    private final List<Supplier<Forward>> suppliers;
    private final ConcurrentLinkedQueue<List<Forward>> idle = new ConcurrentLinkedQueue<>();

    /**
     * Prepares.
     *
     * @param members     the networks with their encoders
     * @param suppliers   each makes a forward pass of one member, once for every thread that predicts at the same time
     * @param uncertainty what is known about the errors, null if nothing
     */
    public ForwardRows(List<Member> members, List<Supplier<Forward>> suppliers, @Nullable Uncertainty uncertainty) {
        if (members.size() != suppliers.size()) {
            throw new IllegalArgumentException(
                    "expected a forward pass for each of " + members.size() + " members, found " + suppliers.size());
        }
        this.members = members;
        this.mean = new MemberMean(members);
        this.uncertainty = uncertainty;
        this.suppliers = suppliers;
        this.shared = new SharedEncoders(members);
    }

    /**
     * Prepares, with forward passes of the networks.
     *
     * @param members     the networks with their encoders
     * @param uncertainty what is known about the errors, null if nothing
     * @return ready to predict; the weights are shared, the scratch memory is not
     */
    public static ForwardRows of(List<Member> members, @Nullable Uncertainty uncertainty) {
        return new ForwardRows(
                members,
                members.stream()
                        .map(member -> forwardPasses(new Predictor(member.network())))
                        .toList(),
                uncertainty);
    }

    private static Supplier<Forward> forwardPasses(Predictor predictor) {
        return () -> {
            Predictor.Scratch scratch = predictor.newScratch();
            return (x, rows, o) -> predictor.predict(x, rows, o, scratch);
        };
    }

    /**
     * Predicts.
     *
     * @param table a table with the columns of the encoder
     * @param rows  which rows, in which order
     * @return a prediction for each of them
     * @throws org.chainrule.tabular.error.UserException if a column is absent or is not of its kind
     */
    public Predictions predict(RawTable table, int[] rows) {
        List<BoundEncoder> bound =
                shared.encoders().stream().map(encoder -> encoder.bind(table)).toList();
        int widest = 1;
        for (Member member : members) {
            widest = Math.max(
                    widest,
                    Math.max(
                            member.encoder().width(), member.network().network().outputs()));
        }
        int chunk = Math.max(1, Math.min(rows.length, CHUNK_NUMBERS / widest));
        List<Forward> borrowed = idle.poll();
        List<Forward> forwards =
                borrowed == null ? suppliers.stream().map(Supplier::get).toList() : borrowed;
        double[][] predictions = new double[rows.length][mean.width()];
        double[] sums = new double[chunk * mean.sums()];
        float[] x = new float[chunk * widest];
        double[] o = new double[chunk * widest];
        for (int from = 0; from < rows.length; from += chunk) {
            int count = Math.min(chunk, rows.length - from);
            int encoded = -1;
            for (int i = 0; i < forwards.size(); i++) {
                int m = shared.member(i);
                if (shared.of(m) != encoded) {
                    encoded = shared.of(m);
                    BoundEncoder encoder = bound.get(encoded);
                    encoder.encode(rows, from, count, x, 0, encoder.width());
                }
                forwards.get(m).predict(x, count, o);
                mean.add(m, count, o, sums);
            }
            for (int n = 0; n < count; n++) {
                mean.finish(sums, n * mean.sums(), predictions[from + n], 0);
            }
        }
        idle.offer(forwards);
        return Predictions.decoded(members.get(0), predictions).with(uncertainty);
    }
}

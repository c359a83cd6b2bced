package org.chainrule.tabular.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.calibrate.TemperatureScaling;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.encode.Encoder;
import org.jspecify.annotations.Nullable;

/** What stands behind the cells of a row: the networks of a model, from encoded inputs to the numbers of a prediction. Immutable; the memory is a {@link RowScratch.Lane}. */
final class RowNetworks {
    private final SharedEncoders shared;
    private final List<Predictor> predictors;
    private final MemberMean mean;
    private final @Nullable TemperatureScaling temperature;

    RowNetworks(List<Member> members, @Nullable Uncertainty uncertainty) {
        this.shared = new SharedEncoders(members);
        this.predictors =
                members.stream().map(member -> new Predictor(member.network())).toList();
        this.mean = new MemberMean(members);
        this.temperature = uncertainty == null || uncertainty.temperature() == 1
                ? null
                : new TemperatureScaling(uncertainty.temperature());
    }

    /** How many numbers a prediction is. */
    int width() {
        return mean.width();
    }

    /** What encodes a row, one after the other. */
    List<Encoder> encoders() {
        return shared.encoders();
    }

    /** The texts of a column that any encoder tells apart. */
    Set<String> knownTexts(String column) {
        Set<String> texts = new LinkedHashSet<>();
        encoders().forEach(encoder -> texts.addAll(encoder.knownTexts(column)));
        return texts;
    }

    /** The memory of so many rows. */
    RowScratch.Lane newLane(int rows) {
        return new RowScratch.Lane(rows, shared.encoders(), predictors, rows * mean.sums());
    }

    /** Takes encoded rows through all networks; each of them is then to be decoded once. */
    void run(RowScratch.Lane lane, int rows) {
        for (int i = 0; i < predictors.size(); i++) {
            int m = shared.member(i);
            predictors.get(m).predict(lane.inputs(shared.of(m)), rows, lane.outputs(), lane.pass(m));
            mean.add(m, rows, lane.outputs(), lane.sums());
        }
    }

    /** The prediction of a row before temperature scaling. */
    void decode(RowScratch.Lane lane, int row, double[] out, int to) {
        mean.finish(lane.sums(), row * mean.sums(), out, to);
    }

    /** The predictions of encoded rows, as row {@code from} of the output and on. */
    void predict(RowScratch.Lane lane, int rows, double[] out, int from) {
        int width = mean.width();
        boolean direct = mean.isOutputs();
        if (direct) {
            predictors.get(0).predict(lane.inputs(0), rows, out, from * width, lane.pass(0));
        } else {
            run(lane, rows);
        }
        for (int n = 0; n < rows && !(direct && temperature == null); n++) {
            int to = (from + n) * width;
            if (!direct) {
                decode(lane, n, out, to);
            }
            if (temperature != null) {
                temperature.apply(out, to, width);
            }
        }
    }
}

package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.OnnxTensor;

/** Dropout, which does nothing when a network predicts. */
final class Dropping {
    private static final int MASK_IS_TRUTH = 10;
    private static final int FOR_PREDICTION = 7;

    private Dropping() {}

    static List<Operator> operators() {
        return List.of(new Operator(
                "", "Dropout", 1, "floating-point", "training with a ratio other than 0", Dropping::dropout));
    }

    private static List<OnnxTensor> dropout(Call call) {
        OnnxTensor input = call.realInput(0);
        boolean oldTraining = call.opset() < FOR_PREDICTION && !call.flag("is_test", false);
        boolean training = oldTraining || call.has(2) && call.truths(2).length > 0 && call.truths(2)[0];
        double[] ratio = call.has(1) ? call.reals(1) : new double[] {0.5};
        if (training && (ratio.length != 1 || ratio[0] != 0)) {
            throw call.refused("dropout that keeps everything", "training with a ratio, whose outcome is random");
        }
        boolean[] kept = new boolean[call.allocate(input.shape())];
        Arrays.fill(kept, true);
        OnnxTensor mask = OnnxTensor.ofBooleans(kept, input.shape());
        return List.of(input, call.opset() >= MASK_IS_TRUTH ? mask : Casting.cast(call, mask, input.type(), true));
    }
}

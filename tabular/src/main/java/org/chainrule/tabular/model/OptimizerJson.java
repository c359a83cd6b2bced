package org.chainrule.tabular.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;

/** What an optimiser remembered, in a description. Apart from the rest, since predictions need no optimiser. */
final class OptimizerJson {
    private OptimizerJson() {}

    static Map<String, Object> write(OptimizerSnapshot optimizer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("optimizer", Optimizers.spec(optimizer.rule()));
        json.put("scalars", Arrays.stream(optimizer.state().scalars()).boxed().toList());
        json.put("step", optimizer.state().step());
        return json;
    }

    /** The member with its optimiser's state. */
    static Member read(Fields description, Member bare, WeightTensors weights) {
        Fields json = description.object("optimizerState");
        OptimizerSnapshot optimizer = json.checked(() -> {
            Optimizer rule = Optimizers.parse(json.text("optimizer"));
            double[] scalars = json.numbers("scalars").stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return new OptimizerSnapshot(rule, weights.read(rule, scalars, json.whole("step"), bare.network()));
        });
        return new Member(bare.encoder(), bare.target(), bare.network(), bare.weight(), null, optimizer);
    }

    /** The member without it. */
    static Member skip(Fields description, Member bare, WeightTensors weights) {
        description.skip("optimizerState");
        weights.skipOptimizer();
        return bare;
    }
}

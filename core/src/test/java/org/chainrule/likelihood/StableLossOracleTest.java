package org.chainrule.likelihood;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.math.StableMath;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.chainrule.testing.Ulp;
import org.junit.jupiter.api.Test;

/** Costs at extreme logits against many-digit values, in ulp. */
class StableLossOracleTest {
    private double worst;
    private String at = "";

    private static List<Object> cases(String name) {
        Object file = TestJson.parse(Shared.path("conformance/numeric/stable_loss_oracle.json"));
        return TestJson.list(TestJson.object(file).get(name));
    }

    /** The logits; one case is abbreviated to the text "1000 x 0" and lists its first results only. */
    private static double[] logits(Map<String, Object> row) {
        return "1000 x 0".equals(row.get("logits")) ? new double[1000] : TestJson.vector(row.get("logits"));
    }

    private void judge(Object exact, double found, Object where) {
        double error = Ulp.between((String) exact, found);
        if (error > worst) {
            worst = error;
            at = found + " for " + exact + " in " + where;
        }
    }

    private void assertWithin(double bound) {
        assertTrue(worst <= bound, worst + " ulp: " + at);
    }

    @Test
    void bernoulliCost() {
        for (Object each : cases("bce_with_logits")) {
            Map<String, Object> row = TestJson.object(each);
            double[] z = {TestJson.number(row.get("logit"))};
            double[] y = {TestJson.number(row.get("target"))};
            judge(row.get("loss"), new Bernoulli().cost(z, 0, y, 0, 1), row);
        }
        assertWithin(0.58);
    }

    @Test
    void bernoulliDelta() {
        for (Object each : cases("bce_with_logits")) {
            Map<String, Object> row = TestJson.object(each);
            double[] z = {TestJson.number(row.get("logit"))};
            double[] y = {TestJson.number(row.get("target"))};
            new Bernoulli().delta(z, 0, y, 0, z, 0, 1);
            judge(row.get("dloss_dlogit"), z[0], row);
        }
        assertWithin(0.16);
    }

    @Test
    void categoricalOutput() {
        for (Object each : cases("softmax_logsumexp")) {
            Map<String, Object> row = TestJson.object(each);
            double[] o = logits(row);
            new Categorical(0).output(o, 0, o, 0, o.length);
            for (int k = 0; k < TestJson.list(row.get("softmax")).size(); k++) {
                judge(TestJson.list(row.get("softmax")).get(k), o[k], row);
            }
        }
        assertWithin(1.17);
    }

    @Test
    void categoricalCost() {
        for (Object each : cases("softmax_logsumexp")) {
            Map<String, Object> row = TestJson.object(each);
            double[] z = logits(row);
            for (int k = 0; k < TestJson.list(row.get("log_softmax")).size(); k++) {
                double cost = new Categorical(0).cost(z, 0, new double[] {k}, 0, z.length);
                judge(TestJson.list(row.get("log_softmax")).get(k), -cost, row);
            }
        }
        assertWithin(1);
    }

    @Test
    void logSumExp() {
        for (Object each : cases("softmax_logsumexp")) {
            Map<String, Object> row = TestJson.object(each);
            double[] z = logits(row);
            judge(row.get("logsumexp"), StableMath.logSumExp(z, 0, z.length), row);
        }
        assertWithin(0.49);
    }
}

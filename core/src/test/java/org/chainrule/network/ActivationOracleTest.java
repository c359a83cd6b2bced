package org.chainrule.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.testing.Shared;
import org.chainrule.testing.TestJson;
import org.chainrule.testing.Ulp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The double functions against values computed with 60 digits, at points from the subnormals to 1e300. */
class ActivationOracleTest {
    @ParameterizedTest(name = "{0}: value within {2} ulp, derivative within {3} ulp")
    @CsvSource({
        "sigmoid, logistic, 1.32, 1.92",
        "tanh, tanh, 0.42, 1.65",
        "softplus, softplus, 1.02, 1.32",
        "elu_alpha1, elu, 0.46, 0.62",
        "selu, selu, 0.92, 1.1",
        "silu_swish, silu, 1.19, 3",
        "mish, mish, 1.68, 2.13",
        "gelu_erf, gelu, 1.29, 3.48",
    })
    void isWithinUlps(String oracle, String name, double valueBound, double derivativeBound) {
        Object file = TestJson.parse(Shared.path("conformance/numeric/activation_oracle.json"));
        List<Object> points = TestJson.list(
                TestJson.object(TestJson.object(file).get("functions")).get(oracle));
        Activation activation = Activation.parse(name);
        double worstValue = 0;
        double worstDerivative = 0;
        String atValue = "";
        String atDerivative = "";
        for (Object point : points) {
            List<Object> row = TestJson.list(point);
            double z = TestJson.number(row.get(0));
            double h = activation.value(z);
            double valueError = Ulp.between((String) row.get(1), h);
            double derivativeError = Ulp.between((String) row.get(2), activation.derivative(z, h));
            if (valueError > worstValue) {
                worstValue = valueError;
                atValue = row.get(0) + ": " + h + " for " + row.get(1);
            }
            if (derivativeError > worstDerivative) {
                worstDerivative = derivativeError;
                atDerivative = row.get(0) + ": " + activation.derivative(z, h) + " for " + row.get(2);
            }
        }
        assertTrue(points.size() >= 68);
        assertTrue(worstValue <= valueBound, name + ": " + worstValue + " ulp at " + atValue);
        assertTrue(worstDerivative <= derivativeBound, name + ": " + worstDerivative + " ulp at " + atDerivative);
    }
}

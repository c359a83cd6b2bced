package org.chainrule.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizersTest {
    @Test
    void textReadsBackToTheSameRule() {
        for (Optimizer rule : Optimizers.all()) {
            assertEquals(rule, Optimizers.parse(Optimizers.spec(rule)), Optimizers.spec(rule));
        }
        assertEquals(
                "adamw(beta1=0.9,beta2=0.999,epsilon=1E-8,weightDecay=0.01,amsgrad=false)",
                Optimizers.spec(AdamW.defaults()));
    }

    @Test
    void everyNameHasARuleButLbfgs() {
        Set<String> names = new TreeSet<>();
        Optimizers.all().forEach(rule -> names.add(rule.name()));
        names.add("lbfgs");
        assertEquals(new TreeSet<>(Optimizers.NAMES), names);
    }

    @Test
    void parametersThatAreLeftOutHaveTheirDefault() {
        assertEquals(AdamW.defaults(), Optimizers.parse("adamw"));
        assertEquals(AdamW.defaults(), Optimizers.parse("adamw()"));
        assertEquals(
                new AdamW(0.9, 0.99, 1e-8, 0.02, true),
                Optimizers.parse(" adamw( beta2 = 0.99, weightDecay=0.02,amsgrad=true) "));
        assertEquals(new Momentum(0.5), Optimizers.parse("momentum(momentum=0.5)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            adamm|sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, nadam, lbfgs; found 'adamm'
            adam(0.9)|name=value, found '0.9'
            adam(beta3=1)|no parameter beta3; it has beta1, beta2, epsilon, amsgrad
            sgd(momentum=0.9)|it has none
            adam(beta1=0.9,beta1=0.8)|twice
            adam(beta1=1)|beta1 must be at least 0 and below 1, found 1.0
            adam(beta1=x)|beta1 must be a number, found 'x'
            adam(beta1=NaN)|finite number
            adam(epsilon=0)|at least 1e-30
            adam(amsgrad=yes)|true or false, found 'yes'
            adam(beta1=0.9|matching parentheses
            adamw(weightDecay=-1)|not negative, found -1.0
            lbfgs|full-batch
            """)
    void errorsSayWhatIsPossible(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> Optimizers.parse(text))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void aStateOfAnotherRuleIsRefused() {
        OptimizerState state = OptimizerState.floats(Momentum.defaults(), 4);
        assertThrows(IllegalArgumentException.class, () -> state.check(Adam.defaults(), 4));
        assertThrows(IllegalArgumentException.class, () -> state.check(Momentum.defaults(), 5));
        assertThrows(IllegalStateException.class, state::doubleVectors);
        assertThrows(IllegalStateException.class, OptimizerState.doubles(new Sgd(), 4)::floatVectors);
    }
}

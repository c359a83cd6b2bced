package org.chainrule.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LikelihoodsTest {
    @Test
    void parsesWhatUsersWrite() {
        assertEquals(new Huber(1), Likelihoods.parse("huber"));
        assertEquals(new Huber(1.5), Likelihoods.parse(" Huber( 1.5 ) "));
        assertEquals(new Quantile(List.of(0.1, 0.5, 0.9)), Likelihoods.parse("quantile(0.1, 0.5, 0.9)"));
        assertEquals(new Categorical(0.1), Likelihoods.parse("categorical(0.1)"));
        assertEquals(
                "quantile(0.1,0.5,0.9)",
                Likelihoods.parse("quantile(0.1, 0.5, 0.9)").spec());
        assertEquals("categorical", Likelihoods.parse("categorical(0)").spec());
        assertEquals("huber(1.5)", new Huber(1.5).spec());
    }

    @Test
    void refusesWithTheNames() {
        for (String wrong : List.of(
                "mse",
                "",
                "gaussian(1)",
                "huber(1,2)",
                "huber(",
                "huber()",
                "huber(x)",
                "poisson()",
                "categorical(0.1,0.2)")) {
            String message = assertThrows(IllegalArgumentException.class, () -> Likelihoods.parse(wrong))
                    .getMessage();
            Likelihoods.NAMES.forEach(name -> assertTrue(message.contains(name), message));
        }
    }

    @Test
    void refusesImpossibleParameters() {
        for (String wrong : List.of(
                "huber(0)",
                "huber(-1)",
                "huber(NaN)",
                "categorical(1)",
                "categorical(-0.1)",
                "quantile",
                "quantile(0)",
                "quantile(0.5,0.5)",
                "quantile(0.9,0.1)",
                "quantile(1)",
                "quantile(0.5,NaN)")) {
            assertThrows(IllegalArgumentException.class, () -> Likelihoods.parse(wrong), wrong);
        }
    }

    @Test
    void refusesWidthsThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> new GaussianWithVariance().targets(3));
        assertThrows(IllegalArgumentException.class, () -> new Quantile(List.of(0.1, 0.9)).targets(3));
        assertThrows(IllegalArgumentException.class, () -> new Categorical(0).targets(1));
        assertThrows(IllegalArgumentException.class, () -> new Gaussian().targets(0));
    }

    @Test
    void knowsImpossibleTargets() {
        assertNotNull(new Categorical(0).impossible(new double[] {3}, 0, 3));
        assertNotNull(new Categorical(0).impossible(new double[] {-1}, 0, 3));
        assertNotNull(new Categorical(0).impossible(new double[] {0.5}, 0, 3));
        assertNull(new Categorical(0).impossible(new double[] {9, 2}, 1, 3));
        assertNotNull(new Bernoulli().impossible(new double[] {0, 2}, 0, 2));
        assertNotNull(new Poisson().impossible(new double[] {-1}, 0, 1));
        assertNull(new Poisson().impossible(new double[] {0}, 0, 1));
        assertNull(new GaussianWithVariance().impossible(new double[] {1}, 0, 2));
    }
}

package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.chainrule.data.ArrayDataset;
import org.chainrule.data.Dataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.optim.Sgd;
import org.chainrule.testing.Draws;
import org.chainrule.testing.RandomProblem;
import org.chainrule.testing.SlowDataset;
import org.junit.jupiter.api.Test;

/** A training step allocates nothing after warm-up, on no thread. */
class AllocationTest {
    private static final int ATTEMPTS = 30;

    @Test
    void aStepThroughEveryLayerAllocatesNothing() {
        for (Clipping clipping : List.of(Clipping.byNorm(0.5), Clipping.byValue(0.1), Clipping.NONE)) {
            TrainingConfiguration configuration = TrainingConfiguration.of(AdamW.defaults(), 1e-3, 1, 7)
                    .withClipping(clipping)
                    .withPenalties(1e-5, 1e-4);
            Dataset rows = Trainings.classes(25, 1);
            for (int team = 1; team <= 2; team++) {
                assertNothing(Trainings.everyLayer(), new Categorical(0.1), rows, configuration.withThreads(team));
            }
            // 0 and 2: one thread, and a team of two, with another that reads ahead
            for (int team = 0; team <= 2; team += 2) {
                assertNothing(
                        Trainings.everyLayer(),
                        new Categorical(0.1),
                        new SlowDataset(rows),
                        configuration.withThreads(team));
            }
        }
    }

    /** Split by panels of its weights where there are several threads. */
    @Test
    void aWideFirstLayerAllocatesNothing() {
        Network network = Network.perceptron(6, List.of(5500), Activation.RELU, 0.1, 3);
        Dataset rows = Trainings.classes(7, 1);
        TrainingConfiguration configuration = TrainingConfiguration.of(AdamW.defaults(), 1e-3, 1, 7);
        assertNothing(network, new Categorical(0), rows, configuration.withThreads(2));
        assertNothing(network, new Categorical(0), new SlowDataset(rows), configuration.withThreads(2));
    }

    @Test
    void noActivationAllocates() {
        for (var activation : RandomProblem.ACTIVATIONS) {
            Network network = Network.of(6, new Dense(5), new Activate(activation), new Dense(3));
            assertNothing(
                    network,
                    new Categorical(0),
                    Trainings.classes(8, 1),
                    TrainingConfiguration.of(new Sgd(), 1e-4, 1, 7).withThreads(1));
        }
    }

    @Test
    void noLikelihoodAllocates() {
        for (Likelihood likelihood : RandomProblem.LIKELIHOODS) {
            boolean classes = likelihood instanceof Categorical;
            Network network = Network.of(6, new Dense(classes ? 3 : likelihood.outputs(1)));
            double[][] x = new double[8][];
            double[][] y = new double[8][1];
            Draws draws = new Draws(5);
            for (int n = 0; n < 8; n++) {
                x[n] = draws.normals(6, 1);
                y[n][0] = n % 2;
            }
            assertNothing(
                    network,
                    likelihood,
                    new ArrayDataset(x, y),
                    TrainingConfiguration.of(new Sgd(), 1e-4, 1, 7).withThreads(1));
        }
    }

    @Test
    void noOptimizerAllocates() {
        for (Optimizer optimizer : Optimizers.all()) {
            Network network = Network.of(6, new Dense(4), new Dense(3));
            assertNothing(
                    network,
                    new Categorical(0),
                    Trainings.classes(8, 1),
                    TrainingConfiguration.of(optimizer, 1e-4, 1, 7).withThreads(1));
        }
    }

    /** The first attempts may load classes, and the JVM has moments of its own (48 bytes in 300 steps were seen); what a step allocates is there in every attempt. */
    private static void assertNothing(
            Network network, Likelihood likelihood, Dataset data, TrainingConfiguration configuration) {
        boolean readAhead = configuration.threads() == 0 || (data.mayBlock() && configuration.threads() > 1);
        int threads = Math.max(1, configuration.threads()) + (readAhead ? 1 : 0);
        assertEquals(
                0,
                StepAllocation.least(network, likelihood, data, configuration, ATTEMPTS, threads),
                () -> "bytes in " + StepAllocation.STEPS + " steps of " + network + likelihood + configuration);
    }
}

package org.chainrule.bench;

import java.util.List;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;

/**
 * The workloads that all figures are about: A is a small regression, B has the shape of handwritten digits, C is wide.
 *
 * @param name      as the tables write it
 * @param network   with ReLU
 * @param classes   0 for squared error
 * @param optimizer the rule
 * @param batch     rows of a step
 * @param rows      rows of an epoch
 */
record Workload(String name, Network network, int classes, String optimizer, int batch, int rows) {
    static final Workload A32 = a("A32", 32);
    static final Workload A256 = a("A256", 256);
    static final Workload B = new Workload("B", perceptron(784, List.of(256, 128), 10), 10, "adam", 128, 60_000);
    static final Workload C =
            new Workload("C", perceptron(1024, List.of(1024, 1024, 1024), 10), 10, "momentum", 512, 16_384);

    static final List<Workload> ALL = List.of(A32, A256, B, C);

    private static Workload a(String name, int batch) {
        return new Workload(name, perceptron(32, List.of(64, 64), 1), 0, "adam", batch, 50_000);
    }

    static Network perceptron(int inputs, List<Integer> hidden, int outputs) {
        return Network.perceptron(inputs, hidden, Activation.RELU, 0, outputs);
    }

    static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new Options.WrongUsage("there is no workload " + name + "; expected A32, A256, B or C"));
    }

    Likelihood likelihood() {
        return classes == 0 ? new Gaussian() : new Categorical(0);
    }

    Optimizer rule() {
        return Optimizers.parse(optimizer);
    }

    Workload withRows(int count) {
        return new Workload(name, network, classes, optimizer, batch, count);
    }

    SyntheticRows data(int count, long seed) {
        return new SyntheticRows(count, network.inputs(), classes, seed);
    }

    /** Operations of a row in a training step: two for each multiply-add of the three products; the first layer needs no Delta W^T. */
    static double flopPerRow(Network network) {
        double sum = 0;
        int inputs = network.inputs();
        boolean first = true;
        for (var layer : network.layers()) {
            int outputs = layer.outputs(inputs);
            if (layer instanceof org.chainrule.network.Dense) {
                sum += (first ? 4.0 : 6.0) * inputs * outputs;
                first = false;
            }
            inputs = outputs;
        }
        return sum;
    }
}

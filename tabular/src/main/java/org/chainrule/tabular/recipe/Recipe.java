package org.chainrule.tabular.recipe;

import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.tabular.encode.EncoderOptions;

/**
 * Everything about a training that the data does not decide: the defaults behind {@code --preset}. Options that the user gives replace single entries.
 *
 * @param name           name of the preset
 * @param encoding       how columns become numbers
 * @param hiddenLayers   widths of the hidden layers
 * @param activation     activation of the hidden layers
 * @param dropout        dropout rate after each hidden layer
 * @param labelSmoothing label smoothing of a categorical likelihood
 * @param optimizer      update rule, in the form that {@code Optimizers.parse} reads
 * @param learningRate   mu, before the schedule
 * @param schedule       learning-rate schedule, in the form that {@code Schedules.parse} reads
 * @param weightDecay    decoupled weight decay
 * @param batchSize      rows of a step
 * @param epochs         passes over the training rows, at most
 * @param patience       epochs without improvement before training stops; 0 never stops early
 */
public record Recipe(
        String name,
        EncoderOptions encoding,
        List<Integer> hiddenLayers,
        Activation activation,
        double dropout,
        double labelSmoothing,
        String optimizer,
        double learningRate,
        String schedule,
        double weightDecay,
        int batchSize,
        int epochs,
        int patience) {
    /** Copies the list. */
    public Recipe {
        hiddenLayers = List.copyOf(hiddenLayers);
    }
}

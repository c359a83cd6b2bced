package org.chainrule.tabular.recipe;

import org.chainrule.optim.Clipping;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.train.Passes;
import org.chainrule.train.Rates;

/**
 * Everything about a training that the data does not decide: the defaults behind {@code --preset}. Options that the user gives replace single entries.
 *
 * @param name           name of the preset
 * @param encoding       how columns become numbers
 * @param network        the network
 * @param labelSmoothing label smoothing of a categorical likelihood
 * @param clamp          whether predicted numbers are kept within the range of the training rows
 * @param optimizer      update rule, in the form that {@code Optimizers.parse} reads
 * @param weightDecay    decoupled weight decay
 * @param rates          learning rate, schedules and factors of groups
 * @param clipping       bound on the gradient
 * @param passes         epochs, batches and early stopping
 * @param metric         what early stopping watches
 */
public record Recipe(
        String name,
        EncoderOptions encoding,
        NetworkRecipe network,
        double labelSmoothing,
        boolean clamp,
        String optimizer,
        double weightDecay,
        Rates rates,
        Clipping clipping,
        Passes passes,
        String metric) {
    /**
     * mu, before the schedule.
     *
     * @return the base learning rate
     */
    public double learningRate() {
        return rates.learningRate();
    }

    /**
     * Passes over the training rows.
     *
     * @return epochs, at most
     */
    public int epochs() {
        return passes.epochs();
    }

    /**
     * The same recipe under another name with another network.
     *
     * @param other   the name
     * @param changed the network
     * @return a copy
     */
    public Recipe withNetwork(String other, NetworkRecipe changed) {
        return new Recipe(
                other,
                encoding,
                changed,
                labelSmoothing,
                clamp,
                optimizer,
                weightDecay,
                rates,
                clipping,
                passes,
                metric);
    }
}

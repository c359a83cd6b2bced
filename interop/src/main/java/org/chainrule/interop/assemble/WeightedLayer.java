package org.chainrule.interop.assemble;

import java.util.List;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;

/**
 * A layer with its numbers, in the order of {@code ParameterLayout}. Float32 numbers are held as doubles, which is exact.
 *
 * @param layer      what is computed
 * @param parameters its parameters, one array a slice of the layout; not to be written
 * @param statistics its running statistics, one array a slice; not to be written
 * @param body       the layers of a residual block, else empty
 */
public record WeightedLayer(
        Layer layer, List<double[]> parameters, List<double[]> statistics, List<WeightedLayer> body) {
    /** Copies the lists. */
    public WeightedLayer {
        parameters = List.copyOf(parameters);
        statistics = List.copyOf(statistics);
        body = List.copyOf(body);
    }

    private static WeightedLayer of(Layer layer, double[]... parameters) {
        return new WeightedLayer(layer, List.of(parameters), List.of(), List.of());
    }

    /**
     * A dense layer.
     *
     * @param weight W [in x out], row-major
     * @param bias   b [out]
     * @return the layer
     */
    public static WeightedLayer dense(double[] weight, double[] bias) {
        return of(new Dense(bias.length, true, Initializer.HE_NORMAL), weight, bias);
    }

    /**
     * A dense layer without a bias.
     *
     * @param weight W [in x out], row-major
     * @param units  out
     * @return the layer
     */
    public static WeightedLayer dense(double[] weight, int units) {
        return of(new Dense(units, false, Initializer.HE_NORMAL), weight);
    }

    /**
     * An activation.
     *
     * @param activation phi
     * @return the layer
     */
    public static WeightedLayer activate(Activation activation) {
        return of(new Activate(activation));
    }

    /**
     * A ReLU with a slope below 0 that is learned, a unit or all alike: h = z + alpha (relu(z) - z) with alpha = 1 - slope.
     *
     * @param slopes [n] below 0
     * @return the layer
     */
    public static WeightedLayer parametricRelu(double[] slopes) {
        double[] alpha = new double[slopes.length];
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = 1 - slopes[i];
        }
        return of(new ParametricActivate(Activation.RELU), alpha);
    }

    /**
     * Dropout.
     *
     * @param rate the probability that a unit is dropped
     * @return the layer
     */
    public static WeightedLayer dropout(double rate) {
        return of(new Dropout(rate));
    }

    /**
     * A trainable scale.
     *
     * @param factors [n]
     * @return the layer
     */
    public static WeightedLayer scale(double[] factors) {
        return of(new Scale(), factors);
    }

    /**
     * Layer normalisation.
     *
     * @param epsilon added to the variance
     * @param gain    [n]
     * @param shift   [n]
     * @return the layer
     */
    public static WeightedLayer layerNormalization(double epsilon, double[] gain, double[] shift) {
        return of(new LayerNormalization(epsilon), gain, shift);
    }

    /**
     * Batch normalisation.
     *
     * @param layer    momentum and epsilon
     * @param gain     [n]
     * @param shift    [n]
     * @param mean     [n] running mean
     * @param variance [n] running variance
     * @return the layer
     */
    public static WeightedLayer batchNormalization(
            BatchNormalization layer, double[] gain, double[] shift, double[] mean, double[] variance) {
        return new WeightedLayer(layer, List.of(gain, shift), List.of(mean, variance), List.of());
    }

    /**
     * A residual block.
     *
     * @param body its layers
     * @return the layer
     */
    public static WeightedLayer residual(List<WeightedLayer> body) {
        return new WeightedLayer(
                new Residual(body.stream().map(WeightedLayer::layer).toList()), List.of(), List.of(), body);
    }
}

package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Huber;
import org.chainrule.likelihood.Laplace;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.likelihood.Quantile;

/** Likelihoods as JSON: an object whose {@code type} comes from a closed list. A custom likelihood is code and has no place in a file. */
final class LikelihoodJson {
    private LikelihoodJson() {}

    static Map<String, Object> write(Likelihood likelihood) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (likelihood instanceof Gaussian) {
            json.put("type", "gaussian");
        } else if (likelihood instanceof GaussianWithVariance) {
            json.put("type", "gaussianWithVariance");
        } else if (likelihood instanceof Laplace) {
            json.put("type", "laplace");
        } else if (likelihood instanceof Huber huber) {
            json.put("type", "huber");
            json.put("threshold", huber.threshold());
        } else if (likelihood instanceof Quantile quantile) {
            json.put("type", "quantile");
            json.put("levels", quantile.levels());
        } else if (likelihood instanceof Bernoulli) {
            json.put("type", "bernoulli");
        } else if (likelihood instanceof Categorical categorical) {
            json.put("type", "categorical");
            json.put("labelSmoothing", categorical.labelSmoothing());
        } else if (likelihood instanceof Poisson) {
            json.put("type", "poisson");
        } else {
            throw new IllegalArgumentException(
                    "expected a likelihood of Chainrule's own, found the custom one " + likelihood.name()
                            + ", which is code and cannot be saved; keep the network and its weights another way");
        }
        return json;
    }

    static Likelihood read(Fields fields) {
        String type = fields.text("type");
        return fields.checked(() -> switch (type) {
            case "gaussian" -> new Gaussian();
            case "gaussianWithVariance" -> new GaussianWithVariance();
            case "laplace" -> new Laplace();
            case "huber" -> new Huber(fields.number("threshold"));
            case "quantile" -> new Quantile(fields.numbers("levels"));
            case "bernoulli" -> new Bernoulli();
            case "categorical" -> new Categorical(fields.number("labelSmoothing"));
            case "poisson" -> new Poisson();
            default ->
                throw fields.refused(
                        "unknown likelihood " + Shown.name(type)
                                + " (expected gaussian, gaussianWithVariance, laplace, huber, quantile, bernoulli, categorical or poisson)");
        });
    }
}

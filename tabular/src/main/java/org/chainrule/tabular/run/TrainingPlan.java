package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.likelihood.Poisson;
import org.chainrule.metric.Metric;
import org.chainrule.metric.Metrics;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.AdamW;
import org.chainrule.optim.Clipping;
import org.chainrule.optim.LBfgs;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.optim.Sgd;
import org.chainrule.schedule.Constant;
import org.chainrule.schedule.LearningRateSchedule;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TargetOptions;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.recipe.NetworkBuilder;
import org.chainrule.tabular.recipe.NetworkBuilder.Inputs;
import org.chainrule.tabular.recipe.NetworkRecipe;
import org.chainrule.tabular.recipe.Recipe;
import org.chainrule.tabular.schema.Task;
import org.chainrule.text.Call;
import org.chainrule.train.Passes;
import org.chainrule.train.Rates;
import org.chainrule.train.Regularization;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What options and recipe amount to: the likelihood, the network and the training configuration, and all effective settings as text for the model file.
 *
 * @param likelihood    output activation and cost
 * @param network       the specification
 * @param configuration how it is trained
 * @param metric        name of what early stopping watches on the validation rows
 * @param settings      every effective setting by name
 */
record TrainingPlan(
        Likelihood likelihood,
        Network network,
        TrainingConfiguration configuration,
        String metric,
        Map<String, String> settings) {
    /** The metrics that early stopping can watch. */
    private static final List<String> OF_CLASSES =
            List.of("logLoss", "accuracy", "balancedAccuracy", "auc", "f1", "brier");

    private static final List<String> OF_VALUES = List.of("rmse", "mae", "r2", "pinball");

    /**
     * What early stopping watches unless a recipe says otherwise.
     *
     * @param task what is asked
     * @return the name of a metric
     */
    static String usualMetric(Task task) {
        return task == Task.CLASSIFICATION ? "logLoss" : "rmse";
    }

    /**
     * The metric that early stopping watches, on what the network gives and what it was taught.
     *
     * @param task   what is asked
     * @param target the target's encoding
     * @return the metric
     * @throws UserException if it does not fit the task
     */
    Metric validationMetric(Task task, TargetEncoding target) {
        boolean classes = task == Task.CLASSIFICATION;
        List<String> fitting = classes ? OF_CLASSES : OF_VALUES;
        if (!fitting.contains(Call.parse(metric).name())) {
            throw UserException.usage("early stopping cannot watch \"" + metric + "\" in a "
                    + (classes ? "classification" : "regression") + "; use " + String.join(", ", fitting)
                    + (classes ? "" : "(level)"));
        }
        Metric judge = Metrics.parse(metric);
        return classes ? judge : new DecodedMetric(judge, likelihood, target);
    }

    /**
     * Puts options and recipe together.
     *
     * @param options what the user said
     * @param recipe  what holds where the user said nothing
     * @param task    what is asked
     * @param inputs  what the encoder gives
     * @param classes number of classes; 1 for regression
     * @return the plan
     * @throws UserException if a name is unknown or two settings contradict each other
     */
    static TrainingPlan of(TrainOptions options, Recipe recipe, Task task, Inputs inputs, int classes) {
        try {
            return build(options, recipe, task, inputs, classes);
        } catch (IllegalArgumentException wrong) {
            throw new UserException(UserException.Kind.USAGE, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static TrainingPlan build(TrainOptions options, Recipe recipe, Task task, Inputs inputs, int classes) {
        Model start = options.startFrom();
        Likelihood likelihood =
                start != null ? start.network().likelihood() : likelihood(options, recipe, task, classes);
        NetworkRecipe usual = recipe.network();
        NetworkRecipe wanted = usual.withHidden(
                or(options.hiddenLayers(), usual.hiddenLayers()),
                or(options.activations(), usual.activations()),
                or(options.dropout(), usual.dropout()));
        Network network = start != null
                ? start.network().network()
                : NetworkBuilder.build(
                        wanted, inputs, likelihood.outputs(likelihood instanceof Categorical ? classes : 1));
        String rule = or(options.optimizer(), recipe.optimizer());
        boolean fullBatch = rule.equals("lbfgs");
        Optimizer optimizer = fullBatch ? new Sgd() : Optimizers.parse(rule);
        boolean ownOptimizer = options.optimizer() != null;
        double decay = or(options.weightDecay(), ownOptimizer ? 0.0 : recipe.weightDecay());
        double l2 = or(options.l2(), 0.0);
        if (optimizer instanceof AdamW adamW && (options.weightDecay() != null || !ownOptimizer)) {
            optimizer = new AdamW(adamW.beta1(), adamW.beta2(), adamW.epsilon(), decay, adamW.amsgrad());
        } else if (decay > 0) {
            l2 += decay;
        }
        Rates rates = rates(options, recipe, fullBatch);
        Passes passes = passes(options, recipe);
        TrainingConfiguration configuration = new TrainingConfiguration(
                optimizer,
                rates,
                new Regularization(or(options.l1(), WarmStart.l1(options)), l2, clipping(options, recipe)),
                passes,
                start != null ? WarmStart.precision(start, options) : options.precision(),
                options.threads(),
                options.seed(),
                fullBatch ? LBfgs.defaults() : null);
        String metric = recipe.metric();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("preset", recipe.name());
        settings.put(
                "hiddenLayers",
                String.join(
                        ",", wanted.hiddenLayers().stream().map(String::valueOf).toList()));
        settings.put(
                "activation",
                wanted.activations().stream().map(Activation::spec).collect(Collectors.joining(",")));
        settings.put("dropout", String.valueOf(wanted.dropout()));
        settings.put("likelihood", likelihood.spec());
        settings.put(TrainingSettings.VALIDATION_METRIC, metric);
        settings.putAll(TrainingSettings.write(target(options, recipe, task, likelihood)));
        settings.putAll(TrainingSettings.write(options, recipe.encoding(), configuration));
        if (start != null) {
            settings.remove("dropout");
            settings.putAll(WarmStart.settings(start));
        }
        return new TrainingPlan(likelihood, network, configuration, metric, settings);
    }

    /**
     * The plan that a model was trained by.
     *
     * @param model   the model
     * @param threads 0 for automatic
     * @return the plan; its network is that of the model, whatever presets and options make today
     * @throws UserException if the model file does not say enough
     */
    static TrainingPlan again(Model model, int threads) {
        Map<String, String> settings = model.provenance().configuration();
        TrainedNetwork trained = model.network();
        return new TrainingPlan(
                trained.likelihood(),
                trained.network(),
                TrainingSettings.configuration(settings, trained.precision(), threads),
                or(TrainingSettings.validationMetric(settings), usualMetric(model.task())),
                settings);
    }

    /** The same with another configuration; the settings stay those that were asked for. */
    TrainingPlan with(TrainingConfiguration other) {
        return new TrainingPlan(likelihood, network, other, metric, settings);
    }

    /** The same with more that the model file says. */
    TrainingPlan with(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.putAll(others);
        return new TrainingPlan(likelihood, network, configuration, metric, more);
    }

    /** The same, for weights as they stood after a step, some of them changed by hand. */
    TrainingPlan keptAt(long step, List<String> edits) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(TrainingSettings.KEPT_STEP, String.valueOf(step));
        if (!edits.isEmpty()) {
            // those of the model that a run went on from came first
            more.merge(TrainingSettings.EDITS, String.join(",", edits), (before, after) -> before + "," + after);
        }
        return new TrainingPlan(likelihood, network, configuration, metric, more);
    }

    /** What happens to a number to be predicted. */
    private static TargetOptions target(TrainOptions options, Recipe recipe, Task task, Likelihood likelihood) {
        TargetOptions target = new TargetOptions(
                or(options.targetTransform(), TargetTransform.NONE), or(options.clamp(), recipe.clamp()));
        if (target.transform() != TargetTransform.NONE) {
            if (task == Task.CLASSIFICATION) {
                throw UserException.usage(
                        "a target transform is for regression, but the task is classification; leave it out");
            }
            if (likelihood instanceof Poisson) {
                throw UserException.usage(
                        "the likelihood poisson takes counts as they are; leave out the target transform or choose another likelihood");
            }
        }
        return target;
    }

    private static Likelihood likelihood(TrainOptions options, Recipe recipe, Task task, int classes) {
        String name = options.likelihood();
        if (task == Task.CLASSIFICATION) {
            Likelihood likelihood = name == null
                    ? new Categorical(or(options.labelSmoothing(), recipe.labelSmoothing()))
                    : Likelihoods.parse(name);
            if (likelihood instanceof Categorical && options.labelSmoothing() != null) {
                return new Categorical(options.labelSmoothing());
            }
            if (!(likelihood instanceof Categorical) && !(likelihood instanceof Bernoulli && classes == 2)) {
                throw UserException.usage("the likelihood " + name + " does not fit a classification with " + classes
                        + " classes; use categorical" + (classes == 2 ? " or bernoulli" : ""));
            }
            return likelihood;
        }
        Likelihood likelihood = name == null ? new Gaussian() : Likelihoods.parse(name);
        if (likelihood instanceof Categorical || likelihood instanceof Bernoulli) {
            throw UserException.usage("the likelihood " + name
                    + " is for classes, but the task is regression; use gaussian, gaussian-variance, laplace, "
                    + "huber, quantile(0.1,0.5,0.9) or poisson, or the task classification");
        }
        return likelihood;
    }

    private static Rates rates(TrainOptions options, Recipe recipe, boolean fullBatch) {
        Rates usual = recipe.rates();
        LearningRateSchedule schedule = options.schedule() != null
                ? Schedules.parse(options.schedule())
                : fullBatch ? new Constant() : usual.schedule();
        return new Rates(
                or(options.learningRate(), usual.learningRate()),
                schedule,
                usual.weightDecaySchedule(),
                usual.dropoutSchedule(),
                usual.groups());
    }

    private static Passes passes(TrainOptions options, Recipe recipe) {
        Passes usualPasses = recipe.passes();
        return new Passes(
                or(options.epochs(), usualPasses.epochs()),
                or(options.batchSize(), usualPasses.batchSize()),
                usualPasses.dropLastBatch(),
                or(options.patience(), usualPasses.patience()),
                usualPasses.ties(),
                options.timeLimit());
    }

    private static Clipping clipping(TrainOptions options, Recipe recipe) {
        if (options.clipNorm() != null && options.clipValue() != null) {
            throw UserException.usage("clipNorm and clipValue are both set; choose one");
        }
        return options.clipNorm() != null
                ? Clipping.byNorm(options.clipNorm())
                : options.clipValue() != null ? Clipping.byValue(options.clipValue()) : recipe.clipping();
    }

    private static <T> T or(@Nullable T chosen, T otherwise) {
        return chosen == null ? otherwise : chosen;
    }

    /** Asks the likelihood about every target, so that a negative count is an error here and not a NaN later. */
    void checkPossible(BoundTarget target, String name, int[] rows) {
        double[] y = new double[1];
        for (int row : rows) {
            y[0] = target.encode(row);
            String expected = likelihood.impossible(y, 0, network.outputs());
            if (expected != null) {
                throw UserException.data("target \"" + name + "\" in data row " + (row + 1) + ": " + expected
                        + "; choose another --likelihood or correct the row");
            }
        }
    }
}

package org.chainrule.tabular.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.LBfgsState;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.OptimizerState;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.PlateauState;
import org.chainrule.train.BestEpoch;
import org.chainrule.train.Checkpoint;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/** The JSON description of a checkpoint file and its tensors. */
final class CheckpointJson {
    private static final String BEST = "best.";
    private static final String HISTORY = "history";
    private static final String POINT = "lbfgs.point";
    private static final String MOVES = "lbfgs.moves";
    private static final String CHANGES = "lbfgs.changes";
    private static final String CURVATURES = "lbfgs.curvatures";
    private static final String OUTER = "outer.momentum";

    /** Numbers that the history has of an epoch. */
    private static final int EPOCH_NUMBERS = 8;

    private CheckpointJson() {}

    static Map<String, @Nullable Object> write(CheckpointContents contents) {
        TrainingState state = contents.state();
        Checkpoint at = state.checkpoint();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("fingerprint", contents.fingerprint());
        json.put("network", NetworkJson.write(at.network().network()));
        json.put("likelihood", LikelihoodJson.write(at.network().likelihood()));
        json.put("precision", at.network().precision().name());
        json.put("optimizer", Optimizers.spec(contents.rule()));
        json.put("step", at.step());
        json.put("optimizerState", write(at.optimizerState()));
        json.put("plateau", write(at.plateau()));
        json.put("best", write(at.best()));
        json.put("lossSum", at.lossSum());
        json.put("weightSum", at.weightSum());
        json.put("learningRate", at.learningRate());
        json.put("lastFiniteLoss", at.lastFiniteLoss());
        json.put("epochComplete", at.epochComplete());
        if (at.outerMomentum() != null) {
            json.put("outerMomentum", Map.of("tensor", OUTER));
        }
        json.put("epochs", state.history().size());
        json.put("elapsedNanos", state.elapsed().toNanos());
        json.put("fullBatch", state.fullBatch() == null ? null : write(state.fullBatch()));
        json.put(
                "ended",
                state.ended() == null ? null : Map.of("reason", state.ended().name()));
        return json;
    }

    private static Map<String, @Nullable Object> write(PlateauState plateau) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("factor", plateau.factor());
        json.put("badEpochs", plateau.badEpochs());
        return json;
    }

    private static Map<String, @Nullable Object> write(BestEpoch best) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("epoch", best.epoch());
        json.put("metric", best.metric());
        json.put("loss", best.loss());
        json.put("optimizerState", best.optimizer() == null ? null : write(best.optimizer()));
        return json;
    }

    private static Map<String, @Nullable Object> write(OptimizerState state) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("scalars", state.scalars());
        json.put("step", state.step());
        return json;
    }

    private static Map<String, @Nullable Object> write(LBfgsState state) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("iteration", state.iteration());
        json.put("evaluations", state.evaluations());
        json.put("idle", state.idle());
        json.put("cost", state.cost());
        json.put("lowest", state.lowest());
        json.put("flattest", state.flattest());
        json.put("pairs", state.curvatures().length);
        return json;
    }

    static List<Tensor> tensors(TrainingState state) {
        List<Tensor> tensors = new ArrayList<>();
        Checkpoint at = state.checkpoint();
        WeightTensors.add("", at.network(), tensors);
        WeightTensors.add("", at.optimizerState(), tensors);
        WeightTensors.add(BEST, at.best().network(), tensors);
        OptimizerState best = at.best().optimizer();
        if (best != null) {
            WeightTensors.add(BEST, best, tensors);
        }
        WeightTensors.add(
                HISTORY, state.history().stream().map(CheckpointJson::numbers).toArray(double[][]::new), tensors);
        double[] momentum = at.outerMomentum();
        if (momentum != null) {
            WeightTensors.add(OUTER, new double[][] {momentum}, tensors);
        }
        LBfgsState lbfgs = state.fullBatch();
        if (lbfgs != null) {
            WeightTensors.add(POINT, new double[][] {lbfgs.point(), lbfgs.gradient()}, tensors);
            WeightTensors.add(MOVES, lbfgs.moves(), tensors);
            WeightTensors.add(CHANGES, lbfgs.changes(), tensors);
            if (lbfgs.curvatures().length > 0) {
                WeightTensors.add(CURVATURES, new double[][] {lbfgs.curvatures()}, tensors);
            }
        }
        return tensors;
    }

    private static double[] numbers(EpochFinished epoch) {
        return new double[] {
            epoch.epoch(),
            epoch.trainingLoss(),
            epoch.validationLoss(),
            epoch.validationMetric(),
            epoch.learningRate(),
            epoch.rowsPerSecond(),
            epoch.elapsed().toNanos(),
            epoch.best() ? 1 : 0
        };
    }

    private static EpochFinished epoch(double[] numbers) {
        return new EpochFinished(
                (int) numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                Duration.ofNanos((long) numbers[6]),
                numbers[7] != 0);
    }

    static CheckpointContents read(Fields fields, WeightTensors weights) {
        return fields.checked(() -> {
            Optimizer rule = Optimizers.parse(fields.text("optimizer"));
            CheckpointContents contents =
                    new CheckpointContents(fields.textsByName("fingerprint"), rule, state(fields, rule, weights));
            weights.end();
            return contents;
        });
    }

    private static TrainingState state(Fields fields, Optimizer rule, WeightTensors weights) {
        Checkpoint at = checkpoint(fields, rule, weights);
        List<EpochFinished> history = Arrays.stream(weights.read(HISTORY, notNegative(fields, "epochs"), EPOCH_NUMBERS))
                .map(CheckpointJson::epoch)
                .toList();
        return new TrainingState(
                at,
                history,
                Duration.ofNanos(fields.whole("elapsedNanos")),
                fields.objectOrNull("fullBatch", json -> fullBatch(json, at.network(), weights)),
                fields.objectOrNull("ended", json -> json.checked(() -> json.constant("reason", StopReason.values()))));
    }

    private static Checkpoint checkpoint(Fields fields, Optimizer rule, WeightTensors weights) {
        Network network = NetworkJson.read(fields.object("network"));
        Likelihood likelihood = LikelihoodJson.read(fields.object("likelihood"));
        Precision precision = fields.constant("precision", Precision.values());
        TrainedNetwork standing = weights.read("", network, likelihood, precision);
        Fields plateau = fields.object("plateau");
        return new Checkpoint(
                fields.whole("step"),
                standing,
                optimizer("", fields.object("optimizerState"), rule, weights, standing),
                plateau.checked(() -> new PlateauState(plateau.number("factor"), plateau.integer("badEpochs"))),
                best(fields.object("best"), rule, weights, weights.read(BEST, network, likelihood, precision)),
                fields.number("lossSum"),
                fields.number("weightSum"),
                fields.number("learningRate"),
                fields.number("lastFiniteLoss"),
                fields.flag("epochComplete"),
                fields.has("outerMomentum") ? outer(fields, network, weights) : null);
    }

    /** Of a training on several shards alone: files of others do not know the field. */
    private static double @Nullable [] outer(Fields fields, Network network, WeightTensors weights) {
        int size = new ParameterLayout(network).size();
        return fields.objectOrNull(
                "outerMomentum",
                json -> json.checked(() -> {
                    json.text("tensor");
                    return weights.read(OUTER, 1, size)[0];
                }));
    }

    private static BestEpoch best(Fields fields, Optimizer rule, WeightTensors weights, TrainedNetwork network) {
        return fields.checked(() -> new BestEpoch(
                notNegative(fields, "epoch"),
                fields.number("metric"),
                fields.number("loss"),
                network,
                fields.objectOrNull("optimizerState", json -> optimizer(BEST, json, rule, weights, network))));
    }

    private static OptimizerState optimizer(
            String prefix, Fields fields, Optimizer rule, WeightTensors weights, TrainedNetwork network) {
        return fields.checked(() -> {
            double[] scalars = fields.numbers("scalars").stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            OptimizerState state = weights.read(prefix, rule, scalars, fields.whole("step"), network);
            state.check(rule, new ParameterLayout(network.network()).size());
            return state;
        });
    }

    private static LBfgsState fullBatch(Fields fields, TrainedNetwork network, WeightTensors weights) {
        int size = new ParameterLayout(network.network()).size();
        return fields.checked(() -> {
            double[][] point = weights.read(POINT, 2, size);
            int pairs = notNegative(fields, "pairs");
            return new LBfgsState(
                    fields.integer("iteration"),
                    fields.integer("evaluations"),
                    fields.integer("idle"),
                    fields.number("cost"),
                    fields.number("lowest"),
                    fields.number("flattest"),
                    point[0],
                    point[1],
                    weights.read(MOVES, pairs, size),
                    weights.read(CHANGES, pairs, size),
                    pairs == 0 ? new double[0] : weights.read(CURVATURES, 1, pairs)[0]);
        });
    }

    private static int notNegative(Fields fields, String name) {
        int number = fields.integer(name);
        if (number < 0) {
            throw new IllegalArgumentException(name + " must not be negative, found " + number);
        }
        return number;
    }
}

"""scikit-learn: MLPRegressor or MLPClassifier in float32; a call of partial_fit is an epoch, shuffled, the last batch incomplete."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "common" / "python"))

import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor
from threadpoolctl import threadpool_limits

import data
from meter import Meter, print_losses
from workload import MOMENTUM, arguments


def estimator(workload):
    kind = MLPRegressor if workload.regression else MLPClassifier
    return kind(
        hidden_layer_sizes=workload.hidden,
        activation="relu",
        solver="adam" if workload.adam else "sgd",
        alpha=0,
        batch_size=workload.batch,
        learning_rate_init=workload.learning_rate,
        momentum=MOMENTUM,
        nesterovs_momentum=False,
        random_state=1,
    )


def main():
    workload, threads, seconds = arguments()
    x, y = data.rows(workload)
    model = estimator(workload)
    classes = {} if workload.regression else {"classes": range(workload.outputs)}
    meter = Meter(workload.rows, seconds)
    with threadpool_limits(threads):
        while meter.running():
            model.partial_fit(x, y, **classes)
            meter.trained(workload.rows)
    print_losses(model.loss_curve_[0], model.loss_curve_[-1])
    meter.print("sklearn", sklearn.__version__, workload, threads)


main()

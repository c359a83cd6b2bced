"""PyTorch: plain eager training, fused softmax and cross-entropy, batches gathered by a shuffled index."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "common" / "python"))

import torch
from torch import nn

import data
from meter import Meter, print_losses
from workload import MOMENTUM, arguments


def perceptron(workload):
    layers = []
    for inputs, outputs in zip(workload.widths, workload.widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def optimizer(workload, model):
    if workload.adam:
        return torch.optim.Adam(model.parameters(), workload.learning_rate)
    return torch.optim.SGD(model.parameters(), workload.learning_rate, momentum=MOMENTUM)


def batches(workload):
    """Shuffled batches without end; a last incomplete one is left out."""
    while True:
        yield from torch.randperm(workload.rows).split(workload.batch)[: workload.rows // workload.batch]


def main():
    workload, threads, seconds = arguments()
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)
    torch.manual_seed(1)
    x, y = (torch.from_numpy(a) for a in data.rows(workload))
    if workload.regression:
        y = y.reshape(-1, 1)
    model = perceptron(workload)
    rule = optimizer(workload, model)
    loss = nn.MSELoss() if workload.regression else nn.CrossEntropyLoss()

    def probe():
        with torch.no_grad():
            return loss(model(x[:512]), y[:512]).item()

    first = probe()
    meter = Meter(workload.rows, seconds)
    for rows in batches(workload):
        if not meter.running():
            break
        rule.zero_grad(set_to_none=True)
        loss(model(x[rows]), y[rows]).backward()
        rule.step()
        meter.trained(workload.batch)
    print_losses(first, probe())
    meter.print("pytorch", torch.__version__, workload, threads)


main()

"""The rows of the workloads, each a pure function of its number: the twin of common/java/peers/SyntheticData.java."""
import numpy as np

INPUT_SEED, LABEL_SEED = 42, 43
INFORMATIVE = 8
ROWS_AT_ONCE = 4096


def uniform(seed, index):
    """24 bits of SplitMix64 as floats in [0, 1)."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed << 40) + index.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(40)).astype(np.float32) * np.float32(2.0**-24)


def normal(index):
    """Box-Muller, one normal of a pair of uniforms."""
    radius = np.sqrt(-2 * np.log(1 - uniform(INPUT_SEED, 2 * index).astype(np.float64)))
    return (radius * np.cos(2 * np.pi * uniform(INPUT_SEED, 2 * index + 1).astype(np.float64))).astype(np.float32)


def rows(workload):
    """x as float32, and y: float32 targets of a regression, or int64 classes."""
    x = np.empty((workload.rows, workload.inputs), np.float32)
    draw = normal if workload.regression else lambda index: 2 * uniform(INPUT_SEED, index) - 1
    for start in range(0, workload.rows, ROWS_AT_ONCE):
        part = x[start : start + ROWS_AT_ONCE]
        first = start * workload.inputs
        part[:] = draw(np.arange(first, first + part.size)).reshape(part.shape)
    if workload.regression:
        return x, np.sin(x[:, :INFORMATIVE], dtype=np.float64).sum(axis=1).astype(np.float32)
    return x, (uniform(LABEL_SEED, np.arange(workload.rows)) * np.float32(workload.outputs)).astype(np.int64)

"""What every runner is told, and the networks: the twin of common/java/peers/Workload.java."""
import sys
from dataclasses import dataclass

MOMENTUM = 0.9


@dataclass(frozen=True)
class Workload:
    name: str
    widths: tuple
    batch: int
    rows: int
    adam: bool

    @property
    def inputs(self):
        return self.widths[0]

    @property
    def hidden(self):
        return self.widths[1:-1]

    @property
    def outputs(self):
        return self.widths[-1]

    @property
    def regression(self):
        return self.outputs == 1

    @property
    def learning_rate(self):
        return 1e-3 if self.adam else 0.05


WORKLOADS = {
    w.name: w
    for w in (
        Workload("A32", (32, 64, 64, 1), 32, 50_000, True),
        Workload("A256", (32, 64, 64, 1), 256, 50_000, True),
        Workload("B", (784, 256, 128, 10), 128, 60_000, True),
        Workload("C", (1024, 1024, 1024, 1024, 10), 512, 16_384, False),
    )
}


def arguments():
    """Reads WORKLOAD THREADS SECONDS from the command line."""
    if len(sys.argv) != 4:
        sys.exit(f"expected WORKLOAD THREADS SECONDS, found {len(sys.argv) - 1} words")
    return WORKLOADS[sys.argv[1]], int(sys.argv[2]), float(sys.argv[3])

"""Counts rows through complete training steps: the twin of common/java/peers/Meter.java, which states the rule."""
import json
import statistics
import sys
import time

PARTS = 3


class Meter:
    def __init__(self, epoch_rows, seconds):
        self.epoch_rows = epoch_rows
        self.seconds = seconds
        self.rates = []
        self.warm_since = None
        self._start_part(time.perf_counter())

    def running(self):
        """Whether another step is wanted."""
        return (
            self.warm_since is None
            or len(self.rates) < PARTS
            or time.perf_counter() - self.warm_since < self.seconds
        )

    def trained(self, rows):
        """Tells of rows that went through a complete step."""
        self.part_rows += rows
        now = time.perf_counter()
        elapsed = now - self.part_started
        epoch = self.part_rows + rows > self.epoch_rows
        if self.warm_since is None:
            if epoch and elapsed >= self.seconds / 4 or elapsed >= self.seconds:
                self.warm_since = now
                self._start_part(now)
        elif epoch or elapsed >= self.seconds / PARTS:
            self.rates.append(self.part_rows / elapsed)
            self._start_part(now)

    def _start_part(self, now):
        self.part_rows = 0
        self.part_started = now

    def print(self, peer, version, workload, threads, note=""):
        """Prints the one line on standard output that the harness reads."""
        line = dict(
            peer=peer,
            version=version,
            workload=workload.name,
            threads=threads,
            rowsPerSecond=round(statistics.median(self.rates), 2),
            parts=len(self.rates),
            note=note,
        )
        print(json.dumps(line))


def print_losses(first, last):
    """The losses of a run, by whatever measure the library offers: they must go down."""
    print(f"loss {first:.4f} -> {last:.4f}", file=sys.stderr)

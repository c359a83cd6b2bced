"""Checks of the metrics, the splits and the statistics: python3 -m unittest discover -s bench/tables -p 'test_*.py'."""
import math
import sys
import unittest
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from parts import prepare, report, scores, splits, tables


@dataclass
class Contender:
    name: str
    chainrule: bool = False


def record(table, contender, seed, value, error=0.01, rows=1000, **more):
    metrics = {"accuracy": value, "standardError": error}
    return {
        "table": table, "contender": contender, "seed": seed, "status": "ok", "task": "classification", "tableRows": rows,
        "rows": {"train": 640, "val": 160, "test": 200}, "test": metrics, "validation": metrics,
    } | more


class Scores(unittest.TestCase):
    def test_area_counts_ties_half(self):
        self.assertEqual(scores.area([0.1, 0.4, 0.4, 0.8], [0, 0, 1, 1]), 3.5 / 4)
        self.assertEqual(scores.area([1, 2, 3, 4], [1, 1, 0, 0]), 0)
        self.assertIsNone(scores.area([1, 2], [1, 1]))

    def test_classification(self):
        found = scores.classification([0, 1, 1], [(0.8, 0.2), (0.6, 0.4), (0.1, 0.9)])
        self.assertAlmostEqual(found["accuracy"], 2 / 3)
        self.assertAlmostEqual(found["logLoss"], -(math.log(0.8) + math.log(0.4) + math.log(0.9)) / 3)
        self.assertEqual(found["auc"], 1)
        self.assertAlmostEqual(found["standardError"], math.sqrt(2 / 9 / 3))

    def test_error_of_the_rmse(self):
        found = scores.regression([0, 0, 0, 0], [1, 1, 3, 3])  # squares 1, 1, 9, 9: mean 5, deviation 4
        self.assertAlmostEqual(found["rmse"], math.sqrt(5))
        self.assertAlmostEqual(found["standardError"], 4 / 2 / (2 * math.sqrt(5)))

    def test_what_is_not_finite_is_refused(self):
        with self.assertRaises(ValueError):
            scores.regression([0.0], [float("nan")])
        with self.assertRaises(ValueError):
            scores.classification([0], [(float("nan"), 1)])


class Splits(unittest.TestCase):
    rows = [[str(n), "ab"[n % 2]] for n in range(100)]

    def test_are_a_function_of_table_and_seed(self):
        table = tables.Table("t", (), tables.CLASSIFICATION)
        first = splits.shuffled(self.rows, table, 1, 0)
        self.assertEqual(first, splits.shuffled(self.rows, table, 1, 0))
        self.assertNotEqual(first, splits.shuffled(self.rows, table, 2, 0))
        self.assertEqual([len(part) for part in first], [64, 16, 20])
        self.assertEqual(sorted(row for part in first for row in part), sorted(self.rows))
        self.assertEqual(sum(map(len, splits.shuffled(self.rows, table, 1, 50))), 50)

    def test_training_has_every_class(self):
        parts = splits.every_class_in_training([[["1", "a"]], [["2", "b"], ["3", "b"]], [["4", "c"], ["5", "a"]]])
        self.assertEqual(parts, [[["1", "a"], ["2", "b"], ["4", "c"]], [["3", "b"]], [["5", "a"]]])


class Preparation(unittest.TestCase):
    def test_unknown_levels_and_no_numbers_are_missing(self):
        codes, levels = prepare.category([("b", "a", ""), ("c",), ("a",)])
        self.assertEqual(levels, 2)
        self.assertEqual(list(codes[0][:2]), [1, 0])
        self.assertTrue(math.isnan(codes[0][2]) and math.isnan(codes[1][0]))
        values, _ = prepare.number([("1", ""), ("x",), ("2",)])
        self.assertTrue(math.isnan(values[0][1]) and math.isnan(values[1][0]))

    def test_standardised_with_an_indicator(self):
        values, missing = prepare.standardised(prepare.number([("1", "3", ""), ("3",), ("2",)])[0])
        self.assertAlmostEqual(values[0][2], 0)  # the median, here the mean too
        self.assertAlmostEqual(values[0][1], math.sqrt(1.5), 5)
        self.assertEqual([list(part) for part in missing], [[0, 0, 1], [0], [0]])


class Statistics(unittest.TestCase):
    ours, theirs = Contender("ours", True), Contender("theirs")

    def summary(self, records):
        found = [tables.Table(name, (), tables.CLASSIFICATION) for name in ("t", "u", "v")]
        return report.Summary(records, found, [self.ours, self.theirs], "test")

    def test_wins_ties_losses(self):
        values = {"t": (0.9, 0.88), "u": (0.9, 0.905), "v": (0.8, 0.9)}
        records = [record(t, c, 0, v) for t, pair in values.items() for c, v in zip(("ours", "theirs"), pair)]
        self.assertEqual(self.summary(records).duel(self.ours, self.theirs), [1, 1, 1])
        self.assertEqual(self.summary([r | {"tableRows": 500} for r in records]).duel(self.ours, self.theirs), [0, 0, 0])

    def test_a_failure_is_last_and_loses(self):
        records = [record("t", "ours", 0, 0.5), {**record("t", "theirs", 0, 0.9), "status": "failed", "reason": "r"}]
        summary = self.summary(records)
        self.assertEqual(summary.ranks(summary.tables[0]), [1, 2])
        self.assertEqual(summary.duel(self.ours, self.theirs), [1, 0, 0])

    def test_incomplete_tables_do_not_count(self):
        records = [record("t", "ours", 0, 0.5), record("t", "theirs", 0, 0.6), record("u", "ours", 0, 0.5)]
        self.assertEqual(self.summary(records).mean_ranks(), ([2, 1], 1))

    def test_errors_over_seeds(self):
        random = [record("t", "ours", seed, 0.9) for seed in range(5)]
        summary = self.summary(random)
        self.assertAlmostEqual(summary.standard_error(summary.tables[0], self.ours), 0.01 / math.sqrt((1 - 0.8**5) / 0.2))


unittest.main() if __name__ == "__main__" else None

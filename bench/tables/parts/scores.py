"""Metrics of a part, computed here for every contender alike."""
import csv
import json
import math
from array import array

LEAST_PROBABILITY = 1e-15


def score(split, out, part):
    """The metrics of what a runner or Chainrule predicted for a part."""
    table = json.loads((split / "table.json").read_text())
    target = array("d", (split / f"target-{part}.f64").read_bytes())
    answer = out / f"{part}.csv"
    values = from_table(answer, table) if answer.exists() else array("d", (out / f"{part}.f64").read_bytes())
    if "classes" not in table:
        return regression(target, values)
    return classification([int(label) for label in target], rows(values, len(target), len(table["classes"])))


def from_table(path, table):
    """Chainrule's predictions: a column of values, or one of probabilities for each label."""
    with path.open(newline="") as file:
        lines = csv.reader(file)
        header = next(lines)
        wanted = [f"probability_{label}" for label in table["classes"]] if "classes" in table else ["prediction"]
        missing = [name for name in wanted if name not in header]
        if missing:
            raise ValueError(f"predict wrote no column {missing[0]}, only {', '.join(header[:20])}")
        places = [header.index(name) for name in wanted]
        return array("d", (float(line[place]) for line in lines for place in places))


def rows(values, count, classes):
    if classes == 2 and len(values) == count:
        return [(1 - p, p) for p in values]
    check(len(values), count * classes)
    return [values[n * classes : (n + 1) * classes] for n in range(count)]


def check(found, expected):
    if found != expected:
        raise ValueError(f"{found} predictions instead of {expected}")


def regression(target, values):
    check(len(values), len(target))
    squares = [(a - b) ** 2 for a, b in zip(target, values)]
    if not all(map(math.isfinite, squares)):
        raise ValueError("a prediction is not finite")
    mean = math.fsum(squares) / len(squares)
    deviation = math.sqrt(math.fsum((s - mean) ** 2 for s in squares) / len(squares))
    rmse = math.sqrt(mean)
    error = deviation / math.sqrt(len(squares)) / (2 * rmse) if rmse > 0 else 0  # of the root: that of the mean over 2 rmse
    return {"rmse": rmse, "standardError": error}


def classification(labels, probabilities):
    if not all(math.isfinite(p) for row in probabilities for p in row):
        raise ValueError("a probability is not finite")
    count = len(labels)
    right = sum(max(range(len(row)), key=row.__getitem__) == label for row, label in zip(probabilities, labels))
    loss = math.fsum(-math.log(min(1, max(LEAST_PROBABILITY, row[label]))) for row, label in zip(probabilities, labels))
    accuracy = right / count
    found = {"accuracy": accuracy, "logLoss": loss / count}
    if len(probabilities[0]) == 2:
        found["auc"] = area([row[1] for row in probabilities], labels)
    found["standardError"] = math.sqrt(accuracy * (1 - accuracy) / count)
    return found


def area(scores, labels):
    """Area under the ROC curve, ties counted half; None where there is one class only."""
    order = sorted(range(len(scores)), key=scores.__getitem__)
    positives, total, n = sum(labels), 0.0, 0
    while n < len(order):
        end = n
        while end < len(order) and scores[order[end]] == scores[order[n]]:
            end += 1
        total += (n + end + 1) / 2 * sum(labels[order[i]] for i in range(n, end))
        n = end
    negatives = len(labels) - positives
    return (total - positives * (positives + 1) / 2) / (positives * negatives) if positives and negatives else None

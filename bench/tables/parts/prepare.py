"""The cells as numbers, for libraries that read no tables; the same preprocessing for all tables, fitted on training rows. README.md states it."""
import csv
import datetime
import json
import math
import re
import statistics
from array import array

from parts.splits import PARTS

DATE = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$")
NAN = float("nan")


def prepare(folder):
    """Writes for each part trees-PART.f32, dense-PART.f32 and target-PART.f64 (rows, then columns) and layout.json."""
    if (folder / "layout.json").exists():
        return
    table = json.loads((folder / "table.json").read_text())
    columns, targets = read(folder)
    trees, dense, levels = [], [], []
    for column in columns:
        for numeric in dates(column) if all_match(column, DATE.match) else [column]:
            values, codes = (None, category(numeric)) if table["categories"] else number(numeric)
            if values is None:
                trees.append(codes[0])
                levels.append(codes[1])
                dense.extend(one_hot(*codes))
            else:
                trees.append(values)
                levels.append(0)
                dense.extend(standardised(values))
    target = target_numbers(table, targets)
    for n, part in enumerate(PARTS):
        write(folder / f"trees-{part}.f32", [column[n] for column in trees])
        write(folder / f"dense-{part}.f32", [column[n] for column in dense])
        with (folder / f"target-{part}.f64").open("wb") as file:
            target[n].tofile(file)
    layout = {
        "rows": [table["rows"][part] for part in PARTS],
        "classes": len(table.get("classes", ())),
        "treeColumns": len(trees),
        "levels": levels,
        "denseColumns": len(dense),
    }
    text = "".join(f"{key} {' '.join(map(str, v)) if isinstance(v, list) else v}\n" for key, v in layout.items())
    (folder / "layout.txt").write_text(text)  # for the Java runners, which read no JSON
    (folder / "layout.json").write_text(json.dumps(layout))


def read(folder):
    """For every column, and for the target, the cells of the three parts."""
    parts = []
    for part in PARTS:
        with (folder / f"{part}.csv").open(newline="") as file:
            rows = csv.reader(file)
            next(rows)
            parts.append(list(zip(*rows)))
    columns = list(zip(*parts))
    return columns[:-1], columns[-1]


def all_match(column, accepts):
    present = [cell for cell in column[0] if cell]
    return bool(present) and all(accepts(cell) for cell in set(present))


def parsed(cell):
    try:
        value = float(cell)
        return value if math.isfinite(value) else None
    except ValueError:
        return None


def number(column):
    """(numbers of the parts, None), or (None, codes) if a training cell is no number; a later cell that is none is missing."""
    known = {cell: parsed(cell) for cell in {cell for part in column for cell in part}}
    if any(cell and known[cell] is None for cell in set(column[0])):
        return None, category(column)
    known = {cell: NAN if value is None else value for cell, value in known.items()}
    return [array("f", map(known.__getitem__, part)) for part in column], None


def category(column):
    """Codes 0, 1, ... of the sorted levels of the training rows; what is missing or unknown is NaN."""
    levels = sorted(set(column[0]) - {""})
    code = {level: float(n) for n, level in enumerate(levels)}
    return [array("f", (code.get(cell, NAN) for cell in part)) for part in column], max(1, len(levels))


def dates(column):
    """Year, month, day, weekday, and minute of the day where there is a time."""

    def fields(cell):
        if not DATE.match(cell):
            return ("",) * 5
        at = datetime.datetime.fromisoformat(cell)
        return tuple(map(str, (at.year, at.month, at.day, at.weekday(), at.hour * 60 + at.minute)))

    known = {cell: fields(cell) for cell in {cell for part in column for cell in part}}
    made = [[[known[cell][n] for cell in part] for part in column] for n in range(5)]
    return [field for field in made if len(set(field[0])) > 1]


def standardised(values):
    """Mean 0 and deviation 1 over the training rows, the median for what is missing, and a column that tells of it."""
    present = [v for v in values[0] if v == v]
    middle = statistics.median(present) if present else 0.0
    filled = [[middle if v != v else v for v in part] for part in values]
    mean = math.fsum(filled[0]) / len(filled[0])
    deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in filled[0]) / len(filled[0]))
    factor = 1 / deviation if deviation > 1e-12 * max(1, abs(mean)) else 0
    yield [array("f", ((v - mean) * factor for v in part)) for part in filled]
    if len(present) < len(values[0]):
        yield [array("f", (float(v != v) for v in part)) for part in values]


def one_hot(codes, levels):
    for level in range(levels):
        yield [array("f", (float(v == level) for v in part)) for part in codes]


def target_numbers(table, parts):
    if "classes" in table:
        code = {label: float(n) for n, label in enumerate(table["classes"])}
        return [array("d", (code[cell] for cell in part)) for part in parts]
    return [array("d", map(float, part)) for part in parts]


def write(path, columns):
    count = len(columns[0]) if columns else 0
    cells = array("f", bytes(4 * count * len(columns)))
    for n, column in enumerate(columns):
        cells[n :: len(columns)] = column
    with path.open("wb") as file:
        cells.tofile(file)

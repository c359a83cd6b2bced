"""Training, validation and test rows as CSV files: the same for every contender."""
import csv
import json
import os
import random
import shutil

from parts import tables

PARTS = ("train", "val", "test")


def split(table, data, work, seed, cap):
    """The folder of the split, written if it is not there; its table.json describes it."""
    wanted = f"{table.name}-published" if table.published else f"{table.name}-{seed}" + (f"-cap{cap}" if cap else "")
    folder = work / "splits" / wanted
    if (folder / "table.json").exists():
        return folder
    names, parts = tables.read(table, data)
    whole = sum(map(len, parts))
    if not table.published:
        parts = shuffled([row for part in parts for row in part], table, seed, cap)
    if table.task == tables.CLASSIFICATION:
        parts = every_class_in_training(parts)
    unfinished = folder.with_name(f"{wanted}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for part, rows in zip(PARTS, parts):
        with (unfinished / f"{part}.csv").open("w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            writer.writerows(rows)
    description = {
        "table": table.name,
        "task": table.task,
        "target": names[-1],
        "categories": table.categories,
        "published": table.published,
        "tableRows": whole,
        "rows": {part: len(rows) for part, rows in zip(PARTS, parts)},
    }
    if table.task == tables.CLASSIFICATION:
        description["classes"] = sorted({row[-1] for row in parts[0]})
    (unfinished / "table.json").write_text(json.dumps(description, indent=1))
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return folder


def shuffled(rows, table, seed, cap):
    """64 % to train, 16 % to validate, 20 % to test, at random; of a table with more rows than the cap a sample."""
    order = list(range(len(rows)))
    random.Random(f"{table.name} {seed}").shuffle(order)  # of a string: the same in every version of Python
    order = order[: cap or None]
    test, val = round(0.2 * len(order)), round(0.36 * len(order))
    return [[rows[i] for i in order[start:end]] for start, end in ((val, None), (test, val), (0, test))]


def every_class_in_training(parts):
    """A class that training lacks gets its first row from validation or test, so that nobody meets an unknown label."""
    train, *others = parts
    seen = {row[-1] for row in train}
    kept = []
    for part in others:
        kept.append([])
        for row in part:
            (kept[-1] if row[-1] in seen else train).append(row)
            seen.add(row[-1])
    return [train, *kept]

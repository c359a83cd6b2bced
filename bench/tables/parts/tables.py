"""The development tables: where each file's columns and target are. Whatever INDEX.tsv lists beside them is named as unknown."""
import csv
import gzip
import json
import struct
from dataclasses import dataclass
from pathlib import Path

REGRESSION, CLASSIFICATION = "regression", "classification"


@dataclass(frozen=True)
class Table:
    """A table of the folder: files are read one after the other; target and drop are names, or positions where there is no header."""

    name: str
    files: tuple
    task: str
    target: object = -1
    header: bool = False
    delimiter: str = ","  # None: any blanks
    drop: tuple = ()
    missing: tuple = ("", "?", "NA", "null")
    categories: bool = False  # numerals are codes of categories
    kind: str = "text"  # or json or idx
    published: bool = False  # train, validation and test are given
    twin_of: str = ""  # the same rows as a table of the published splits: runs only when asked for by name


def published(folder, name, task, target):
    files = tuple(f"published_splits/{folder}/{part}.csv" for part in ("train", "val", "test"))
    return Table(name, files, task, target, header=True, published=True)


def plain(name, files, task, **more):
    return Table(name, tuple(f"{name}/{file}" for file in files.split()), task, **more)


C, R = CLASSIFICATION, REGRESSION
BLANKS = {"delimiter": None}
TABLES = [
    published("california", "california", R, "MedHouseVal"),
    published("adult", "adult", C, "income"),
    published("churn", "churn", C, "Exited"),
    plain("iris", "iris.data", C),
    plain("wine", "wine.csv", C),
    plain("breast_cancer_wdbc", "wdbc.data", C, target=1, drop=(0,)),
    plain("optdigits", "optdigits.train.data optdigits.test.data", C),
    plain("letter", "letter-recognition.data", C, target=0),
    Table("adult_raw", ("adult/adult.data", "adult/adult.test"), C, twin_of="adult"),
    plain("titanic", "titanic_openML.csv", C, target="survived", header=True, drop=("boat", "body", "name", "ticket")),
    plain("spambase", "spambase.data", C),
    plain("mushroom", "agaricus-lepiota.data", C, target=0),
    plain("german_credit", "german.data", C, **BLANKS),
    plain("pima_diabetes", "pima-indians-diabetes.data", C),
    plain("vowel", "vowel_train.csv vowel_test.csv", C, target="y", header=True),
    plain("sonar", "sonar.all-data", C),
    plain("satimage", "sat.trn sat.tst", C, **BLANKS),
    plain("ann_thyroid", "ann-train.data ann-test.data", C, **BLANKS),
    plain("magic04", "magic04.data", C),
    plain("higgs_small", "binary.train binary.test", C, target=0, **BLANKS),
    plain("bank_churn", "Churn_Modelling.csv", C, target="Exited", header=True, drop=("RowNumber", "CustomerId", "Surname"), twin_of="churn"),
    plain("soybean", "soybean.csv", C, target="Class", header=True, categories=True),
    plain("kddcup99_10pct", "kddcup.data_10_percent.gz", C),
    plain("skin_nonskin", "Skin_NonSkin.txt", C, **BLANKS),
    plain("mnist", "train-images-idx3-ubyte.gz train-labels-idx1-ubyte.gz t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz", C, kind="idx"),
    plain("penguins", "penguins.json", C, target="Species", kind="json"),
    plain("california_housing", "housing.csv", R, target="median_house_value", header=True, twin_of="california"),
    plain("diamonds", "diamonds.csv", R, target="price", header=True),
    plain("concrete", "data.txt", R, **BLANKS),
    plain("energy", "data.txt", R, **BLANKS),
    plain("kin8nm", "data.txt", R, **BLANKS),
    plain("yacht", "data.txt", R, **BLANKS),
    plain("abalone", "abalone.data", R),
    plain("auto_mpg", "mpg.csv", R, target="mpg", header=True, drop=("name",)),
    plain("insurance", "insurance.csv", R, target="charges", header=True),
    plain("flights_3m", "flights-1m.csv.gz", R, target="delay", header=True),
    plain("weather", "weather.csv", R, target="temp_max", header=True),
]


def known(data):
    """The tables that the folder has, and what its index lists beside them."""
    index = Path(data) / "INDEX.tsv"
    if not index.is_file():
        raise SystemExit(f"{data} has no INDEX.tsv; --data DIR names the folder of the development tables")
    listed = [line.split("\t")[0] for line in index.read_text().splitlines()[1:] if line.strip()]
    found = [table for table in TABLES if all((Path(data) / file).is_file() for file in table.files)]
    folders = {file.split("/")[0] for table in TABLES for file in table.files}
    return found, [name for name in listed if name not in folders]


def read(table, data):
    """Names of the columns and, for every file, its rows of text; missing cells are empty, the target is the last column."""
    if table.kind == "idx":
        return images(table, data)
    names, parts = None, []
    for file in table.files:
        header, rows = (records if table.kind == "json" else text)(table, Path(data) / file)
        width = len(header or rows[0])
        columns = header or [f"column{i}" for i in range(width)]
        target = columns.index(table.target) if isinstance(table.target, str) else range(width)[table.target]
        kept = [i for i in range(width) if i != target and columns[i] not in table.drop and i not in table.drop]
        names = [columns[i] for i in [*kept, target]]
        parts.append([[blank(row[i], table) for i in kept] + [row[target].rstrip(".")] for row in rows])
    return names, parts


def blank(cell, table):
    return "" if cell in table.missing else cell


def text(table, path):
    opened = gzip.open(path, "rt", newline="") if path.suffix == ".gz" else path.open(newline="")
    with opened as file:
        if table.delimiter is None:
            rows = [line.split() for line in file if line.strip()]
        else:
            rows = [[cell.strip() for cell in row] for row in csv.reader(file) if len(row) > 1]
    return (rows[0], rows[1:]) if table.header else (None, rows)


def records(table, path):
    rows = json.loads(path.read_text())
    names = list(rows[0])
    return names, [["" if row.get(name) is None else str(row[name]) for name in names] for row in rows]


def images(table, data):
    """MNIST's own format: a row is the pixels of an image and its label."""
    names, parts, digits = None, [], [str(i) for i in range(256)]
    for images_file, labels_file in zip(table.files[::2], table.files[1::2]):
        pixels = gzip.open(Path(data) / images_file).read()
        labels = gzip.open(Path(data) / labels_file).read()[8:]
        _, count, height, width = struct.unpack(">4i", pixels[:16])
        size = height * width
        names = [f"pixel{i}" for i in range(size)] + ["digit"]
        start = lambda n: 16 + n * size
        parts.append([[digits[v] for v in pixels[start(n) : start(n + 1)]] + [digits[labels[n]]] for n in range(count)])
    return names, parts

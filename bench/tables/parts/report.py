"""Ranks, wins and costs, as a Markdown page."""
import math
import statistics

MANY_ROWS = 500  # the tables that count for ranks and wins have more


def metric(record):
    return "rmse" if record["task"] == "regression" else "accuracy"


def line(record):
    name = f"{record['table']:18} seed {record['seed']} {record['contender']:16}"
    if record["status"] != "ok":
        return f"{name} FAILED: {record['reason']}"
    kind = metric(record)
    value = record["validation"][kind]  # the test rows are nobody's business until the end
    return f"{name} validation {kind} {value:.5g}, {record['seconds']:.1f} s, {record['modelBytes']:,} bytes"


class Summary:
    """The records of the tables and contenders that a report shows."""

    def __init__(self, records, tables, contenders, judge):
        self.judge = judge
        self.records = records
        self.contenders = [c for c in contenders if any(r["contender"] == c.name for r in records)]
        self.tables = [t for t in tables if any(r["table"] == t.name for r in records)]

    def of(self, table, contender):
        found = [r for r in self.records if r["table"] == table.name and r["contender"] == contender.name]
        return found, [r for r in found if r["status"] == "ok"]

    def value(self, table, contender):
        """Mean of the metric over the seeds; None unless every seed has one."""
        found, good = self.of(table, contender)
        return self.mean(good, metric) if found and len(good) == len(found) else None

    def mean(self, records, name):
        values = [r[self.judge].get(name(r) if callable(name) else name) for r in records]
        return statistics.fmean(values) if values and None not in values else None

    def standard_error(self, table, contender):
        """Of the metric: the seeds' variances pooled, over the rows that are in any seed's test (or validation) rows."""
        _, good = self.of(table, contender)
        variance = statistics.fmean(r[self.judge]["standardError"] ** 2 for r in good)
        if table.published or len(good) == 1:
            return math.sqrt(variance)  # the same rows for every seed
        part = "val" if self.judge == "validation" else "test"
        rows = good[0]["rows"]
        share = rows[part] / sum(rows.values())
        distinct = (1 - (1 - share) ** len(good)) / share  # in test sets of one seed
        return math.sqrt(variance / distinct)

    def complete(self, table, contenders=None):
        """Whether every contender was run on the table, be it in vain, with the same seeds."""
        seeds = [sorted(r["seed"] for r in self.of(table, c)[0]) for c in contenders or self.contenders]
        return all(seeds) and all(one == seeds[0] for one in seeds)

    def many_rows(self, table):
        return next(r["tableRows"] for r in self.records if r["table"] == table.name) > MANY_ROWS

    def ranks(self, table):
        """A rank for each contender, 1 the best; equals share theirs, failures share the last."""
        lower = table.task == "regression"
        values = [self.value(table, c) for c in self.contenders]
        keys = [math.inf if v is None else v if lower else -v for v in values]
        return [(sum(k < key for k in keys) + sum(k <= key for k in keys) + 1) / 2 for key in keys]

    def mean_ranks(self, many_rows=True):
        """Mean ranks over the complete tables, and how many they are."""
        counted = [self.ranks(t) for t in self.tables if self.complete(t) and (self.many_rows(t) or not many_rows)]
        if not counted:
            return [None] * len(self.contenders), 0
        return [statistics.fmean(column) for column in zip(*counted)], len(counted)

    def duel(self, ours, theirs):
        """(wins, ties, losses) on tables of many rows; a tie is within one standard error (the root mean square of both)."""
        score = [0, 0, 0]
        for table in self.tables:
            if not self.many_rows(table) or not self.complete(table, [ours, theirs]):
                continue
            a, b = self.value(table, ours), self.value(table, theirs)
            if a is None or b is None:
                score[1 if a is b else 2 if a is None else 0] += 1
                continue
            errors = [self.standard_error(table, c) for c in (ours, theirs)]
            better = b - a if table.task == "regression" else a - b
            tie = abs(better) <= math.sqrt(statistics.fmean(e * e for e in errors))
            score[1 if tie else 0 if better > 0 else 2] += 1
        return score

    def cost(self, contender, name):
        """Median over the tables of the mean over the seeds."""
        means = []
        for table in self.tables:
            _, good = self.of(table, contender)
            if good:
                means.append(statistics.fmean(r[name] for r in good))
        return statistics.median(means) if means else None


def shown(value, kind):
    if value is None:
        return "-"
    if kind in ("accuracy", "auc", "logLoss"):
        return f"{value:.4f}"
    return f"{value:.4g}" if abs(value) < 10000 else f"{value:.0f}"


def size(number):
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            return f"{number:.3g} {unit}"
        number /= 1000


def grid(head, rows):
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in [head, ["---"] * len(head), *rows])


def metrics(summary, name, tables, best):
    """A row per table, a column per contender; the best in bold, failures named."""
    rows = []
    for table in tables:
        kind = name or ("rmse" if table.task == "regression" else "accuracy")
        cells, values = [], []
        for contender in summary.contenders:
            found, good = summary.of(table, contender)
            value = summary.mean(good, kind) if len(good) == len(found) else None
            values.append(value)
            cells.append("-" if not found else f"failed ({len(found) - len(good)})" if len(good) < len(found) else shown(value, kind))
        present = [v for v in values if v is not None]
        if present:
            least = (min if best == "low" or kind == "rmse" else max)(present)
            cells = [f"**{cell}**" if v == least else cell for cell, v in zip(cells, values)]
        rows.append([f"{table.name}{'' if name else ', RMSE' if kind == 'rmse' else ''}", *cells])
    return grid(["", *(c.name for c in summary.contenders)], rows)


def costs(summary):
    (ranks, count), (all_ranks, all_count) = summary.mean_ranks(), summary.mean_ranks(many_rows=False)
    text = lambda value, form: "-" if value is None else form(value)
    rows = []
    for contender, rank, all_rank in zip(summary.contenders, ranks, all_ranks):
        mine = [r for r in summary.records if r["contender"] == contender.name]
        rows.append([
            f"{contender.title} (`{contender.name}`)",
            text(rank, "{:.2f}".format),
            text(all_rank, "{:.2f}".format),
            *(text(summary.cost(contender, name), "{:.3g}".format) for name in ("seconds", "processorSeconds")),
            f"{sum(r.get('seconds', 0) for r in mine):.0f}",
            *(text(summary.cost(contender, name), size) for name in ("modelBytes", "peakBytes")),
            sum(r["status"] != "ok" for r in mine) or "",
        ])
    head = ["", f"mean rank, {count} tables of more than {MANY_ROWS} rows", f"mean rank, {all_count} tables"]
    head += ["seconds to train, median", "of processors, median", "seconds, all runs", "model, median", "peak memory, median", "failed runs"]
    return grid(head, rows)


def duels(summary):
    ours = [c for c in summary.contenders if c.chainrule]
    theirs = [c for c in summary.contenders if not c.chainrule]
    if not ours or not theirs:
        return None
    rows = []
    for one in ours:
        scores = [summary.duel(one, other) for other in theirs]
        share = lambda s: f", {100 * (s[0] + s[1]) / sum(s):.0f} %" if sum(s) else ""
        rows.append([one.name, *(f"{'/'.join(map(str, s))}{share(s)}" for s in scores)])
    return grid(["wins/ties/losses, share not lost", *(c.name for c in theirs)], rows)


def markdown(summary, facts, cap):
    seeds = sorted({r["seed"] for r in summary.records})
    classes = [t for t in summary.tables if t.task == "classification"]
    two = [t for t in classes if any("auc" in r[summary.judge] for r in summary.records if r["table"] == t.name and r["status"] == "ok")]
    sampled = sorted({r["table"] for r in summary.records if r["rowsCap"] and r["tableRows"] > r["rowsCap"]})
    lines = [f"# Chainrule and its peers on tables: {summary.judge} rows", "", *facts]
    lines.append(f"Means over {len(seeds)} seed{'s' if len(seeds) > 1 else ''}; threads a run: {join({r['threads'] for r in summary.records})}.")
    versions = {c.name: sorted({r["version"] or "?" for r in summary.records if r["contender"] == c.name and r["status"] == "ok"}) for c in summary.contenders}
    lines.append(f"Versions: {'; '.join(f'{name} {join(found)}' for name, found in versions.items() if found)}.")
    if sampled:
        lines.append(f"Of {', '.join(sampled)} a random sample of {cap} rows (`--rows-cap`).")
    if summary.judge == "validation":
        lines.append("Judged on the validation rows, which early stopping and the presets see: good for choosing, flattering for those who choose by them.")
    lines += ["", "## Accuracy (RMSE where it says so)", "", metrics(summary, None, summary.tables, "high")]
    lines += ["", "## Ranks and costs", "", costs(summary)]
    lines += ["", "Ranks are over the tables on which every contender shown was run; who failed there is last."]
    if duels(summary):
        lines += ["", f"## Chainrule against each peer, tables of more than {MANY_ROWS} rows", "", duels(summary)]
        lines += ["", "A tie is a difference within one standard error of the metric (binomial, or of the squared errors; pooled over the seeds)."]
    if classes:
        lines += ["", "## Log loss", "", metrics(summary, "logLoss", classes, "low")]
    if two:
        lines += ["", "## Area under the ROC curve, two classes", "", metrics(summary, "auc", two, "high")]
    failures = [f"- {r['contender']} on {r['table']}, seed {r['seed']}: {r['reason']}" for r in summary.records if r["status"] != "ok"]
    if failures:
        lines += ["", "## Failures", "", *failures]
    return "\n".join(lines) + "\n"


def join(values):
    return ", ".join(map(str, sorted(values)))

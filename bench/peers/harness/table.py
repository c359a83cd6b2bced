"""Medians and the table of ratios."""
import statistics


def thousands(rows_per_second):
    value = rows_per_second / 1000
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def median(results, peer, workload, threads, field="rowsPerSecond"):
    """The median over the rounds, None where there is no result."""
    values = [
        r[field]
        for r in results
        if (r["peer"], r["workload"], r["threads"]) == (peer, workload, threads) and field in r
    ]
    return statistics.median(values) if values else None


def best(results, workload, names):
    """(rows a second, peer, threads) of the best median of these peers, None where there is none."""
    keys = {(r["peer"], r["threads"]) for r in results if r["workload"] == workload and r["peer"] in names}
    candidates = [(median(results, peer, workload, threads), peer, threads) for peer, threads in keys]
    return max(candidates, default=None)


def ratio(results, workload, others):
    """Chainrule at its best over the best peer, the range of that ratio over the rounds, and who the best peer is."""
    ours, theirs = best(results, workload, ["chainrule"]), best(results, workload, others)
    if ours is None or theirs is None:
        return "-"
    rounds = []
    for number in sorted({r["round"] for r in results}):
        same = [r for r in results if r["round"] == number]
        mine, peer = best(same, workload, ["chainrule"]), best(same, workload, [theirs[1]])
        if mine and peer:
            rounds.append(mine[0] / peer[0])
    text = f"**{ours[0] / theirs[0]:.2f}** {theirs[1]}, {theirs[2]} thread{'s' if theirs[2] > 1 else ''}"
    return text + (f" ({min(rounds):.2f} to {max(rounds):.2f})" if len(rounds) > 1 else "")


def cells(results, peer, workloads, settings, field="rowsPerSecond"):
    for workload in workloads:
        values = [median(results, peer, workload, threads, field) for threads in settings]
        yield " / ".join("-" if value is None else thousands(value) for value in values)


def markdown(results, peers, workloads, threads):
    """Rows a second in thousands, and the ratio of Chainrule to the best peer."""
    settings = " / ".join(map(str, threads))
    lines = [
        f"| thousand rows a second on {settings} threads | {' | '.join(workloads)} |",
        "|---" * (len(workloads) + 1) + "|",
    ]

    def row(title, columns):
        lines.append(f"| {title} | {' | '.join(columns)} |")

    for peer in peers:
        versions = {r["version"] for r in results if r["peer"] == peer.name}
        if not versions:
            continue
        title = f"{peer.title} {versions.pop()}"
        if peer.name == "chainrule":
            row(f"{title}, {settings} / automatic", cells(results, peer.name, workloads, [*threads, 0]))
            with_validation = cells(results, peer.name, workloads, [*threads, 0], "rowsPerSecondWithValidation")
            row("the same by the wall clock, validation included", with_validation)
        else:
            row(title + (" \\*" if peer.slow else ""), cells(results, peer.name, workloads, threads))
    others = [peer.name for peer in peers if peer.name != "chainrule"]
    row("Chainrule / best peer (range over the rounds)", [ratio(results, workload, others) for workload in workloads])
    return "\n".join(lines)

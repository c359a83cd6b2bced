"""Ranks and costs as an SVG picture: mean rank against the median seconds of training, the model's size as the area of the dot."""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 575, 70, 40, 90, 60
OURS, THEIRS = "#c2410c", "#475569"


def svg(summary, judge):
    ranks, count = summary.mean_ranks()
    if not count:
        ranks, count = summary.mean_ranks(many_rows=False)
    dots = []
    for contender, rank in zip(summary.contenders, ranks):
        seconds, size = summary.cost(contender, "seconds"), summary.cost(contender, "modelBytes")
        if None not in (rank, seconds, size):
            dots.append((contender, rank, max(seconds, 1e-3), size))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="14" fill="#1f2937">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="28" font-size="18" font-weight="bold">Rank and cost on {count} tables, judged on {judge} rows</text>',
        f'<text x="{LEFT}" y="50"><tspan fill="{OURS}">Chainrule’s presets</tspan> and <tspan fill="{THEIRS}">peers</tspan>; '
        "up and left is better; the area is the size of the model</text>",
    ]
    if not dots:
        return "\n".join([*parts, f'<text x="{LEFT}" y="120">No table has results of every contender yet.</text></svg>'])
    low = math.floor(math.log10(min(d[2] for d in dots)))
    high = max(low + 1, math.ceil(math.log10(max(d[2] for d in dots))))
    most = max(2, len(summary.contenders))
    x = lambda seconds: LEFT + (math.log10(seconds) - low) / (high - low) * (WIDTH - LEFT - RIGHT)
    y = lambda rank: TOP + (rank - 1) / (most - 1) * (HEIGHT - TOP - BOTTOM)
    parts += axes(x, y, low, high, most)
    parts += circles(dots, x, y)
    return "\n".join([*parts, "</svg>"])


def axes(x, y, low, high, most):
    for power in range(low, high + 1):
        at = x(10**power)
        yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 8}" y2="{HEIGHT - BOTTOM + 8}" stroke="#e5e7eb"/>'
        yield f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 26}" text-anchor="middle">{10**power:g} s</text>'
        for step in range(2, 10) if power < high else ():
            at = x(step * 10**power)
            yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 8}" stroke="#cbd5e1"/>'
    for rank in range(1, most + 1):
        yield f'<line x1="{LEFT - 8}" x2="{WIDTH - RIGHT}" y1="{y(rank):.1f}" y2="{y(rank):.1f}" stroke="#e5e7eb"/>'
        yield f'<text x="{LEFT - 14}" y="{y(rank) + 5:.1f}" text-anchor="end">{rank}</text>'
    yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">seconds to train, median of the tables</text>'
    yield f'<text transform="translate(20 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">mean rank</text>'


def circles(dots, x, y):
    taken = []  # heights of the labels so far, so that none hides another
    largest = max(size for *_, size in dots)
    for contender, rank, seconds, size in sorted(dots, key=lambda d: d[1]):
        at, height, radius = x(seconds), y(rank), 4 + 18 * math.sqrt(size / largest)
        colour = OURS if contender.chainrule else THEIRS
        label = f"{contender.name} ({rank:.2f})"
        reach = 8 * len(label)
        left = at + radius + 6 + reach > WIDTH
        start = at - radius - 6 - reach if left else at + radius + 6
        text = height + 5
        while any(abs(text - other) < 15 and start < to and other_start < start + reach for other, other_start, to in taken):
            text += 15
        taken.append((text, start, start + reach))
        yield f'<circle cx="{at:.1f}" cy="{height:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.6" stroke="{colour}"/>'
        anchor = f'x="{at - radius - 6:.1f}" text-anchor="end"' if left else f'x="{start:.1f}"'
        yield f'<text {anchor} y="{text:.1f}" fill="{colour}">{escape(label)}</text>'

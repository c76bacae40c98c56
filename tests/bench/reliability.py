#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draw probabilities against truth: a reliability diagram as SVG.

    reliability.py AFTER.json [BEFORE.json] > RELIABILITY.svg

The files are those of truth_bench.py --json. A panel for each kind of text: a
dot for each tenth of the probability, at the mean probability of its pairs and
the share of them that is right; its area is their number. On the diagonal the
probabilities are true. Bars: how many of the pairs have such a probability.
"""
import html
import json
import math
import sys

PANELS = (
    ("Translations", ("whole", "piece")),
    ("Unrelated texts", ("unrelated",)),
    ("Half related texts", ("half kept", "half replaced")),
    ("Comparable texts", ("neighbour", "rewritten")),
    ("Digests", ("digest",)),
    ("Pairs alone (zhen score)", ("pairs",)),
)
SIDE, BARS, LEFT, TOP, GAP_X, GAP_Y = 220, 50, 62, 64, 44, 66
BLUE, GREY, INK = "#1f5fa8", "#b4b4b4", "#333333"


def read(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)["sets"]


def bins_of(sets, kinds):
    """Of all sets, for each bin: number, right, sum of the probabilities."""
    total = [[0, 0, 0.0] for _ in range(10)]
    for s in sets.values():
        for kind, tally in s.items():
            if any(kind == k or kind.startswith(k + " ") for k in kinds):
                for mine, theirs in zip(total, tally["bins"]):
                    for i in range(3):
                        mine[i] += theirs[i]
    return total


def text(x, y, what, size=12, anchor="middle", more=""):
    return (f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" '
            f'text-anchor="{anchor}" {more}>{html.escape(what)}</text>')


def line(x1, y1, x2, y2, colour, more=""):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
            f'stroke="{colour}" {more}/>')


def frame(x, y, title):
    bottom = y + SIDE
    yield text(x + SIDE / 2, y - 24, title, 15, more='font-weight="bold"')
    for height, top in ((SIDE, y), (BARS, bottom + 8)):
        yield (f'<rect x="{x}" y="{top}" width="{SIDE}" height="{height}" '
               f'fill="none" stroke="#cccccc"/>')
    yield line(x, bottom, x + SIDE, y, "#999999", 'stroke-dasharray="4 3"')
    for k in (0, .5, 1):
        yield text(x + k * SIDE, bottom + BARS + 24, f"{k:g}")
        yield text(x - 6, bottom - k * SIDE + 4, f"{k:g}", anchor="end")


def series(x, y, bins, colour, filled, place):
    """Dots and bars; place is 0 for the first of two series."""
    count = sum(b[0] for b in bins)
    bottom = y + SIDE
    for k, (n, right, total) in enumerate(bins):
        if not n:
            continue
        radius = 2.5 + 9 * math.sqrt(n / count)
        style = (f'fill="{colour}" fill-opacity=".75"' if filled else
                 f'fill="none" stroke="{colour}" stroke-width="2"')
        yield (f'<circle cx="{x + total / n * SIDE:.1f}" '
               f'cy="{bottom - right / n * SIDE:.1f}" r="{radius:.1f}" '
               f'{style}/>')
        height = n / count * (BARS - 4)
        yield (f'<rect x="{x + k * SIDE / 10 + 2 + 9 * place:.1f}" '
               f'y="{bottom + 8 + BARS - height:.1f}" width="9" '
               f'height="{height:.1f}" fill="{colour}"/>')


def error(bins):
    n = sum(b[0] for b in bins)
    return f"{sum(abs(b[2] - b[1]) for b in bins) / n:.3f}" if n else "-"


def note(after, before):
    """What is said below the title of a panel."""
    count = sum(b[0] for b in after)
    if before and sum(b[0] for b in before):
        return f"{count:,} pairs, error {error(after)} (before: {error(before)})"
    return f"{count:,} pairs, error {error(after)}"


def draw(after, before):
    width = LEFT + 3 * SIDE + 2 * GAP_X + 20
    step = SIDE + BARS + GAP_Y + 30
    height = TOP + 2 * step + 16
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
           f'height="{height}" viewBox="0 0 {width} {height}" fill="{INK}" '
           f'font-family="Helvetica, Arial, sans-serif">')
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    for k, (title, kinds) in enumerate(PANELS):
        x = LEFT + k % 3 * (SIDE + GAP_X)
        y = TOP + k // 3 * step
        yield from frame(x, y, title)
        new = bins_of(after, kinds)
        old = bins_of(before, kinds) if before else None
        yield text(x + SIDE / 2, y - 8, note(new, old), 11)
        if old:
            yield from series(x, y, old, GREY, False, 0)
        yield from series(x, y, new, BLUE, True, 1)
        if k % 3 == 0:
            yield text(x - 30, y + SIDE / 2, "share that is right",
                       more=f'transform="rotate(-90 {x - 30} {y + SIDE / 2})"')
        yield text(x + SIDE / 2, y + SIDE + BARS + 40, "probability")
    key = [("filled", BLUE, "dots and bars: this version")]
    if before:
        key.append(("ring", GREY, "rings and bars: before"))
    for k, (shape, colour, what) in enumerate(key):
        x = LEFT + k * 240
        style = f'fill="{colour}"' if shape == "filled" else \
            f'fill="none" stroke="{colour}" stroke-width="2"'
        yield f'<circle cx="{x + 6}" cy="{height - 18}" r="6" {style}/>'
        yield text(x + 20, height - 14, what, anchor="start")
    yield text(width - 20, height - 14, "error: expected calibration error, "
               "ten bins", anchor="end")
    yield "</svg>"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sets = [read(path) for path in sys.argv[1:]]
    print("\n".join(draw(sets[0], sets[1] if len(sets) > 1 else None)))


if __name__ == "__main__":
    main()

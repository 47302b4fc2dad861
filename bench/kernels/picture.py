"""The ratios as bars, each with a mark where its goal is: an SVG without a library."""

from __future__ import annotations

import math
from html import escape
from typing import Any

WIDTH, LEFT, RIGHT, BAR, STEP, GAP = 960, 330, 160, 13, 19, 14
LOW, HIGH = 0.25, 16.0
FAST, MISSED, PLAIN, MARK, INK, FAINT = "#2a6f97", "#c8553d", "#9aa5b1", "#1f2933", "#1f2933", "#d9dee3"


def place(ratio: float) -> float:
    """Where a ratio stands, in pixels: the axis is logarithmic."""
    share = math.log(min(max(ratio, LOW), HIGH) / LOW) / math.log(HIGH / LOW)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def text(x: float, y: float, words: str, anchor: str = "start", size: int = 12, weight: str = "normal") -> str:
    """A line of text."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" '
        f'fill="{INK}">{escape(words)}</text>'
    )


def line(x: float, top: float, bottom: float, colour: str, width: float) -> str:
    """A vertical line."""
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}" stroke="{colour}" stroke-width="{width}"/>'
    )


def draw(rows: list[dict[str, Any]]) -> str:
    """The picture of the table's rows; those far off the axis are told in words below."""
    shown = [row for row in rows if row["against"] != "plain loops"]
    told = [row for row in rows if row["against"] == "plain loops"]
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in shown:
        groups.setdefault((row["kernel"], row["against"]), []).append(row)
    top = 78
    parts, y = [], float(top)
    for (kernel, against), found in groups.items():
        parts.append(text(20, y + 11, kernel, size=12, weight="bold"))
        parts.append(text(20, y + STEP + 10, f"against {against}", size=11))
        for row in found:
            parts += bar(row, y)
            y += STEP
        y += GAP
    height = y + 34 + 18 * len(told)
    axis = []
    for tick in (0.25, 0.5, 1, 2, 4, 8, 16):
        axis.append(line(place(tick), top - 8, y - GAP + 2, MARK if tick == 1 else FAINT, 1))
        axis.append(text(place(tick), top - 14, f"{tick:g}x", "middle", 11))
    foot = [
        text(20, y + 14 + 18 * k, f"{row['kernel']}, {row['size']} {row['dtype']}, against plain loops: {row['ratio']:,.0f} "
             f"times as fast; goal {row['goal']:,.0f}.")
        for k, row in enumerate(told)
    ]  # fmt: skip
    head = [
        text(20, 24, "How many times faster than torch 2.13, or than the limit named", size=15, weight="bold"),
        text(20, 44, "One thread. A black mark is the goal; blue: reached; red: missed; grey: nothing was promised."),
    ]
    body = "\n".join([*head, *axis, *parts, *foot])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}" '
        f'font-family="Helvetica, Arial, sans-serif">\n<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def bar(row: dict[str, Any], y: float) -> list[str]:
    """One row: what it is, the bar, the goal, the figures."""
    ratio, goal = row["ratio"], row["goal"]
    colour = PLAIN if goal is None else FAST if row["reached"] else MISSED
    end = place(ratio)
    found = [
        text(LEFT - 8, y + 11, f"{row['size']} {row['dtype']}", "end", 11),
        f'<rect x="{LEFT}" y="{y:.1f}" width="{max(end - LEFT, 1):.1f}" height="{BAR}" fill="{colour}"/>',
    ]
    if goal is not None:
        found.append(line(place(goal), y - 2, y + BAR + 2, MARK, 2.5))
    words = f"{ratio:.2f}" + ("" if goal is None else f", goal {goal:.2f}" + ("" if row["reached"] else ": missed"))
    found.append(text(max(end, place(goal or LOW)) + 8, y + 11, words, size=11))
    return found

"""The drawings of the design as SVG with classes and presentation attributes only.

Inline style is refused by the content security policy. A drawing is never the only carrier
of its meaning: text stands beside it, so every drawing is hidden from assistive technology.
"""

import math
from collections.abc import Sequence
from itertools import accumulate

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

HIDDEN = SafeString('aria-hidden="true" focusable="false"')
RADII = {"elders": 56, "later": 36, "nu": 18}
WORDS = {"plus": "het wordt beter", "let": "let op", "leeg": "nog niet bekend"}
ROW_HEIGHT = 100


def welfare_picture(
    nu: str | None, later: str | None, elders: str | None, *, large: bool = False
) -> SafeString:
    """Three half circles: solid for plus, striped for let, empty for leeg or None."""
    values = {"elders": elders, "later": later, "nu": nu}
    arcs = format_html_join(
        "",
        '<path {} d="M0 57a{} {} 0 0 1 {} 0"/>',
        ((_fill(name, values[name]), r, r, 2 * r) for name, r in RADII.items()),
    )
    return format_html(
        '<svg viewBox="-2 -2 116 59" {}{}><g class="inktlijn" stroke-width="{}">{}</g></svg>',
        HIDDEN,
        SafeString(' class="pkop__zij"') if large else "",
        "1.5" if large else "3",
        arcs,
    )


def _fill(name: str, value: str | None) -> SafeString:
    if value == "plus":
        return format_html('class="v-{}"', name)
    if value == "let":
        return format_html('fill="url(#streep-{})"', name)
    return SafeString('class="leeg"')


def welfare_text(nu: str | None, later: str | None, elders: str | None) -> SafeString:
    """The same in words, for who does not see the drawing."""
    words = [WORDS.get(value or "leeg", WORDS["leeg"]) for value in (nu, later, elders)]
    return format_html(
        '<span class="verborgen">Hier en nu: {}. Later: {}. Elders: {}.</span>', *words
    )


def single_circle(dimension: str) -> SafeString:
    """The mark with one half circle in colour."""
    arcs = format_html_join(
        "",
        '<path class="{} {}" stroke-width="3" d="M0 56a{} {} 0 0 1 {} 0z"/>',
        (
            (_edge(name), f"v-{name}" if name == dimension else "vroeg", r, r, 2 * r)
            for name, r in RADII.items()
        ),
    )
    return format_html('<svg viewBox="0 0 112 57" {}>{}</svg>', HIDDEN, arcs)


def _edge(name: str) -> str:
    return "" if name == "elders" else "rand"


def bar(part: float, whole: float) -> SafeString:
    """A bar of which part of the whole is filled."""
    width = round(min(part / whole, 1) * 100) if whole else 0
    return format_html(
        '<svg viewBox="0 0 100 6" preserveAspectRatio="none" {}>'
        '<rect width="100" height="6" class="staaf__vlak"/>'
        '<rect width="{}" height="6" class="staaf__deel"/></svg>',
        HIDDEN,
        width,
    )


def evidence_picture(strength: int) -> SafeString:
    """Three half circles of ink, filled from the inside outwards."""
    arcs = format_html_join(
        "",
        '<path d="M0 56a{} {} 0 0 1 {} 0z" class="{}"/>',
        (
            (r, r, 2 * r, "is-vol" if 3 - index <= strength else "is-leeg")
            for index, r in enumerate(RADII.values())
        ),
    )
    return format_html('<svg class="sterkte" viewBox="-2 -2 116 60" {}>{}</svg>', HIDDEN, arcs)


def progress_ring(done: int, total: int) -> SafeString:
    """A half ring in as many pieces as there are parts, with the count under it."""
    total = max(total, 1)
    pieces = format_html_join(
        "",
        '<path class="{}" d="{}"/>',
        (("is-vol" if i < done else "is-leeg", _ring_piece(i, total)) for i in range(total)),
    )
    return format_html(
        '<span class="vulling"><svg viewBox="0 0 100 52" {}>{}</svg><b>{} van {}</b></span>',
        HIDDEN,
        pieces,
        done,
        total,
    )


def _ring_piece(index: int, total: int, inner: int = 28, outer: int = 48) -> str:
    start = math.pi - index * math.pi / total - 0.03
    end = math.pi - (index + 1) * math.pi / total + 0.03

    def point(radius: int, angle: float) -> str:
        return f"{50 + radius * math.cos(angle):.1f} {50 - radius * math.sin(angle):.1f}"

    return (
        f"M{point(inner, start)}L{point(outer, start)}"
        f"A{outer} {outer} 0 0 1 {point(outer, end)}L{point(inner, end)}"
        f"A{inner} {inner} 0 0 0 {point(inner, start)}z"
    )


def flow(rows: Sequence[tuple[int, bool]]) -> SafeString:
    """Lines from the foot of every row to the foot of the last one.

    A row is its height (in rows of the picture) and whether its line is dashed. The last row
    runs straight on and is drawn by the style sheet: browsers cull a straight path on the
    edge of a drawing.
    """
    if not rows:
        return SafeString("")
    feet = list(accumulate(height * ROW_HEIGHT for height, _ in rows))
    lines = format_html_join(
        "",
        '<path d="M0 {}C55 {} 45 {} 100 {}" vector-effect="non-scaling-stroke"{}/>',
        (
            (foot, foot, feet[-1], feet[-1], SafeString(' class="is-streep"') if dashed else "")
            for (_, dashed), foot in zip(rows[:-1], feet[:-1], strict=True)
        ),
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 100 {}" preserveAspectRatio="none" {}>{}</svg>',
        "stroom stroom--streep" if rows[-1][1] else "stroom",
        feet[-1],
        HIDDEN,
        lines,
    )


def effect_picture(dimension: str, up: int, down: int) -> SafeString:
    """Half circles on a line: above it what gets better, striped under it what gets worse.

    The more groups, the larger. Neither up nor down: not known yet, an outline in dots.
    """
    shapes = []
    if up:
        shapes.append(format_html('<path class="v-{}" d="{}"/>', dimension, _half(up, 0)))
    if down:
        striped = '<path class="af__neer" fill="url(#streep-{})" d="{}"/>'
        shapes.append(format_html(striped, dimension, _half(down, 1)))
    if not shapes:
        shapes.append(format_html('<path class="af__open" d="{}"/>', _half(1, 0)))
    drawn = format_html_join("", "{}", ((shape,) for shape in shapes))
    return format_html('<svg viewBox="0 0 100 64" {}>{}</svg>', HIDDEN, drawn)


def _half(number: int, side: int) -> str:
    radius = (19, 25, 30)[min(number, 3) - 1]
    direction = 0 if side else 1
    return f"M{50 - radius} 32a{radius} {radius} 0 0 {direction} {2 * radius} 0z"

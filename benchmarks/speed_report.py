"""The tables and the ratios of what ``speed.py`` measured, as text for people and for programs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import lighthouse, peers
from netwerk.kern.dev.environment import ROOT

WHERE, FIRST = ROOT / "docs/speed.md", ROOT / "README.md"
BEGIN, END = "<!-- gemeten -->", "<!-- einde -->"
WHO = ("visitor", "member")
MANY = "16"  # connections, where the ratios are taken
PUBLIC = ("home", "handboek", "advies", "casus met 20 reacties", "bijeenkomst")
WAGTAIL = ("wagtail", "page of an advies, page cache")
MISAGO = ("misago", "thread of 20 replies")
HEADLINES = {
    "anonymous_advies_vs_bare": "an advies for a visitor, against a bare view of as many bytes",
    "anonymous_advies_vs_wagtail_cached": "the same, against a page of Wagtail with its page cache",
    "casus_signed_in_vs_bare": "a casus with 20 reacties for a member, against a bare view",
    "casus_signed_in_vs_misago": "the same, against an anonymous thread of 20 posts in Misago",
    "scale_100_vs_1_worst": "the page that slows down most at a hundred times the content, in time",
    "search_1m_vs_10k_p95": "searching a million reacties against ten thousand, in time (p95)",
}
Kind = dict[str, Any]


def kind(result: dict[str, Any], scale: str, name: str) -> Kind:
    """Return what was measured of one kind of page."""
    found: Kind = next(each for each in result["scales"][scale]["kinds"] if each["name"] == name)
    return found


def share(of: Kind, who: str) -> float | None:
    """Return the rate of a page as part of that of the bare view of as many bytes."""
    speed = of["speed"]
    if who not in speed or f"{who}_bare" not in speed:
        return None
    return float(speed[who][MANY]["rate"] / speed[f"{who}_bare"][MANY]["rate"])


def ratios(result: dict[str, Any]) -> dict[str, float]:
    """Return the numbers that the bars are about, rounded to three figures."""
    found: dict[str, float | None] = {}
    scales = list(result["scales"])
    first = scales[0]
    found["anonymous_advies_vs_bare"] = share(kind(result, first, "advies"), "visitor")
    public = [share(kind(result, first, name), "visitor") for name in PUBLIC]
    found["anonymous_public_vs_bare_worst"] = min(each for each in public if each is not None)
    casus = kind(result, first, "casus met 20 reacties")
    found["casus_signed_in_vs_bare"] = share(casus, "member")
    found |= _against_peers(result)
    found["search_1m_vs_10k_p95"] = result.get("search", {}).get("ratio")
    if len(scales) > 1:
        found["scale_100_vs_1_worst"] = max(ratio for _, _, ratio in growth(result))
    return {name: float(f"{value:.3g}") for name, value in found.items() if value is not None}


def _against_peers(result: dict[str, Any]) -> dict[str, float | None]:
    """Return how many times as many requests we answer as who does the same work."""
    first = next(iter(result["scales"]))
    rows = {
        "anonymous_advies_vs_wagtail_cached": ("advies", "visitor", *WAGTAIL),
        "casus_signed_in_vs_misago": ("casus met 20 reacties", "member", *MISAGO),
    }
    found = {}
    for ratio, (page, who, peer, its_page) in rows.items():
        theirs = peers.rate(result.get("peers", {}), peer, its_page)
        ours = kind(result, first, page)["speed"][who][MANY]["rate"]
        found[ratio] = theirs and ours / theirs
    return found


def growth(result: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    """Yield how many times as long each page takes at the larger scale, over one connection."""
    small, large = list(result["scales"])[:2]
    for one in result["scales"][small]["kinds"]:
        other = kind(result, large, one["name"])
        for who in WHO:
            if who in one["speed"] and who in other["speed"]:
                ratio = other["speed"][who]["1"]["p50"] / one["speed"][who]["1"]["p50"]
                yield one["name"], who, ratio


def write(result: dict[str, Any]) -> None:
    """Put the tables in docs/speed.md, and what they come to in README.md."""
    _between_marks(WHERE, tables(result))
    found = result["ratios"]
    rows = [f"| {words} | {found[name]:g} |" for name, words in HEADLINES.items() if name in found]
    _between_marks(FIRST, "\n".join(["| what | times |", "|---|---|", *rows]) + "\n")


def _between_marks(file: Path, words: str) -> None:
    """Write between the marks of a file; the words around them stay."""
    text = file.read_text()
    head, tail = text[: text.index(BEGIN)], text[text.index(END) :]
    file.write_text(f"{head}{BEGIN}\n\n{words}\n{tail}")


def tables(result: dict[str, Any]) -> str:
    """Return everything as Markdown."""
    machine = result["machine"]
    where = f"{machine['cores']} cores, {machine['system']}, Python {machine['python']}"
    parts = [
        f"{where}, Django {machine['django']}; {machine['seconds_each']:g} s for each number.\n",
        "| ratio | measured |\n|---|---|",
        *(f"| `{name}` | {value:g} |" for name, value in result["ratios"].items()),
    ]
    for scale, measured in result["scales"].items():
        parts += [f"\n### Scale {scale}\n", *_speeds(measured), "", *_costs(measured), ""]
        parts.append("Memory (MB, shared pages once): " + _memory(measured["memory_mb"]))
    if len(result["scales"]) > 1:
        parts += ["\n### The larger scale against the smaller, p50 over one connection\n"]
        parts += ["| page | who | times |", "|---|---|---|"]
        parts += [f"| {name} | {who} | {ratio:.2f} |" for name, who, ratio in growth(result)]
    if "peers" in result:
        parts += ["\n### Peers: what a visitor reads, and a reply of a member\n"]
        parts += peers.table(result["peers"])
    if "lighthouse" in result:
        parts += ["\n### Lighthouse, a simulated phone\n"]
        parts += lighthouse.table(result["lighthouse"])
    return "\n".join(parts) + "\n"


def _speeds(measured: dict[str, Any]) -> Iterator[str]:
    yield (
        "| page | who | requests/s (1) | p50 | p95 | p99 | requests/s (16) | p50 | p95 | p99 "
        "| of bare |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for each in measured["kinds"]:
        for who in WHO:
            if who in each["speed"]:
                part = share(each, who)
                cells = [_cells(each["speed"][who][number]) for number in ("1", MANY)]
                of_bare = "" if part is None else f"{part:.1%}"
                yield f"| {each['name']} | {who} | {' | '.join(cells)} | {of_bare} |"


def _cells(seen: dict[str, Any]) -> str:
    found = (seen[name] for name in ("p50", "p95", "p99"))
    times = ("" if time is None else f"{time:.1f}" for time in found)
    return " | ".join([f"{seen['rate']:,.0f}", *times])


def _costs(measured: dict[str, Any]) -> Iterator[str]:
    yield "| page | who | queries | database ms | HTML kB | CSS kB | JS kB | fonts kB |"
    yield "|---|---|---|---|---|---|---|---|"
    for each in measured["kinds"]:
        sizes = [each["assets"].get(kind, 0) / 1000 for kind in ("css", "js", "woff2")]
        names = {"visitor_first": "visitor, first", "visitor": "visitor, kept", "member": "member"}
        for key, who in names.items():
            if each[key]:
                cost, kilo = each[key], each[key]["bytes"] / 1000
                files = " | ".join(f"{size:.1f}" for size in sizes)
                queries = f"{cost['queries']} | {cost['database_ms']:.1f}"
                yield f"| {each['name']} | {who} | {queries} | {kilo:.1f} | {files} |"


def _memory(parts: dict[str, int]) -> str:
    each = ", ".join(f"{title} {size}" for title, size in parts.items())
    return f"{each}; together {sum(parts.values())}."

"""Content is wrapped to fit the source files; stored text has one line per paragraph."""

import re
from textwrap import dedent

OWN_LINE = re.compile(r"^(- |\d+\. |#{2,4} |:::)")


def flow(text: str) -> str:
    """Return Markdown with every paragraph and every list item on one line."""
    blocks = re.split(r"\n[ \t]*\n", dedent(text).strip())
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: str) -> str:
    lines: list[str] = []
    for raw in block.splitlines():
        line = raw.strip()
        if not lines or OWN_LINE.match(line) or lines[-1].startswith(":::"):
            lines.append(line)
        else:
            lines[-1] += f" {line}"
    return "\n".join(lines)

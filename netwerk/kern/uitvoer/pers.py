"""Sets a document of typst: ``python -m netwerk.kern.uitvoer.pers SOURCE TARGET FONTS``.

A process of its own, without Django: what typst takes of the memory goes back when it ends.
"""

import sys
from pathlib import Path
from typing import Literal

import typst

# PDF/UA-1 for who cannot see it, PDF/A-2a for who keeps it. Neither takes a sign that no typeface
# of ours has (an emoji, Chinese): then it is a PDF with tags, without the mark of a standard.
BEST: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


def main(source: str, target: str, fonts: str) -> int:
    """Write the PDF; say on stderr what is wrong with the source, and return 1 if there is none."""
    for standards in (BEST, None):
        try:
            typst.compile(
                Path(source),
                output=Path(target),
                root=Path(source).parent,
                font_paths=[Path(fonts)],
                ignore_system_fonts=True,
                pdf_standards=standards,  # type: ignore[arg-type]
            )
        except typst.TypstError as error:
            hints = "".join(f"\n{hint}" for hint in error.hints)
            sys.stderr.write(f"{error.message}{hints}\n")
            continue
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))

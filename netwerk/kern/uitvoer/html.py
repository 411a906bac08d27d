"""A document as one page of HTML that stands alone: no style sheet, script or font beside it."""

import base64
from typing import IO

from django.template.loader import render_to_string

from netwerk.kern.uitvoer.document import Document, Progress, inner, resolved

MOST_PICTURES = 30_000_000  # signs of all pictures together, also of one that comes back
HERE = "<!-- delen -->"  # where the parts come in the template


def write(document: Document, out: IO[bytes], *, done: Progress = lambda parts: None) -> None:
    """Write the document part by part."""
    left, known = MOST_PICTURES, dict[str, str]()

    def embedded(address: str) -> str:
        nonlocal left
        if address not in known:
            known[address] = _as_data(document.picture(address))
        if len(known[address]) > left:
            return ""  # its description stands there
        left -= len(known[address])
        return known[address]

    style = base64.b64encode(render_to_string("uitvoer/stijl.css").encode()).decode()
    about = {"document": document, "stijl": style}
    begin, end = render_to_string("uitvoer/pagina.html", about).split(HERE)
    out.write(begin.encode())
    inside = document.inside()
    for number, (part, html) in enumerate(zip(document.parts, document.bodies(), strict=True), 1):
        deeper = part.level - 1 if part.title else -1
        tree = resolved(document, html, inside, picture=embedded, deeper=deeper)
        body = inner(tree, method="html")
        out.write(render_to_string("uitvoer/deel.html", {"part": part, "html": body}).encode())
        done(number)
    out.write(end.encode())


def _as_data(found: tuple[str, bytes] | None) -> str:
    return f"data:{found[0]};base64,{base64.b64encode(found[1]).decode()}" if found else ""

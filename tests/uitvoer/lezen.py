"""Reads documents back by other hands than wrote them."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2


def structure(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Yield the kind and the element of everything in the structure tree, in reading order."""
    yield from _walk(pdf.Root.StructTreeRoot.K)


def _walk(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, pikepdf.Array):
        for child in list(node):  # type: ignore[call-overload]
            yield from _walk(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S), node
        if "/K" in node:
            yield from _walk(node.K)


def kinds(pdf: pikepdf.Pdf) -> Counter[str]:
    """Count the kinds of elements."""
    return Counter(kind for kind, _ in structure(pdf))


def links(pdf: pikepdf.Pdf) -> tuple[int, set[str]]:
    """Return how many links stay inside, and the addresses of the others."""
    inside, outside = 0, set()
    for page in pdf.pages:
        for mark in page.get("/Annots", []):
            action = mark.get("/A")
            if action is not None and action.S == "/URI":
                outside.add(str(action.URI))
            elif "/Dest" in mark or (action is not None and action.S == "/GoTo"):
                inside += 1
    return inside, outside


def text_of(pdf: bytes) -> str:
    """Return the words of all pages, with one space between them."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).replace("\ufffe", "").split())

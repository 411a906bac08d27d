"""Cuts a stored text into sentences, so that somebody can point at one of them."""

import html
import re
from dataclasses import dataclass

import nh3

from netwerk.kern.tekst import opmaak

BLOCK = re.compile(r"</(?:p|li|h[2-5]|td|th|blockquote)>|<br ?/?>|<hr ?/?>")
BREAK = re.compile(r"(?<=[.!?…])([\"”’)]*)\s+(?=[\"“‘(]*[A-ZÀ-Þ0-9])")
AROUND = 60  # characters kept before and after a quote, to find it again in a changed text


@dataclass(frozen=True)
class Sentence:
    """One sentence, and where it begins in the readable text."""

    text: str
    start: int


def readable(source: str, *, confidential: bool = False) -> str:
    """Return the words of a Markdown text on one line, block by block.

    Confidential passages are left out, unless asked for.
    """
    return " ".join(_blocks(source, confidential=confidential))


def sentences(source: str) -> list[Sentence]:
    """Return the sentences of a Markdown text without its confidential passages, in order."""
    found, at = [], 0
    for block in _blocks(source):
        start = at
        for part in _split(block):
            start = at + block.index(part, start - at)
            found.append(Sentence(part, start))
            start += len(part)
        at += len(block) + 1
    return found


def anchor(text: str, start: int, quote: str) -> tuple[str, str]:
    """Return what stands before and after a quote in a text."""
    end = start + len(quote)
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def _split(block: str) -> list[str]:
    parts = BREAK.sub(lambda match: f"{match.group(1)}\n", block).split("\n")
    return [part for part in parts if part]


def _blocks(source: str, *, confidential: bool = False) -> list[str]:
    rendered = opmaak.render(source, confidential=confidential)
    words = (html.unescape(nh3.clean(part, tags=set())) for part in BLOCK.split(rendered))
    lines = (re.sub(r"\s+", " ", line).strip() for line in words)
    return [line for line in lines if line]

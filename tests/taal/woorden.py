"""The Dutch that people read on a screen, taken from templates and code as it stands there.

Of a choice inside a sentence the longest branch counts, so that no sentence is measured shorter
than somebody may read it. A value of the page counts as one word.
"""

import ast
import re
from functools import lru_cache
from html import unescape
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
APPS = ("netwerk", "communities", "casussen", "bijeenkomsten", "handboek")
# What nobody reads in the portal: content of the demo site, words of who installs it.
NOT_READ = ("netwerk/demo/", "netwerk/kern/dev/", "netwerk/management/", "netwerk/exit/")
UNSEEN = re.compile(
    r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->"
    r"|<(script|style|svg|pre|code)\b.*?</\1>",
    re.DOTALL,
)
CHOICE = re.compile(r"\{% if (?:(?!\{% (?:if|endif)).)*?\{% endif %\}", re.DOTALL)
BRANCH = re.compile(r"\{% (?:if|elif|else|endif)\b.*?%\}", re.DOTALL)
SILENT = re.compile(r"\{% (?:icoon|url|load|csrf_token|with|endwith)\b.*?%\}", re.DOTALL)
APART = re.compile(
    r"\{% (?:block|endblock|for|endfor|empty|include|extends|if|elif|else|endif)\b.*?%\}", re.DOTALL
)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
REST = r"(?:[^<>\"]|\"[^\"]*\")*>"
IN_A_LINE = re.compile(rf"</?(?:a|abbr|b|cite|em|i|mark|q|s|small|span|strong|time)\b{REST}")
ELEMENT = re.compile(rf"<{REST}")
SAID = re.compile(r'\b(?:aria-label|title|placeholder|alt|content)="([^"]*)"')
END = "\n\n"
DUTCH = re.compile(
    r"\b(?:de|het|een|je|jij|niet|wordt|wat|van|voor|bij|naar|met|zijn|geen|deze|dit)\b", re.I
)
NO_DUTCH = re.compile(r"\b(?:the|select|is not|of an|from)\b", re.I)
GAP = re.compile(r"%\(?\w*\)?[sd]|\{\w*\}")


def of_template(source: str) -> str:
    """Return the words of one template, block by block."""
    source = UNSEEN.sub(" ", source)
    while (fewer := CHOICE.sub(_longest, source)) != source:
        source = fewer
    source = SILENT.sub("", source)
    quoted = [text for tag in TAG.findall(source) for text in re.findall(r'"([^"]*)"', tag)]
    source = VALUE.sub("iets", TAG.sub("iets", APART.sub(END, source)))
    quoted += [text for tag in ELEMENT.findall(source) for text in SAID.findall(tag)]
    shown = ELEMENT.sub(END, IN_A_LINE.sub("", source))
    return unescape(END.join([shown, *(text for text in quoted if text.count(" ") > 1)]))


def _longest(choice: re.Match[str]) -> str:
    """Keep the longest branch of a choice in a sentence; all of them when more differs."""
    branches = BRANCH.split(choice[0])[1:-1]
    if any(re.search(r"[.?!](?:\s|$)", each) or _has_block(each) for each in branches):
        return END.join(branches)
    return max(branches, key=len)


def _has_block(html: str) -> bool:
    return ELEMENT.search(IN_A_LINE.sub("", html)) is not None


@lru_cache
def templates() -> tuple[tuple[str, str], ...]:
    """Return the name and the words of every template, but those that only developers see."""
    paths = sorted(TEMPLATES.rglob("*.html"))
    named = ((str(path.relative_to(TEMPLATES)), path) for path in paths)
    return tuple((n, of_template(p.read_text())) for n, p in named if not n.startswith("dev/"))


@lru_cache
def code() -> tuple[tuple[str, str], ...]:
    """Return the name and the Dutch sentences of every file of code: labels, help, errors, ..."""
    paths = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    named = [(str(path.relative_to(ROOT)), path) for path in paths]
    read = [
        (name, END.join(of_code(path.read_text())))
        for name, path in named
        if "/migrations/" not in name and not name.startswith(NOT_READ)
    ]
    return tuple((name, words) for name, words in read if words)


def of_code(source: str) -> list[str]:
    """Return the Dutch sentences of one file of code."""
    tree = ast.parse(source)
    pieces = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces |= {id(part) for part in ast.walk(node) if part is not node}
    texts = [_text(node) for node in ast.walk(tree) if id(node) not in pieces]
    return [
        GAP.sub("iets", text)
        for text in texts
        if text.count(" ") > 1 and DUTCH.search(text) and not NO_DUTCH.search(text)
    ]


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "iets" for part in node.values)
    value = getattr(node, "value", "") if isinstance(node, ast.Constant) else ""
    return value if isinstance(value, str) else ""

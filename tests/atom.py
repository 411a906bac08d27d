"""The rules of Atom (RFC 4287) that a feed must keep, read strictly."""

import re
from urllib.parse import urlsplit

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
KNOWN = {
    "feed": {
        *("author", "category", "contributor", "generator", "icon", "id", "link", "logo"),
        *("rights", "subtitle", "title", "updated", "entry"),
    },
    "entry": {
        *("author", "category", "content", "contributor", "id", "link", "published", "rights"),
        *("source", "summary", "title", "updated"),
    },
}
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {"generator", "icon", "logo", "rights", "subtitle", "published", "summary"}
TEXTS = {"title", "subtitle", "rights", "summary", "content"}


def faults(text: bytes, address: str) -> list[str]:
    """Return what is wrong with a feed that was fetched from an address."""
    root = etree.fromstring(text)
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    wrong = _container(root, "feed")
    if not root.get(LANGUAGE):
        wrong.append("no language")
    own = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if own != [address]:
        wrong.append(f"link to itself: {own}")
    entries = root.findall(f"{ATOM}entry")
    if not _has_author(root) and not all(_has_author(entry) for entry in entries):
        wrong.append("nobody wrote it")
    names = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(names) != len(set(names)):
        wrong.append("two entries with one id")
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    if moments and root.findtext(f"{ATOM}updated") != max(moments):
        wrong.append("the feed is not as new as its newest entry")
    for entry in entries:
        wrong += _container(entry, "entry")
    return wrong


def _has_author(element: etree._Element) -> bool:
    return bool(element.findtext(f"{ATOM}author/{ATOM}name"))


def _container(element: etree._Element, kind: str) -> list[str]:
    names = [etree.QName(child).localname for child in element if child.tag.startswith(ATOM)]
    wrong = [f"{kind}: unknown {name}" for name in set(names) - KNOWN[kind]]
    wrong += [f"{kind}: {name} not once" for name in ONCE if names.count(name) != 1]
    wrong += [f"{kind}: {name} twice" for name in AT_MOST_ONCE if names.count(name) > 1]
    for child in element:
        wrong += _child(child, kind)
    links = element.findall(f"{ATOM}link")
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    kinds = [(link.get("type"), link.get("hreflang")) for link in pages]
    if len(kinds) != len(set(kinds)):
        wrong.append(f"{kind}: two pages of one kind")
    if kind == "entry" and not pages and element.find(f"{ATOM}content") is None:
        wrong.append("entry: neither a page nor a text")
    return wrong


def _child(child: etree._Element, kind: str) -> list[str]:
    name, text = etree.QName(child).localname, (child.text or "").strip()
    wrong = []
    if name in {"updated", "published"} and not MOMENT.fullmatch(child.text or ""):
        wrong.append(f"{kind}: {name} is {child.text!r}")
    if name == "id" and not urlsplit(text).scheme:
        wrong.append(f"{kind}: id is {text!r}")
    if name == "link" and not urlsplit(child.get("href", "")).netloc:
        wrong.append(f"{kind}: link to {child.get('href')!r}")
    if name == "category" and (not child.get("term") or child.text or len(child)):
        wrong.append(f"{kind}: category without a term")
    if name in TEXTS:
        wrong += _text(child, kind, name)
    return wrong


def _text(child: etree._Element, kind: str, name: str) -> list[str]:
    form = child.get("type", "text")
    if form not in {"text", "html", "xhtml"} or (form != "xhtml" and len(child)):
        return [f"{kind}: {name} as {form}"]
    if form == "html":
        for element in html.fragment_fromstring(child.text or "", create_parent=True).iter():
            if element.tag in {"script", "style", "iframe", "object", "form"}:
                return [f"{kind}: {name} holds {element.tag}"]
    return [] if (child.text or "").strip() or name == "content" else [f"{kind}: empty {name}"]

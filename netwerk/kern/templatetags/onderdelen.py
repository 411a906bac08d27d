"""The components of the design as template tags; every state is shown at /_componenten/.

A component without logic is a template in templates/components/ to include with `only`;
what needs a computation, the request or a CSRF token is a tag here.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.http import QueryDict
from django.template.context import Context
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from netwerk.kern import schema_org
from netwerk.kern.ontwerp import beeld, provincies

register = template.Library()
NO_WAY_BACK = ("/account/", "/onderhoud")  # pages to which nobody wants to come back signed in

LEVEL_ICONS = {
    "goed": "check",
    "info": "info",
    "let-op": "triangle-alert",
    "fout": "triangle-alert",
}
BARE_CODES = {"required", "invalid", "invalid_choice", "max_length", "min_length"}
LEVELS = {"success": "goed", "warning": "let-op", "error": "fout"}


@register.simple_tag
@cache
def icoon(naam: str, klasse: str = "") -> SafeString:
    """Draw one icon of static/src/icons.txt; it is decoration, so text must stand beside it.

    Each is drawn once: a page with a long conversation shows two hundred.
    """
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f"icoon {klasse}".strip(),
        static("sprite.svg"),
        naam,
    )


@register.simple_block_tag(takes_context=True)
def hoofdmenu(context: Context, content: str) -> SafeString:
    """Draw the main menu; the content (block `actief`) names the current part of the site."""
    return _render(context, "components/menu.html", actief=content.strip())


def _render(context: Context, name: str, **values: object) -> SafeString:
    """Render a component that needs the user and the request of the page around it."""
    engine = context.template.engine if context.template else template.Engine.get_default()
    with context.push(**values):
        return engine.get_template(name).render(context)


@register.simple_tag(takes_context=True)
def inlogadres(context: Context) -> str:
    """Return the address of the log in page that comes back to this page."""
    request = context.get("request")
    if request is None or request.path == "/" or request.path.startswith(NO_WAY_BACK):
        return "/account/login/"
    query = QueryDict(mutable=True)
    query["next"] = request.get_full_path()
    return f"/account/login/?{query.urlencode(safe='/')}"


@register.inclusion_tag("components/knop.html")
def knop(
    tekst: str,
    href: str = "",
    soort: str = "primary",
    icoon: str = "",
    naam: str = "",
    waarde: str = "",
    klasse: str = "",
) -> dict[str, str]:
    """Show a link that looks like a button, or without `href` the submit button of a form.

    soort: primary, secondary or gevaar (for what cannot be undone).
    """
    return {
        "tekst": tekst,
        "href": href,
        "soort": "primary" if soort == "gevaar" else soort,
        "klasse": f"{klasse} knop--gevaar".strip() if soort == "gevaar" else klasse,
        "icoon_naam": icoon,
        "naam": naam,
        "waarde": waarde,
    }


@register.inclusion_tag("components/badge.html")
def badge(tekst: str, soort: str = "") -> dict[str, str]:
    """Show a small label; soort "les" is the yellow one for what reached the handboek."""
    return {"tekst": tekst, "soort": soort}


@register.inclusion_tag("components/regio_badge.html")
def regio_badge(provincie: object) -> dict[str, str]:
    """Show a province in the colour of its landsdeel; the argument is a name, slug or code."""
    found = provincies.find(provincie)
    if found is None:
        return {"naam": str(provincie or ""), "deel": "land"}
    return {"naam": found.naam, "deel": found.deel}


@register.inclusion_tag("components/kruimels.html", takes_context=True)
def kruimels(context: Context, *stukken: str) -> dict[str, object]:
    """Show the path to this page: text, address, text, address, ..., text of this page."""
    pairs = [(stukken[i], stukken[i + 1]) for i in range(0, len(stukken) - 1, 2)]
    here = stukken[-1] if len(stukken) % 2 else ""
    told = schema_org.crumbs(pairs, here) if _is_visitor(context) else {}
    return {"stappen": pairs, "hier": here, "gegevens": schema_org.block(told)}


def _is_visitor(context: Context) -> bool:
    user = context.get("user")
    return user is not None and not user.is_authenticated


@register.simple_block_tag(takes_context=True)
def onthoud(context: Context, content: str, naam: str) -> str:
    """Show what stands inside, and keep it for another place on the page.

    It was escaped where it was drawn, so it can stand in an attribute too.
    """
    context[naam] = mark_safe(content.strip())
    return content


@register.simple_tag(takes_context=True)
def voor_machines(context: Context) -> SafeString:
    """Say to visitors without an account, who may be machines, what the page is.

    A page behind a secret in its address is for one person: it says nothing.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match is None or "token" in match.kwargs or not _is_visitor(context):
        return SafeString("")
    page = request.GET.get("pagina", "")
    query = f"?pagina={page}" if page.isascii() and page.isdecimal() and page != "1" else ""
    told = {
        "address": f"{settings.SITE_URL}{request.path}{query}",
        "title": context.get("paginatitel", ""),
        "summary": context.get("paginaomschrijving", ""),
        "gegevens": schema_org.head(context.get("schema_org", {})),
    }
    return _render(context, "components/voor_machines.html", **told)


@register.inclusion_tag("components/paginering.html", takes_context=True)
def paginering(
    context: Context, pagina: Page, wat: str = "Resultaten", parameter: str = "pagina"
) -> dict[str, object]:
    """Show which part of a list this is, with links that keep the query string of the page.

    A page with two lists gives each a ``parameter`` of its own.
    """
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return {
        "pagina": pagina,
        "wat": wat,
        "vorige": address(pagina.previous_page_number()) if pagina.has_previous() else "",
        "volgende": address(pagina.next_page_number()) if pagina.has_next() else "",
    }


@register.simple_tag
def welvaartsbeeld(
    nu: str | None, later: str | None, elders: str | None, *, groot: bool = False
) -> SafeString:
    """Draw the three half circles of a casus; each is plus, let or leeg. Add welvaartstekst."""
    return beeld.welfare_picture(nu, later, elders, large=groot)


@register.simple_tag
def welvaartstekst(nu: str | None, later: str | None, elders: str | None) -> SafeString:
    """Say in hidden text what welvaartsbeeld shows."""
    return beeld.welfare_text(nu, later, elders)


@register.simple_tag
def kring(dimensie: str) -> SafeString:
    """Draw the mark with only one half circle in colour: nu, later or elders."""
    return beeld.single_circle(dimensie)


@register.simple_tag
def staaf(deel: float, geheel: float) -> SafeString:
    """Draw a bar that is filled for deel of geheel; the number must stand beside it as text."""
    return beeld.bar(deel, geheel)


@register.simple_tag
def vulling(klaar: int, totaal: int) -> SafeString:
    """Draw how many parts of a text are ready, as a half ring with "4 van 6" under it."""
    return beeld.progress_ring(klaar, totaal)


@register.simple_tag
def stroom_paren(spoor: object) -> SafeString:
    """Draw the bends from the sources of one les to that les (components/keten.html)."""
    contradicts = bool(_part(spoor, "tegen"))
    pairs = _part(spoor, "paren")
    return beeld.flow([(1, contradicts or bool(_part(pair, "tegen"))) for pair in pairs])


@register.simple_tag
def stroom_sporen(sporen: Sequence[object]) -> SafeString:
    """Draw the bends from every les to the advies (components/keten.html)."""
    return beeld.flow([(len(_part(s, "paren")), bool(_part(s, "tegen"))) for s in sporen])


def _part(thing: object, name: str) -> Any:
    """Read a key of a mapping or an attribute of an object, as templates do."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.inclusion_tag("components/tegelkaart.html")
def tegelkaart(
    aantallen: Mapping[str, int],
    url: str = "",
    enkelvoud: str = "casus",
    meervoud: str = "casussen",
    leeg_url: str = "",
    sleutel: str = "slug",
    gekozen: str = "",
    *,
    klein: bool = False,
) -> dict[str, object]:
    """Show the twelve provinces with a number each.

    aantallen: number per province; the key is a slug (fryslan), a CBS code (PV21) or a name.
    url: start of the address, the province's `sleutel` (slug, cbs or kort) is put behind it.
    leeg_url: where a province without any invites to; empty: it is no link. When it ends in "=",
    the province's `sleutel` is put behind it.
    gekozen: the province that the list shows now, if any.
    """
    counts = {provincies.find(key): number for key, number in aantallen.items()}
    tiles = [
        {
            "provincie": p,
            "aantal": counts.get(p, 0),
            "url": f"{url}{getattr(p, sleutel)}" if url else "",
            "leeg_url": f"{leeg_url}{getattr(p, sleutel)}" if leeg_url.endswith("=") else leeg_url,
            "gekozen": p == provincies.find(gekozen),
        }
        for p in provincies.ALL
    ]
    return {
        "tegels": tiles,
        "enkelvoud": enkelvoud,
        "meervoud": meervoud,
        "klein": klein,
    }


@register.filter
def initialen(naam: object) -> str:
    """Return the first letters of the first and the last name."""
    words = [word for word in str(naam).replace("-", " ").split() if word[:1].isalpha()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.inclusion_tag("components/avatar.html")
def avatar(
    naam: object, kant: str = "", *, klein: bool = False, foto: str = ""
) -> dict[str, object]:
    """Show initials in the colour of a kant (rijk, regio, kennis, samenleving); decoration.

    ``foto`` is the address of a photo that the reader may see; it stands there instead.
    """
    return {"initialen": initialen(naam), "kant": kant, "klein": klein, "foto": foto}


@register.inclusion_tag("components/datum.html")
def datum(moment: date | datetime | None, *, jaar: bool = False) -> dict[str, object]:
    """Show a large day with its month, in the time of the Netherlands."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return {"moment": moment, "jaar": jaar}


@register.inclusion_tag("components/dagblok.html")
def dagblok(moment: date | datetime) -> dict[str, object]:
    """Show the date of a page head: a giant day that stands on the horizon."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return {"moment": moment}


@register.filter
def leesbaar(moment: datetime) -> str:
    """Return "12 november, 9.40 uur": the moment of something that someone wrote."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    shape = "j F, G.i" if local.year == timezone.localdate().year else "j F Y, G.i"
    return f"{formats.date_format(local, shape)} uur"


@register.filter
def mailadres(adres: str) -> SafeString:
    """Return an e-mail address that may break before its domain in a narrow column."""
    name, at, domain = str(adres).partition("@")
    return format_html("{}{}<wbr>{}", name, at, domain)


@register.simple_tag
def bewijsbeeld(sterkte: int) -> SafeString:
    """Draw three half circles of ink, of which `sterkte` (0 to 3) are filled."""
    return beeld.evidence_picture(sterkte)


@register.simple_tag(takes_context=True)
def foutwoord(context: Context) -> str:
    """Begin the title with the word for an error when a form has one.

    A choice beside a list is called something else than `form`, and was not sent but followed.
    ``type`` and not ``isinstance``, which would make the token of a form, and so a cookie.
    """
    sent = getattr(context.get("request"), "method", "") == "POST"
    values = context.flatten().values() if sent else [context.get("form")]
    each = (form for value in values for form in (value if type(value) is list else [value]))
    wrong = any(issubclass(type(form), forms.BaseForm) and form.errors for form in each)
    return "Fout: " if wrong else ""


@register.inclusion_tag("components/foutsamenvatting.html")
def foutsamenvatting(*wat: forms.BaseForm | list[forms.BaseForm] | str) -> dict[str, object]:
    """List every error of forms with a link to its field, and sentences that have no field."""
    each = (one for some in wat for one in (some if isinstance(some, list) else [some]) if one)
    errors = [line for one in each for line in _error_lines(one)]
    return {"fouten": errors, "aantal": len(errors)}


def _error_lines(form: forms.BaseForm | str) -> list[dict[str, str]]:
    if isinstance(form, str):
        return [{"tekst": form, "doel": ""}]
    lines = [{"tekst": str(text), "doel": ""} for text in form.non_field_errors()]
    for field in form:
        target = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
        for error in field.errors.as_data():
            for message in error.messages:
                text = str(message)
                # "Vul dit in" says nothing away from its field
                line = _with_label(str(field.label), text) if error.code in BARE_CODES else text
                lines.append({"tekst": line, "doel": target})
    return lines


def _with_label(label: str, text: str) -> str:
    label = label[:1].upper() + label[1:]
    return f"{label} {text}" if label.endswith(("?", ".", "!")) else f"{label}: {text}"


@register.inclusion_tag("components/berichtregel.html")
def berichtregel(tekst: str, soort: str = "info") -> dict[str, str]:
    """Show a notice: goed, info, let-op or fout (or a level of django.contrib.messages)."""
    level = LEVELS.get(soort, soort if soort in LEVEL_ICONS else "info")
    return {"tekst": tekst, "soort": level, "icoon_naam": LEVEL_ICONS[level]}


@register.inclusion_tag("components/bevestiging.html")
def bevestiging(
    titel: str,
    tekst: str,
    knop: str,
    terug: str,
    *,
    soort: str = "gevaar",
    gevolgen: Sequence[str] = (),
) -> dict[str, object]:
    """Ask whether someone is sure: the body of a page that only posts an empty form."""
    return {
        "titel": titel,
        "tekst": tekst,
        "knop_tekst": knop,
        "terug": terug,
        "soort": soort,
        "gevolgen": gevolgen,
    }


@register.inclusion_tag("components/tabs.html")
def tabs(onderdelen: Sequence[Mapping[str, object]], actief: str, label: str) -> dict[str, object]:
    """Show links to the parts of one thing: each has sleutel, tekst, url and perhaps aantal."""
    return {"onderdelen": onderdelen, "actief": actief, "label": label}


@register.simple_block_tag(takes_context=True)
def communitytabs(
    context: Context, content: str, onderdelen: Sequence[Mapping[str, object]]
) -> SafeString:
    """Draw the tabs of a community; the content (block `tab`) is the key of the current one."""
    label = "Delen van deze community"
    return _render(
        context,
        "components/tabs.html",
        onderdelen=onderdelen,
        actief=content.strip(),
        label=label,
    )

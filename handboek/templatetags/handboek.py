"""What the pages of lower apps and the roof show of the handboek; only what the reader may see."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    Model,
    Prefetch,
    Q,
    prefetch_related_objects,
)
from django.template.context import Context
from django.urls import reverse

from bijeenkomsten.models import Verslag
from casussen.models import Casus, Inwonersantwoord
from communities.models import Community
from handboek import bij_programma, chain, eerder, herkend, oogstmerk, passend, uitgaven
from handboek.enums import Kind
from handboek.models import Advies, AdviesLes, Bevinding, Instemming, Les
from handboek.sources import Reader, seen_about
from netwerk.kern.policy import allowed

register = template.Library()
MOST = 12
SAME = "Dezelfde als hierboven"
LESSEN = 5


@register.inclusion_tag("handboek/onderdelen/wat_kwam_ervan.html", takes_context=True)
def wat_kwam_ervan(context: Context, casus: Casus) -> dict[str, Any]:
    """Show how far each bevinding of a casus came, and the casushouder what may be public of it."""
    user = context["request"].user
    lessen = Les.objects.visible_to(user).prefetch_related(
        Prefetch("adviezen", Advies.objects.visible_to(user), to_attr="seen")
    )
    rows, reader = seen_about(user, casus)
    found = rows[:MOST]
    prefetch_related_objects(found, Prefetch("lessen", lessen, to_attr="seen"))
    adviezen: Any = [row for each in found for les in each.seen for row in les.seen]  # type: ignore[attr-defined]
    editions = uitgaven.newest_with({advies.pk for advies in adviezen})
    return {
        "rijen": [line for row in found for line in _lines(row, reader, editions)],
        "casus": casus,
        "beslist": allowed(user, "handboek.answer_instemming", casus)
        and Instemming.objects.filter(casus=casus).exists(),
    }


def _lines(bevinding: Bevinding, reader: Reader, editions: dict[int, Any]) -> list[dict[str, Any]]:
    """Return a line for each advies; what a line shares with the one above it, it says shortly."""
    quote = chain.quote_shown(bevinding, reader, length=120)
    first: dict[str, Any] = {
        "bevinding": {"label": "Bevinding", "titel": quote["titel"], "url": ""}
    }
    lines = []
    for les in bevinding.seen:  # type: ignore[attr-defined]
        step = chain.les_shown(les, visible=True)
        for advies in les.seen or [None]:
            line = first | {"les": step}
            if advies is not None:
                line |= {"advies": _advies(advies), "uitgave": editions.get(advies.pk)}
            lines.append(line)
            first = {"bevinding": first["bevinding"] | {"titel": SAME}}
            step = {**step, "titel": SAME, "url": ""}
    return lines or [first]


def _advies(advies: Advies) -> dict[str, str]:
    return {
        "label": f"Advies {advies.number}",
        "titel": advies.title,
        "url": advies.get_absolute_url(),
    }


@register.inclusion_tag("handboek/onderdelen/lessen_van_community.html", takes_context=True)
def lessen_van_community(context: Context, community: Community) -> dict[str, Any]:
    """List the latest lessen of a community, where they play too, and those it recognised."""
    user = context["request"].user
    own = herkend.with_places(Les.objects.visible_to(user).filter(community=community))
    return {
        "lessen": herkend.mark_elsewhere(user, list(own[:LESSEN])),
        "herkend": herkend.recognised_in(user, community)[:LESSEN],
        "community": community,
        "all_visible": allowed(user, "handboek.view_lessen"),
    }


@register.inclusion_tag("handboek/onderdelen/oogst_knop.html", takes_context=True)
def oogst_knop(context: Context, source: Model) -> dict[str, Any]:
    """Show the button to make a les of a sentence, to who may."""
    if not allowed(context["request"].user, "handboek.harvest", source):
        return {"url": ""}
    if isinstance(source, Verslag):
        return {"url": reverse("handboek:harvest", args=["verslag", source.bijeenkomst.slug])}
    assert isinstance(source, Casus)
    return {"url": reverse("handboek:harvest", args=["casus", source.slug])}


@register.simple_tag(takes_context=True)
def oogst_van_antwoorden(context: Context, answers: Iterable[Inwonersantwoord]) -> dict[str, Any]:
    """Return {key of the answer: what came of it}, for the page of a question to residents."""
    found = oogstmerk.of_answers(context["request"].user, list(answers))
    return {str(key): mark for key, mark in found.items()}


@register.simple_tag(takes_context=True)
def oogst_van_verslag(context: Context, rows: Iterable[dict[str, Any]]) -> dict[int, Any]:
    """Return {key of the text: what came of it}, for the page of minutes (``rows`` have text)."""
    items = [row["text"] for row in rows]
    return oogstmerk.of_minutes(context["request"].user, context["verslag"], items)


@register.inclusion_tag("handboek/onderdelen/oogst_tot_nu_toe.html", takes_context=True)
def oogst_tot_nu_toe(context: Context, verslag: Verslag) -> dict[str, Any]:
    """Count what came of minutes so far, as far as this reader may know: five queries.

    Whoever reads the minutes reads every sentence in them, so nothing else is asked about those.
    """
    user = context["request"].user
    marked = Bevinding.objects.filter(verslag_item__verslag=verslag)
    links = Les.bevindingen.through.objects.filter(bevinding__in=marked.order_by().values("pk"))
    lessen = Les.objects.visible_to(user).filter(pk__in=links.values("les"))
    adviezen = Advies.objects.visible_to(user).filter(
        pk__in=AdviesLes.objects.filter(les__in=lessen.order_by().values("pk")).values("advies")
    )
    return {
        "bevindingen": marked.count(),
        "lessen": lessen[:MOST],
        "number": lessen.count(),
        "adviezen": adviezen.select_related("hoofdstuk").order_by("number")[:MOST],
        "total": adviezen.count(),
    }


@register.filter
def van_deel(marks: dict[int, Any], item: Any) -> dict[str, Any]:
    """Return what came of one part of minutes."""
    return marks.get(item.pk, {})  # type: ignore[no-any-return]


@register.filter
def van_antwoord(marks: dict[str, Any], antwoord: Inwonersantwoord) -> dict[str, Any]:
    """Return what came of one answer."""
    return marks.get(str(antwoord.pk), {})  # type: ignore[no-any-return]


@register.inclusion_tag("handboek/onderdelen/uit_het_handboek.html", takes_context=True)
def uit_het_handboek(context: Context) -> dict[str, Any]:
    """Show the strongest do and the don't that goes with it, for the front page."""
    rows = Advies.objects.published().order_by("-level", "-number")
    do = rows.filter(kind=Kind.DO).values("pk", "hoofdstuk").first()
    with_it = Q(hoofdstuk=do["hoofdstuk"] if do else None)
    donts = rows.filter(kind=Kind.DONT).alias(same=ExpressionWrapper(with_it, BooleanField()))
    dont = donts.order_by("-same", "-level", "-number").values("pk").first()
    pair = [row["pk"] for row in (do, dont) if row]
    found = Advies.objects.with_sources().in_bulk(pair)  # all that they rest on, fetched once
    shown = [found[key] for key in pair]
    reader = Reader.of_adviezen(context["request"].user, shown)
    return {"paren": chain.paired(shown, reader)}


@register.inclusion_tag("handboek/onderdelen/passende_adviezen.html", takes_context=True)
def passende_adviezen(context: Context, casus: Casus, keuze: Any) -> dict[str, Any]:
    """Show the adviezen and lessen that fit what people choose; ``keuze`` has ``themes``."""
    user = context["request"].user
    themes = [theme.pk for theme in keuze.themes]
    adviezen = list(passend.fitting_adviezen(casus, themes).with_sources()[: passend.MOST_ADVIEZEN])
    reader = Reader.of_adviezen(user, adviezen)
    return {
        "kaarten": [chain.single(advies, reader) for advies in adviezen],
        "lessen": passend.fitting_lessen(user, casus, themes)[: passend.MOST_LESSEN],
    }


@register.inclusion_tag("handboek/onderdelen/eerder_geleerd.html", takes_context=True)
def eerder_geleerd(
    context: Context,
    *,
    casus: Casus | None = None,
    form: Any = None,
    community: Community | None = None,
) -> dict[str, Any]:
    """Offer who writes what was learned before: on the same themes, or in the same community.

    ``form`` is one in which casussen are chosen.
    """
    user = context["request"].user
    waar = "Eerder geleerd over deze thema’s"
    if community is not None:
        return eerder.in_community(user, community) | {"waar": "Eerder geleerd in deze community"}
    keys = [casus.pk] if casus else eerder.chosen_in(form)
    rows = Casus.objects.visible_to(user).filter(pk__in=keys)
    return eerder.about_casussen(user, rows) | {"waar": waar}


@register.simple_tag(takes_context=True)
def merk_geleerd(context: Context, programme: Iterable[Any]) -> str:
    """Give each part of a programme ``learned``, for ``handboek/onderdelen/geleerd_bij.html``."""
    bij_programma.mark(context["request"].user, programme)
    return ""

"""What other pages show of meetings, and how a page says when something is.

The three inclusion tags respect ``visible_to`` of whoever reads the page, and take a fixed
number of queries.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.utils import formats, timezone

from bijeenkomsten import afdrukken, balans
from bijeenkomsten.enums import Form, Moment, Status
from bijeenkomsten.models import Aanmelding, Bijeenkomst, Datumprikker
from casussen.models import Casus, Dilemma, Leervraag
from communities.balans import invite_url
from communities.models import Community

register = template.Library()
MOST = 20
ANSWERED = {
    "yes": "Je komt",
    "maybe": "Je komt misschien",
    "waiting": "Je staat op de wachtlijst",
}


@register.inclusion_tag("bijeenkomsten/op_de_agenda.html", takes_context=True)
def bijeenkomsten_van_casus(context: Context, casus: Casus) -> dict[str, Any]:
    """Show a section with the meetings that had this casus on the agenda; nothing when none."""
    return _on_agenda(context, _seen(context).about(casus=casus))


@register.inclusion_tag("bijeenkomsten/op_de_agenda.html", takes_context=True)
def bijeenkomsten_van_dilemma(context: Context, dilemma: Dilemma) -> dict[str, Any]:
    """Show a section with the meetings that had this dilemma on the agenda; nothing when none."""
    return _on_agenda(context, _seen(context).about(dilemma=dilemma))


@register.inclusion_tag("bijeenkomsten/op_de_agenda.html", takes_context=True)
def bijeenkomsten_van_leervraag(context: Context, leervraag: Leervraag) -> dict[str, Any]:
    """Show a section with the meetings that worked on this question; nothing when none."""
    return _on_agenda(context, _seen(context).about(leervraag=leervraag))


@register.inclusion_tag("bijeenkomsten/van_community.html", takes_context=True)
def bijeenkomsten_van_community(
    context: Context, community: Community, n: int = 3
) -> dict[str, Any]:
    """Show the next meetings of a community as a list without a heading, or an empty state."""
    user = context["user"]
    rows = _seen(context).upcoming().in_community(community).for_list(user)[:n]
    organises = bool(user.is_authenticated and user.is_organiser(community.pk))
    return {"bijeenkomsten": rows, "community": community, "organises": organises}


@register.inclusion_tag("bijeenkomsten/datumprikkers_van_community.html", takes_context=True)
def datumprikkers_van_community(context: Context, community: Community) -> dict[str, Any]:
    """Show the date polls of a community in which people can answer; nothing when none."""
    user = context["user"]
    rows = Datumprikker.objects.visible_to(user).open().filter(community=community)
    organises = bool(user.is_authenticated and user.is_organiser(community.pk))
    return {"datumprikkers": rows[:MOST], "community": community, "organises": organises}


@register.inclusion_tag("bijeenkomsten/komende.html", takes_context=True)
def komende_bijeenkomsten(context: Context, n: int = 3) -> dict[str, Any]:
    """Show the next meetings that go on as a list without a heading, or an empty state."""
    rows = _seen(context).upcoming().filter(status=Status.PLANNED)
    return {"bijeenkomsten": rows.for_list(context["user"])[:n]}


@register.inclusion_tag("bijeenkomsten/zij_reeks.html", takes_context=True)
def bijeenkomsten_van_reeks(context: Context, bijeenkomst: Bijeenkomst) -> dict[str, Any]:
    """Show the meetings of the same series that this person may see; nothing when none."""
    rows = _seen(context).filter(reeks=bijeenkomst.reeks_id).order_by("starts_at", "pk")
    return {"reeks": list(rows) if bijeenkomst.reeks_id else [], "deze": bijeenkomst}


@register.inclusion_tag("bijeenkomsten/balans.html")
def balans_van_bijeenkomst(bijeenkomst: Bijeenkomst) -> dict[str, Any]:
    """Show the organiser which sides of the network come, with a warning when the Rijk is not."""
    return {
        "tafel": balans.at_the_table(bijeenkomst),
        "bijeenkomst": bijeenkomst,
        "invite": invite_url(bijeenkomst.community),
    }


@register.simple_tag
def wat_nodig_is(bijeenkomst: Bijeenkomst) -> int:
    """Return how many people need something to take part; for its organiser."""
    return afdrukken.number_of_needs(bijeenkomst)


@register.filter
def heeft_zaal(bijeenkomst: Bijeenkomst) -> bool:
    """Say whether people come to a place, so that a badge makes sense."""
    return afdrukken.has_room(bijeenkomst)


def _seen(context: Context) -> Any:
    return Bijeenkomst.objects.visible_to(context["user"])


def _on_agenda(context: Context, rows: Any) -> dict[str, Any]:
    newest_first = rows.for_list(context["user"]).order_by("-starts_at", "-pk")
    return {"bijeenkomsten": newest_first[:MOST]}


def _clock(moment: datetime) -> str:
    return formats.date_format(moment, "G.i")


@register.filter
def herinneringen(bijeenkomst: Bijeenkomst) -> str:
    """Return which reminders who comes gets: "een week en een dag ervoor", or ""."""
    chosen = [m.label.removesuffix(" ervoor").lower() for m in Moment if m in bijeenkomst.reminders]
    if not chosen:
        return ""
    *first, last = chosen
    return f"{', '.join(first)} en {last} ervoor" if first else f"{last} ervoor"


@register.filter
def wanneer(bijeenkomst: Bijeenkomst, dag: str = "l j F Y") -> str:
    """Return "Donderdag 28 januari 2027, 10.00 tot 15.30 uur", in the time of the Netherlands."""
    begin, end = timezone.localtime(bijeenkomst.starts_at), timezone.localtime(bijeenkomst.ends_at)
    day = formats.date_format(begin, dag)
    if begin.date() == end.date():
        text = f"{day}, {_clock(begin)} tot {_clock(end)} uur"
    else:
        last = formats.date_format(end, dag)
        text = f"{day}, {_clock(begin)} uur tot en met {last}, {_clock(end)} uur"
    return text[0].upper() + text[1:]


@register.filter
def tijden(bijeenkomst: Bijeenkomst) -> str:
    """Return "10.00 tot 15.30 uur", or with the last day when it takes more than one."""
    begin, end = timezone.localtime(bijeenkomst.starts_at), timezone.localtime(bijeenkomst.ends_at)
    if begin.date() == end.date():
        return f"{_clock(begin)} tot {_clock(end)} uur"
    return f"{_clock(begin)} uur tot {formats.date_format(end, 'l j F')}, {_clock(end)} uur"


@register.filter
def laatste_dag(bijeenkomst: Bijeenkomst) -> str:
    """Return the last day on which somebody can sign up: "donderdag 21 januari"."""
    closes = bijeenkomst.registration_closes_at
    if closes is None:
        return ""
    just_before = timezone.localtime(closes) - timedelta(seconds=1)
    return formats.date_format(just_before, "l j F")


@register.filter
def plekken(bijeenkomst: Bijeenkomst) -> str:
    """Return what a list says about signing up: your own answer, or the places that are left."""
    if bijeenkomst.is_cancelled or bijeenkomst.is_past:
        return ""
    answer = getattr(bijeenkomst, "my_answer", None)
    said = ANSWERED.get(answer or "")
    if said:
        return said
    left = bijeenkomst.places_left
    if not bijeenkomst.registration_open:
        return "Aanmelden kan niet meer"
    full = bijeenkomst.full_forms
    if left == 0:
        return "Alle plekken zijn bezet"
    if full and bijeenkomst.is_hybrid:
        return "Alleen nog online plek" if Form.ROOM in full else "Alleen nog plek in de zaal"
    if left is None:
        return "Nog plek"
    return f"Nog {left} {'plek' if left == 1 else 'plekken'}"


@register.filter
def per_vorm(bijeenkomst: Bijeenkomst) -> list[dict[str, Any]]:
    """Return for each form of a meeting how many places there are, and how many are taken."""
    return [
        {
            "label": form.label.capitalize(),
            "taken": bijeenkomst.number_taken(form),
            "capacity": bijeenkomst.capacity_of(form),
        }
        for form in bijeenkomst.forms
    ]


@register.filter
def voor_wie(bijeenkomst: Bijeenkomst) -> str:
    """Return for whom it is, in words."""
    return {
        "public": "Leden en andere geïnteresseerden",
        "network": "Iedereen in het netwerk",
    }.get(bijeenkomst.visibility, "Leden van de community")


@register.filter
def kant(aanmelding: Aanmelding) -> str:
    """Return the side of the network that somebody comes from, for the colour of the avatar."""
    organisatie = aanmelding.deelnemer and aanmelding.deelnemer.organisatie
    return organisatie.side if organisatie else ""


@register.simple_tag
def google_agenda(bijeenkomst: Bijeenkomst) -> str:
    """Return the address that fills in this meeting in Google Agenda; nothing is sent before."""
    moments = [m.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") for m in _begin_and_end(bijeenkomst)]
    query = {
        "action": "TEMPLATE",
        "text": bijeenkomst.title,
        "dates": "/".join(moments),
        "location": bijeenkomst.where,
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"


@register.simple_tag
def outlook_agenda(bijeenkomst: Bijeenkomst) -> str:
    """Return the address that fills in this meeting in Outlook; nothing is sent before."""
    begin, end = (
        m.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for m in _begin_and_end(bijeenkomst)
    )
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": bijeenkomst.title,
        "startdt": begin,
        "enddt": end,
        "location": bijeenkomst.where,
    }
    return f"https://outlook.office.com/calendar/0/deeplink/compose?{urlencode(query)}"


def _begin_and_end(bijeenkomst: Bijeenkomst) -> tuple[datetime, datetime]:
    return bijeenkomst.starts_at, bijeenkomst.ends_at

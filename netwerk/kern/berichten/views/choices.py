"""For who is signed in: what you want to hear, how often, and about what."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from netwerk.kern import subjects
from netwerk.kern.berichten import bounces, preferences
from netwerk.kern.berichten.forms import VoorkeurenForm, always_sent
from netwerk.kern.berichten.models import Attention, Subscription
from netwerk.kern.policy import SIGNED_IN, needs
from netwerk.kern.subjects import Subject

PER_PAGE = 20


@needs(SIGNED_IN)
def preferences_page(request: HttpRequest) -> HttpResponse:
    """Show what this person wants to hear, and how often; keep what is chosen."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    person: Any = request.user
    form = VoorkeurenForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "Je keuzes zijn bewaard.")
        return redirect("berichten:preferences")
    context = {
        "form": form,
        "groups": list(form.groups()),
        "always": always_sent(person),
        "failed": bounces.known_of(person),
        "followed": _page(request, Attention.FOLLOW, "volgt"),
        "silent": _page(request, Attention.MUTE, "stil"),
    }
    status = 422 if form.errors else 200
    return render(request, "berichten/voorkeuren.html", context, status=status)


@dataclass
class Topic:
    """One thing that somebody follows or silenced; ``title`` is empty when it is hidden."""

    row: Subscription
    title: str = ""
    url: str = ""
    label: str = ""


def _page(request: HttpRequest, attention: Attention, parameter: str) -> Page:
    """Return one page of what this person follows or silenced, newest first.

    The number of queries depends on how many kinds of things there are, not on how many things.
    """
    rows = Subscription.objects.filter(person=request.user.pk, attention=attention)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get(parameter))
    shown = list(page.object_list)
    known: dict[tuple[int, int], Topic] = {}
    for content_type_id in {row.content_type_id for row in shown}:
        kind = _kind(ContentType.objects.get_for_id(content_type_id))
        if kind is None:
            continue
        ids = [row.object_id for row in shown if row.content_type_id == content_type_id]
        visible: Any = kind.visible_to(request.user).filter(pk__in=ids)
        for obj in visible.fetch_mode(models.FETCH_PEERS):
            topic = Topic(Subscription(), kind.title(obj), kind.url(obj), kind.label)
            known[content_type_id, obj.pk] = topic
    page.object_list = [_topic(row, known) for row in shown]
    return page


def _topic(row: Subscription, known: dict[tuple[int, int], Topic]) -> Topic:
    found = known.get((row.content_type_id, row.object_id))
    return Topic(row, found.title, found.url, found.label) if found else Topic(row)


def _kind(content_type: ContentType) -> Subject | None:
    """Return what kind of subject people can follow or silence this is; None for any other."""
    try:
        kind = subjects.by_content_type(content_type)
    except KeyError:
        return None
    return kind if kind.this else None


@needs(SIGNED_IN)
def attention(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
    """Let somebody follow one thing, silence it, or neither; then go back to where that was.

    What you may not know of answers 404, but you can always forget what you chose for it.
    """
    kind = _kind(get_object_or_404(ContentType, pk=content_type_id))
    if kind is None:
        raise Http404
    mine = Subscription.objects.filter(
        person=request.user.pk, content_type=content_type_id, object_id=object_id
    )
    topic = kind.visible_to(request.user).filter(pk=object_id).first()
    if topic is None and not mine.exists():
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wanted = request.POST.get("aandacht", "")
    if not _offers(kind, wanted) or (topic is None and wanted):
        raise Http404
    preferences.set_attention(
        person=request.user, topic=topic or kind.model(pk=object_id), attention=wanted
    )
    messages.success(request, _said(kind, wanted, topic is not None))
    return redirect(_back(request, kind, topic))


def _offers(kind: Subject, wanted: str) -> bool:
    return wanted in ({"", Attention.MUTE, Attention.FOLLOW} if kind.followable else {"", "mute"})


def _said(kind: Subject, wanted: str, visible: bool) -> str:
    this = kind.this if visible else "dit onderwerp"
    if wanted == Attention.FOLLOW:
        return f"Je volgt {this}. Je krijgt mail als er iets nieuws is."
    if wanted == Attention.MUTE:
        return f"Stil: je krijgt geen mail meer over {this} en wat erbij hoort."
    return f"Over {this} krijg je weer de gewone mail."


def _back(request: HttpRequest, kind: Subject, topic: Any) -> str:
    asked = request.POST.get("terug", "")
    here = {request.get_host()}
    if url_has_allowed_host_and_scheme(asked, here, require_https=request.is_secure()):
        return asked
    return kind.url(topic) if topic is not None else reverse("berichten:preferences")

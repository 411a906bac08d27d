"""The links under a mail: they work without logging in, for one purpose and one person.

Opening a page never changes anything, because mail scanners open every link. A POST does, from
the button or straight from a mail program (RFC 8058): without cookie, CSRF token or redirect.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from netwerk.kern import subjects
from netwerk.kern.berichten import preferences, registry, tokens
from netwerk.kern.berichten.mail import MUTE, UNSUBSCRIBE
from netwerk.kern.berichten.models import Attention, Frequency
from netwerk.kern.berichten.registry import Message
from netwerk.kern.policy import OPEN, needs

METHODS = ["GET", "HEAD", "POST"]
UNDO = "undo"
KINDS, TOPIC = "kinds", "topic"  # what an undo token puts back


@csrf_exempt
@needs(OPEN)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of message."""
    person, key = _read(UNSUBSCRIBE, token, 2)
    message = _kind(key)
    if person is None or message is None:
        return _dead(request)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    context: dict[str, Any] = {"what": [message.label]}
    if not message.choices():
        context = _in_overviews(person)
    if request.method == "POST":
        before = preferences.stop(person=person, message=message)
        return _page(request, person, context | {"done": True, "undo": _undo_kinds(person, before)})
    chosen = preferences.chosen_by(person)
    stopped = not context["what"] or chosen.get(message.key) == Frequency.NEVER
    if stopped and message.choices():
        context["undo"] = _undo_kinds(person, {message.key: str(message.frequency)})
    return _page(request, person, context | {"stopped": stopped})


@csrf_exempt
@needs(OPEN)
def mute(request: HttpRequest, token: str) -> HttpResponse:
    """Silence one subject."""
    person, label, number = _read(MUTE, token, 3)
    topic = _topic(label, number)
    if person is None or topic is None:
        return _dead(request)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    context = {"about": _about(request, person, topic), "silence": True}
    before = preferences.attention_of(person, topic)
    if request.method == "POST":
        preferences.set_attention(person=person, topic=topic, attention=Attention.MUTE)
        context["done"] = True
    stopped = before == Attention.MUTE
    if stopped or request.method == "POST":
        earlier = "" if stopped else before
        context["undo"] = _link(UNDO, person.pk, TOPIC, label, number, earlier)
    return _page(request, person, context | {"stopped": stopped})


@csrf_exempt
@needs(OPEN)
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Put back what the link under a mail stopped."""
    person, what, *rest = _read(UNDO, token, 3)
    topic = _topic(*rest[:2]) if what == TOPIC else None
    if person is None or (what == TOPIC and topic is None):
        return _dead(request)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    context: dict[str, Any] = {"again": True, "silence": what == TOPIC}
    if topic is not None:
        context["about"] = _about(request, person, topic)
    else:
        context["what"] = [each.label for each in map(_kind, rest[0]) if each is not None]
    if request.method == "POST":
        if topic is not None:
            preferences.set_attention(person=person, topic=topic, attention=rest[2])
        else:
            preferences.restore(person=person, before=rest[0])
        context["done"] = True
    return _page(request, person, context)


def _read(purpose: str, token: str, number: int) -> list[Any]:
    """Return the parts of a token with the person for its first; None everywhere when it is bad.

    A forged token, an old one, one for another purpose and one of a closed account are alike.
    """
    parts = tokens.read_link_token(purpose, token)
    people = get_user_model()._default_manager.filter(is_active=True)
    person = people.filter(pk=parts[0]).first() if parts else None
    return [person, *parts[1:]] if parts and person else [None] * number


def _kind(key: Any) -> Message | None:
    """Return a kind of message that can be switched off; None for any other."""
    try:
        message = registry.get(key)
    except KeyError:
        return None
    return None if message.essential else message


def _topic(label: Any, number: Any) -> Model | None:
    try:
        kind = subjects.by_key(label)
    except KeyError:
        return None
    return kind.model._default_manager.filter(pk=number).first()


def _about(request: HttpRequest, person: Any, topic: Model) -> str:
    """Return what a thing is called now, to the person of the link when signed in; else "".

    A mail is passed on, and a title can change: whoever has the link must not learn it here.
    What everybody may see is named to everybody.
    """
    kind = subjects.of(topic)
    reader = person if request.user.pk == person.pk else AnonymousUser()
    return kind.title(topic) if kind.visible_to(reader).filter(pk=topic.pk).exists() else ""


def _in_overviews(person: Any) -> dict[str, Any]:
    chosen = preferences.chosen_by(person)
    inside = [key for key, often in chosen.items() if often in preferences.IN_OVERVIEWS]
    return {"what": [registry.get(key).label for key in inside], "overview": True}


def _undo_kinds(person: Any, before: dict[str, str]) -> str:
    return _link(UNDO, person.pk, KINDS, before) if before else ""


def _link(purpose: str, *parts: Any) -> str:
    return reverse(f"berichten:{purpose}", args=[tokens.link_token(purpose, *parts)])


def _page(request: HttpRequest, person: Any, context: dict[str, Any]) -> HttpResponse:
    return _private(
        render(request, "berichten/link.html", context | {"address": masked(person.email)})
    )


def _dead(request: HttpRequest) -> HttpResponse:
    """Say that a link does not work; the same for every reason, so that it tells nothing."""
    return _private(render(request, "berichten/link_werkt_niet.html", status=404))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def masked(address: str) -> str:
    """Return an address that its owner recognises and nobody else learns: d…@v….nl."""
    name, _, domain = address.partition("@")
    host, _, end = domain.rpartition(".")
    return f"{name[:1]}…@{host[:1]}….{end}"

"""A secret word in what is closed is found nowhere by who may not read it (rows 46 and 47)."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import batched
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.urls.resolvers import URLPattern

from bijeenkomsten.models import Nabeeld
from casussen.models import Casus
from communities.enums import Visibility
from netwerk.kern.berichten.planner import plan_due
from netwerk.kern.berichten.sender import send_due
from tests.factories import bring_back_vocabularies
from tests.inloggen import sign_in
from tests.kaart import parts
from tests.netwerk import canary
from tests.netwerk.canary import BIRD, World
from tests.policy.test_third_party import flat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
FOUND = re.compile(rf"{BIRD}[a-z0-9]*q", re.IGNORECASE)
LINK = re.compile(r'(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>')
STARTS = ("/", "/casussen/", "/casussen/dilemmas/", "/sitemap.xml", "/nieuws/atom.xml", "/mijn/")
SKIP = ("/account/logout/", "/static/", "/dev/", "/beheer/techniek/")
OF_A_KIND = 6  # pages of one kind that are not about our own casussen
MOST = 900
STRANGERS = ("anoniem", "buitenstaander", "ander_lid", "redacteur", "beheerder", "deelnemer")
# What the casushouder reads on no page: it was written to somebody else, or is kept as proof.
NOT_SHOWN = {
    "Publicatieverzoek.note",  # to who decides, as long as nobody did
    "Schrijfuitnodiging.note",  # to who is asked
    "Toestemming.contact_role",  # stands beside a yes, and these say no
    "Toestemming.note",  # to the contact
    "Toestemming.contact_email",
    "Toestemming.text",
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Return the world, made once; what a test changes in it is undone with a savepoint."""
    with django_db_blocker.unblock():
        bring_back_vocabularies()
    with django_db_blocker.unblock(), transaction.atomic():
        yield canary.build()
        transaction.set_rollback(True)


def client_of(world: World, role: str) -> Client:
    client = Client(raise_request_exception=True)
    person = world.people[role]
    if person is not None:
        sign_in(client, person)
    return client


def words_in(response: Any) -> set[str]:
    """Return the secrets in a page, a file, its headers or where it leads to."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = unquote(unescape(body.decode("utf-8", "ignore"))) + str(dict(response.items()))
    return {word.lower() for word in FOUND.findall(text)}


def addresses_about(slug: str) -> Iterator[str]:
    """Yield every address that takes the slug of a casus, known or guessed."""
    for pattern in flat():
        for more in ({}, {"kind": "results"}, {"pk": 1}, {"number": 1}, {"version": 1}):
            try:
                yield reverse(f"casussen:{pattern.name}", kwargs={"slug": slug} | more)
            except NoReverseMatch:
                continue


def crawl(client: Client, world: World) -> dict[str, set[str]]:
    """Return {address: secrets in it} of all that can be reached by links and by guessing."""
    slugs = [casus.slug for casus in Casus.objects.all()]
    guessed = [path for slug in slugs for path in addresses_about(slug)]
    guessed += [path for path, _ in parts(client)]
    guessed += [row.get_absolute_url() for row in Nabeeld.objects.select_related("bijeenkomst")]
    waiting = [*STARTS, *guessed]
    seen, found, kinds = set(waiting), {}, Counter[str]()
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        kind = kind_of(path)
        kinds[kind] += 1
        about_ours = path in guessed or any(slug in path for slug in slugs)
        if kinds[kind] > OF_A_KIND and not about_ours:
            continue
        response = client.get(path)
        assert response.status_code < 500, path
        found[path] = words_in(response)
        if response.streaming or "html" not in response.get("Content-Type", "xml"):
            continue
        for groups in LINK.findall(response.content.decode()):
            target = local(unescape(groups[0] or groups[1]), path)
            if target and target not in seen and not target.startswith(SKIP):
                seen.add(target)
                waiting.append(target)
    return found


def local(href: str, base: str) -> str:
    """Return the path of a link within the site, or nothing."""
    href = href.partition("#")[0].removeprefix("http://testserver")
    if href.startswith("?"):
        return base.partition("?")[0] + href
    return href if href.startswith("/") and not href.startswith("//") else ""


def kind_of(path: str) -> str:
    bare, _, query = path.partition("?")
    try:
        name = resolve(bare).view_name
    except Resolver404:
        return bare
    return f"{name}?" if query else name


def test_every_text_field_has_a_canary(world: World) -> None:
    assert canary.models_with_text() == canary.planted_models(), (
        "give this model a row in about_casus (tests/netwerk/canary.py)"
    )
    places = {secret.place for secret in world.secrets}
    kept_apart = {"Casus.withdrawn_reason", "Casus.deleted_reason"}  # of no casus that stands
    for model in canary.planted_models():
        for field in canary.text_fields(model):
            name = f"{model.__name__}.{field.name}"
            assert name in places | kept_apart, f"{name} has no canary"
    assert len({secret.word for secret in world.secrets}) == len(world.secrets)


@pytest.mark.parametrize("role", STRANGERS)
def test_no_page_tells_a_secret_to_who_may_not_read_it(world: World, role: str) -> None:
    closed = {s.word: s.place for s in world.secrets if role not in s.readers}
    assert len(closed) > 20
    found = crawl(client_of(world, role), world)
    assert len(found) > 30
    leaks = {
        path: sorted(f"{word}: {closed[word]}" for word in words & closed.keys())
        for path, words in found.items()
        if words & closed.keys() and not echoes(path, words & closed.keys())
    }
    assert leaks == {}


def echoes(path: str, words: set[str]) -> bool:
    """Say whether somebody only gets back what they typed in the address themselves."""
    return all(word in path for word in words)


def test_the_casushouder_does_find_every_secret(world: World) -> None:
    mine = {s.word: s.place for s in world.secrets if "casushouder" in s.readers}
    found = set[str]().union(*crawl(client_of(world, "casushouder"), world).values())
    hidden = {place for word, place in mine.items() if word not in found}
    assert hidden == NOT_SHOWN


@pytest.mark.parametrize("role", STRANGERS)
def test_search_finds_no_secret_and_no_word_that_looks_like_one(world: World, role: str) -> None:
    client = client_of(world, role)
    closed = [s for s in world.secrets if role not in s.readers]
    allowed = {s.word for s in world.secrets if role in s.readers}
    every = [" OR ".join(secret.word for secret in ten) for ten in batched(closed, 10)]
    alike = [q for s in closed[::20] for q in (s.word[:-2] + "zq", f"{s.word[:8]}*")]
    for address in (reverse("search"), reverse("casussen:list")):
        for asked in every + alike:
            page = client.get(address, {"q": asked})
            said = {word.lower() for word in FOUND.findall(asked)}  # the page says it again
            assert words_in(page) - said <= allowed, asked
            assert number_found(page) == 0 or asked in alike, asked
    for casus in Casus.objects.exclude(visibility=Visibility.PUBLIC):
        if not Casus.objects.visible_to(asker(world, role)).filter(pk=casus.pk).exists():
            if not (tag := casus.tags.first()):
                continue  # no tag leads to it
            page = client.get(reverse("casussen:list"), {"tag": tag.slug})
            assert casus.get_absolute_url() not in page.text


def number_found(page: Any) -> int:
    """Return how many results a page of either search has."""
    found = page.context.get("found")
    return int(page.context["page_obj"].paginator.count if found is None else found.all_kinds)


def asker(world: World, role: str) -> Any:
    from django.contrib.auth.models import AnonymousUser

    return world.people[role] or AnonymousUser()


def test_no_download_holds_a_secret(world: World) -> None:
    client = client_of(world, "beheerder")
    closed = {s.word: s.place for s in world.secrets if "beheerder" not in s.readers}
    asked = 0
    for pattern in exports():
        for response in (client.get(pattern), client.post(pattern)):
            asked += response.status_code == 200
            assert words_in(response) & closed.keys() == set(), pattern
    assert asked >= 2


def exports() -> list[str]:
    """Return the addresses without arguments that give a file."""
    found = []
    for pattern in flat():
        if isinstance(pattern, URLPattern) and re.search(r"csv|export|ics|zip|json", str(pattern)):
            for space in ("", "communities:", "casussen:", "bijeenkomsten:", "handboek:"):
                try:
                    found.append(reverse(f"{space}{pattern.name}"))
                except NoReverseMatch:
                    continue
    return found


def test_no_mail_holds_more_of_a_closed_casus_than_its_title(
    world: World, mailoutbox: list[Any]
) -> None:
    roles = {person.email: role for role, person in world.people.items() if person}
    words = {secret.word: secret for secret in world.secrets}
    plan_due()
    send_due()
    assert mailoutbox
    told = set()
    for mail in mailoutbox:
        parts = [mail.subject, mail.body, *(str(part[0]) for part in mail.alternatives)]
        text = unquote(" ".join(parts) + str(mail.extra_headers))
        for found in FOUND.findall(text):
            secret = words[found.lower()]
            told.add(secret.place)
            assert roles[mail.to[0]] in secret.readers, (mail.subject, secret.place)
    assert told <= {"Casus.title", "Casus.slug"}

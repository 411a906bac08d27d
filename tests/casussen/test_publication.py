"""The way to the public: what is needed, who looks along, and that there is no other way."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from casussen import services
from casussen.models import Casus, Publicatieverzoek
from communities.models import Community, Deelnemer
from tests.factories import CasusFactory, ToestemmingFactory, begrip

ClientOf = Callable[[Deelnemer | None], Client]
pytestmark = pytest.mark.django_db
HIDDEN = ":::vertrouwelijk\nDe wethouder twijfelde.\n:::"


@pytest.fixture
def casus(community: Community, deelnemer: Deelnemer) -> Casus:
    """Return a casus of *deelnemer* for the network, with all that is needed."""
    made = CasusFactory(community=community, casushouder=deelnemer, visibility="network")
    for kind in ("context", "results"):
        body = f"Over {kind}.\n\n{HIDDEN}"
        services.save_section(actor=deelnemer, casus=made, kind=kind, body=body, version=0)
    made.themes.add(begrip("cbs-thema", "wonen"))
    return made


def page(casus: Casus, client: Client, name: str = "request_publication") -> str:
    return client.get(reverse(f"casussen:{name}", args=[casus.slug])).text


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("Aanleiding en context", "context"),
        ("Aanpak", "approach"),
        ("Resultaten", "results"),
        ("Gebied", "provinces"),
        ("Thema", "themes"),
        ("Leervraag", "learning_question"),
    ],
)
@pytest.mark.parametrize("how", ["empty", "confidential"])
def test_no_review_without_each_required_part_and_the_page_says_so_before(
    casus: Casus, client_of: ClientOf, name: str, spoil: str, how: str
) -> None:
    ToestemmingFactory(casus=casus, granted=True)
    if spoil in {"provinces", "themes"}:
        getattr(casus, spoil).clear()
    elif spoil == "learning_question":
        Casus.objects.update(learning_question="")
    else:
        casus.secties.filter(kind=spoil).update(body=HIDDEN if how == "confidential" else "")
    with pytest.raises(services.IncompleteError) as caught:
        services.request_publication(actor=casus.casushouder, casus=casus)
    assert caught.value.missing == [name]
    text = page(casus, client_of(casus.casushouder))
    assert "De tekst is nog niet compleet" in text
    after = text.partition(f"{name}</a>")[2][:200]
    if how == "confidential" and spoil in {"context", "approach", "results"}:
        assert "alles wat er staat is vertrouwelijk" in after
    else:
        assert "ontbreekt nog" in after
    assert Publicatieverzoek.objects.count() == 0


def test_the_page_shows_who_looks_what_outsiders_see_and_what_comes_next(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(casus.casushouder)
    text = page(casus, client)
    assert str(organisator) in text
    assert str(redacteur) in text
    assert "Over results." in text
    assert "De wethouder twijfelde." not in text
    assert "Daarna leest iedereen hem" in text
    assert "Vraag om mee te kijken" not in text
    ToestemmingFactory(casus=casus, granted=True)
    assert "Vraag om mee te kijken" in page(casus, client)


def test_the_preview_is_the_page_that_anonymous_gets_later(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf
) -> None:
    casus.tags.add("dorpshuis")
    preview = page(casus, client_of(organisator), "preview")
    Casus.objects.update(visibility="public")
    public = Client().get(casus.get_absolute_url()).text
    assert "Over results." in public
    assert "De wethouder twijfelde." not in public
    assert main_of(preview) == main_of(public)


def main_of(text: str) -> str:
    """Return the heading and the body of a page, without the way around it."""
    return text.partition("<main")[2].partition("</main>")[0].replace("/publiceren/voorbeeld", "")


def test_a_request_is_taken_back_after_a_question(casus: Casus, client_of: ClientOf) -> None:
    ToestemmingFactory(casus=casus, granted=True)
    services.request_publication(actor=casus.casushouder, casus=casus)
    client = client_of(casus.casushouder)
    address = reverse("casussen:drop_request", args=[casus.slug])
    assert "Neem je het verzoek terug?" in client.get(address).text
    assert Publicatieverzoek.objects.get().state == "open"
    assert client.post(address).status_code == 302
    assert Publicatieverzoek.objects.get().state == "dropped"
    assert client.post(address).status_code == 302


def test_four_eyes_also_for_who_has_two_roles(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    """An organiser who writes along is no second pair of eyes, a redacteur who asked neither."""
    services.set_part(actor=casus.casushouder, casus=casus, person=organisator, role="co_author")
    ToestemmingFactory(casus=casus, granted=True)
    verzoek = services.request_publication(actor=casus.casushouder, casus=casus)
    with pytest.raises(services.CasusError):
        services.decide_publication(actor=organisator, verzoek=verzoek, granted=True)
    address = reverse("casussen:decide", args=[casus.slug])
    assert client_of(organisator).post(address, {"granted": "ja"}).status_code == 403
    assert client_of(redacteur).post(address, {"granted": "ja"}).status_code == 302
    assert Casus.objects.get(pk=casus.pk).visibility == "public"


def test_without_consent_the_decision_page_cannot_say_yes(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf
) -> None:
    Publicatieverzoek.objects.create(casus=casus, wanted="public", requested_by=casus.casushouder)
    client = client_of(organisator)
    address = reverse("casussen:decide", args=[casus.slug])
    assert 'value="ja"' not in client.get(address).text
    answer = client.post(address, {"granted": "ja"})
    assert "er is geen akkoord van de organisatie" in answer.text
    assert Casus.objects.get(pk=casus.pk).visibility == "network"


def test_no_act_makes_a_casus_public_without_consent(
    casus: Casus, organisator: Deelnemer, client_of: ClientOf
) -> None:
    owner = casus.casushouder
    verzoek = Publicatieverzoek.objects.create(casus=casus, wanted="public", requested_by=owner)
    ToestemmingFactory(casus=casus, state="refused", answered_at=casus.created_at)
    refused: list[Callable[[], Any]] = [
        lambda: services.change_visibility(actor=owner, casus=casus, visibility="public"),
        lambda: services.decide_publication(actor=organisator, verzoek=verzoek, granted=True),
        lambda: services.create_casus(
            actor=owner, community=casus.community, visibility="public", title="x"
        ),
    ]
    for act in refused:
        with pytest.raises(services.CasusError):
            act()
    with pytest.raises(ValueError, match="visibility"):
        services.update_casus(actor=owner, casus=casus, visibility="public")
    client = client_of(owner)
    for name in ("visibility", "update", "stage", "request_publication"):
        client.post(
            reverse(f"casussen:{name}", args=[casus.slug]),
            {"visibility": "public", "confirmed": "1", "wanted": "public", "stage": "working"},
        )
    services.withdraw_casus(actor=owner, casus=casus, reason="Even niet.")
    services.restore_casus(actor=owner, casus=casus)
    services.set_stage(actor=owner, casus=casus, stage="archived", reason="Klaar.")
    before = Casus.objects.get(pk=casus.pk).fasewissels.first().before
    services.set_stage(actor=owner, casus=casus, stage=before, reason="Toch niet.")
    services.transfer_casus(actor=owner, casus=casus, person=organisator)
    assert Casus.objects.get(pk=casus.pk).visibility == "network"


def test_only_one_place_in_the_source_makes_a_casus_public() -> None:
    """Whoever writes ``visibility`` elsewhere must not be able to write PUBLIC of a casus."""
    found = set()
    for path in sorted((Path(settings.BASE_DIR) / "casussen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if writes_visibility(node):
                found.add(str(path.relative_to(settings.BASE_DIR)))
    assert found <= {
        "casussen/services/publication.py",  # _publish, with consent; change_visibility refuses
        "casussen/services/consent.py",  # back to the network
        "casussen/views/preview.py",  # of an object that is not saved
    }


def writes_visibility(node: ast.AST) -> bool:
    """Say whether a statement sets ``something.visibility``, or updates it in rows."""
    if isinstance(node, ast.Assign):
        return any(isinstance(t, ast.Attribute) and t.attr == "visibility" for t in node.targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        names = {word.arg for word in node.keywords}
        return node.func.attr == "update" and "visibility" in names
    return False


def test_after_narrowing_it_takes_all_steps_again(casus: Casus, organisator: Deelnemer) -> None:
    ToestemmingFactory(casus=casus, granted=True)
    verzoek = services.request_publication(actor=casus.casushouder, casus=casus)
    services.decide_publication(actor=organisator, verzoek=verzoek, granted=True)
    services.change_visibility(actor=casus.casushouder, casus=casus, visibility="community")
    with pytest.raises(services.CasusError):
        services.decide_publication(actor=organisator, verzoek=verzoek, granted=True)
    with pytest.raises(services.CasusError):
        services.change_visibility(actor=casus.casushouder, casus=casus, visibility="public")
    assert Casus.objects.get(pk=casus.pk).visibility == "community"


def test_nobody_is_named_who_may_not_read_it_and_the_page_says_when_nobody_can_look(
    casus: Casus, organisator: Deelnemer, redacteur: Deelnemer, client_of: ClientOf
) -> None:
    Casus.objects.update(visibility="community")
    text = page(casus, client_of(casus.casushouder))
    assert str(organisator) in text
    assert str(redacteur) not in text
    assert "Nu kan niemand meekijken" not in text
    Casus.objects.update(casushouder=organisator)
    assert "Nu kan niemand meekijken" in page(casus, client_of(organisator))


def test_who_writes_in_a_public_casus_reads_that_everybody_sees_it(
    casus: Casus, client_of: ClientOf
) -> None:
    client = client_of(casus.casushouder)
    address = reverse("casussen:section", args=[casus.slug, "context"])
    warning = "Wat je bewaart, leest iedereen meteen"
    assert warning not in client.get(address).text
    Casus.objects.update(visibility="public")
    assert warning in client.get(address).text

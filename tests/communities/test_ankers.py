"""Talk about one part of a casus, or one sentence in it (features.md row 22)."""

import re
from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casussen.models import Casus, CasusDeelname, CasusSectie
from casussen.services import save_section
from communities import services
from communities.models import MOST_QUOTED, Community, Deelnemer, Gesprek, Reactie
from tests.factories import CasusFactory, LidmaatschapFactory, ReactieFactory

ClientOf = Callable[[Deelnemer | None], Client]
FIRST = "Veertig reizigers stappen weer in."
SECRET = "De wethouder legt er kanarie geld bij."
TEXT = f"{FIRST} Dat is het dubbele.\n\n:::vertrouwelijk\n{SECRET}\n:::\n\nDe rest volgt later."
CHANGED = "De tekst is sindsdien veranderd."
HIDDEN = "Dit stukje is later afgeschermd of veranderd."


@pytest.fixture
def casus(community: Community) -> Casus:
    casus = CasusFactory(
        slug="de-bus", community=community, casushouder__first_name="Hella", visibility="public"
    )
    LidmaatschapFactory(community=community, deelnemer=casus.casushouder)
    CasusSectie.objects.create(casus=casus, kind="results", body=TEXT, updated_by=casus.casushouder)
    return casus


def rewrite(casus: Casus, body: str) -> None:
    version = casus.secties.get(kind="results").version
    save_section(actor=casus.casushouder, casus=casus, kind="results", body=body, version=version)


def say(person: Deelnemer, casus: Casus, quote: str = "", body: str = "Mooi!") -> Reactie:
    return services.post_reactie(
        actor=person, subject=casus, body=body, part="results", quote=quote
    )


def page(client: Client, casus: Casus, query: str = "") -> str:
    html = client.get(f"{casus.get_absolute_url()}{query}").content.decode()
    return re.sub(r"\s+", " ", html)


def part(html: str, kind: str = "results") -> str:
    """Return one section of the page, with what is said about it."""
    found = re.search(rf'<section class="tekst"[^>]*data-deel="{kind}".*?</section>', html)
    assert found, kind
    return found.group()


def post_on(html: str, post: Reactie) -> str:
    _, rest = html.split(f'id="reactie-{post.pk}"', maxsplit=1)
    return rest.split("reactie__acties", maxsplit=1)[0]


def reageer_url(casus: Casus) -> str:
    kind = ContentType.objects.get_for_model(casus)
    return reverse("communities:reageer", args=[kind.pk, casus.pk])


def test_a_post_about_a_section_shows_beside_it_and_stays_after_an_edit(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    assert 'href="?deel=results#reageer"' in part(page(client, casus))
    form = page(client, casus, "?deel=results")
    assert "Reageer op “Resultaten”" in form
    client.post(reageer_url(casus), {"body": "Hoe telden jullie?", "deel": "results"})
    post = Reactie.objects.get()
    assert (post.part, post.quote, post.source_version) == ("results", "", 1)
    for text in (TEXT, "Alles is nu anders."):
        rewrite(casus, text)
        html = page(client, casus)
        assert "1 reactie op dit deel" in part(html)
        assert "Hoe telden jullie?" in part(html)
        assert post.get_absolute_url() in part(html)
        assert "op dit deel" not in part(html, "approach").replace("Reageer op dit deel", "")
        assert 'href="/casussen/de-bus/#deel-results">Resultaten</a>' in post_on(html, post)
        assert CHANGED not in post_on(html, post)


def test_a_post_about_a_sentence_leads_to_it_and_keeps_it_when_the_text_changed(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    assert f'<option value="{FIRST}">{FIRST}</option>' in page(client, casus, "?deel=results")
    answer = client.post(reageer_url(casus), {"body": "Knap.", "deel": "results", "zin": FIRST})
    post = Reactie.objects.get()
    assert answer.headers["Location"] == post.place()
    assert (post.quote, post.prefix) == (FIRST, "")
    assert post.suffix.startswith(" Dat is het dubbele. De rest")
    assert "kanarie" not in post.suffix
    shown = post_on(page(client, casus), post)
    assert '#deel-results:~:text=Veertig%20reizigers%20stappen%20weer%20in."' in shown
    assert f"“{FIRST}”" in shown
    rewrite(casus, f"Er kwam iets voor. {FIRST}")
    assert CHANGED not in post_on(page(client, casus), post)
    rewrite(casus, "Er stappen vijftig reizigers in.")
    shown = post_on(page(client, casus), post)
    assert f"“{FIRST}”" in shown
    assert CHANGED in shown
    assert ":~:text" not in shown


def test_a_confidential_sentence_is_refused_and_what_was_typed_stays(
    casus: Casus, client_of: ClientOf
) -> None:
    client = client_of(casus.casushouder)
    assert f'value="{SECRET}"' not in page(client, casus, "?deel=results")
    sent = {"body": "Weten anderen dit?", "deel": "results", "zin": SECRET}
    answer = client.post(reageer_url(casus), sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Deze zin is vertrouwelijk" in html
    assert "Weten anderen dit?" in html
    assert 'name="deel" value="results"' in html
    assert Reactie.objects.count() == 0


def test_who_may_not_read_it_hears_no_more_than_that_it_is_not_there(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    answers = []
    for quote in (SECRET, "Dit stond er nooit."):
        sent = {"body": "Klopt dit?", "deel": "results", "zin": quote}
        answer = client_of(deelnemer).post(reageer_url(casus), sent)
        assert answer.status_code == 422
        assert "Deze zin staat niet (meer) in de tekst." in answer.content.decode()
        answers.append(len(re.findall("<option", answer.content.decode())))
    assert answers[0] == answers[1]
    with pytest.raises(ValidationError, match="niet"):
        say(deelnemer, casus, SECRET)
    assert Reactie.objects.count() == 0


def test_what_became_confidential_is_hidden_from_who_may_not_read_it(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    post = say(deelnemer, casus, FIRST)
    CasusDeelname.objects.get_or_create(casus=casus, deelnemer=casus.casushouder)
    rewrite(casus, f"Iets anders.\n\n:::vertrouwelijk\n{FIRST}\n:::")
    html = page(client_of(deelnemer), casus)
    assert "Veertig reizigers" not in html
    assert HIDDEN in post_on(html, post)
    assert HIDDEN in part(html)
    group = page(client_of(casus.casushouder), casus)
    assert f"“{FIRST}”" in post_on(group, post)
    assert "Dit stukje is later afgeschermd." in post_on(group, post)
    rewrite(casus, "Iets anders.\n\n:::vertrouwelijk\nVeertig of meer reizigers stapten in.\n:::")
    html = page(client_of(deelnemer), casus)
    assert "Veertig reizigers" not in html
    edit = client_of(deelnemer).get(reverse("communities:reactie_edit", args=[post.pk]))
    assert "Veertig reizigers" not in edit.content.decode()


def test_a_part_that_only_the_group_reads_takes_no_posts(casus: Casus, client_of: ClientOf) -> None:
    rewrite(casus, f":::vertrouwelijk\n{SECRET}\n:::")
    client = client_of(casus.casushouder)
    assert "Reageer op “Resultaten”" not in page(client, casus, "?deel=results")
    answer = client.post(reageer_url(casus), {"body": "Mijn tekst", "deel": "results"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Op dat deel kun je niet meer reageren" in html
    assert "Mijn tekst" in html
    assert 'name="deel"' not in html
    assert Reactie.objects.count() == 0


@pytest.mark.parametrize("zin", ["", FIRST])
def test_preview_and_errors_keep_what_it_is_about(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf, zin: str
) -> None:
    client = client_of(deelnemer)
    sent = {"body": "Eerst kijken", "deel": "results", "zin": zin}
    for extra, status in (({"actie": "voorbeeld"}, 200), ({"body": ""}, 422)):
        answer = client.post(reageer_url(casus), {**sent, **extra})
        html = re.sub(r"\s+", " ", answer.content.decode())
        assert answer.status_code == status
        assert 'name="deel" value="results"' in html
        assert "Over <a" in html
        if zin:
            assert f'<option value="{FIRST}" selected>' in html
    assert Reactie.objects.count() == 0


def test_a_few_words_of_a_sentence_can_be_quoted_too(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    sent = {"body": "Dit?", "deel": "results", "zin": " het\n dubbele ", "actie": "voorbeeld"}
    html = client_of(deelnemer).post(reageer_url(casus), sent).content.decode()
    assert "selected>het dubbele</option>" in html
    post = say(deelnemer, casus, " het\n dubbele ")
    assert (post.quote, post.prefix[-7:], post.suffix[:4]) == ("het dubbele", "Dat is ", ". De")


def test_nonsense_is_no_fault(casus: Casus, deelnemer: Deelnemer, client_of: ClientOf) -> None:
    client = client_of(deelnemer)
    for query in ("?deel=", "?deel=bestaatniet", "?deel=%00", "?deel=results&antwoord=9"):
        assert client.get(f"{casus.get_absolute_url()}{query}").status_code == 200
    for quote in ("x" * (MOST_QUOTED + 1), "y" * 1_000_000, "<script>alert(1)</script>", "\u202e"):
        sent = {"body": "Dag", "deel": "results", "zin": quote}
        answer = client.post(reageer_url(casus), sent)
        assert answer.status_code == 422
        assert "<script>alert(1)" not in answer.content.decode()
    assert Reactie.objects.count() == 0


def test_an_answer_belongs_where_its_thread_belongs(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    first = say(deelnemer, casus, FIRST)
    answer = services.post_reactie(
        actor=casus.casushouder, subject=casus, body="Dank!", parent=first, part="results"
    )
    assert (answer.part, answer.quote) == ("", "")
    shown = part(page(client_of(deelnemer), casus))
    assert "1 reactie op dit deel" in shown
    assert "Lees 1 antwoord" in shown
    services.remove_reactie(actor=deelnemer, reactie=first)
    html = page(client_of(deelnemer), casus)
    assert "1 reactie op dit deel" not in html
    assert f"“{FIRST}”" not in html


def test_who_reads_no_conversation_reads_nothing_beside_the_text(
    casus: Casus, deelnemer: Deelnemer, buitenstaander: Deelnemer, client_of: ClientOf
) -> None:
    say(deelnemer, casus, FIRST, body="Alleen onder ons")
    assert "Alleen onder ons" in page(client_of(deelnemer), casus)
    for person in (None, buitenstaander):
        html = page(client_of(person), casus)
        assert "Alleen onder ons" not in html
        assert "op dit deel" not in html


def test_queries_do_not_grow_with_posts_about_parts(
    casus: Casus, deelnemer: Deelnemer, client_of: ClientOf
) -> None:
    client = client_of(deelnemer)
    talk = Gesprek.objects.create(subject=casus)

    def count() -> int:
        page(client, casus)
        with CaptureQueriesContext(connection) as captured:
            page(client, casus)
        return len(captured)

    ReactieFactory(gesprek=talk, part="results", quote=FIRST)
    one = count()
    for number in range(49):
        kind = "results" if number % 2 else "approach"
        ReactieFactory(gesprek=talk, part=kind, quote="" if number % 3 else FIRST)
    assert count() == one
    shown = part(page(client, casus))
    assert "25 reacties op dit deel" in shown
    assert "Dit zijn de nieuwste 5. De andere 20 staan in" in shown

"""Row 79: what is new, gone, rewritten, stronger or weaker between two editions."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from handboek import services
from handboek.services import refresh_evidence
from tests.factories import CasusFactory, HoofdstukFactory
from tests.handboek.conftest import agreed_les
from tests.handboek.test_uitgaven import html, new_text
from tests.handboek.uitgaven import appeared

PAGE = "/handboek/uitgaven/2026-2/verschil/2026-1/"


def test_new_gone_rewritten_and_stronger_are_told(
    client, make_advies, public_casus, redacteur, redacteur2
) -> None:
    """Row 79: with the reason of what went, and word by word what changed."""
    same = make_advies(title="Blijf zoals je bent")
    gone = make_advies(title="Reken alles door")
    changed = make_advies(title="Vraag het eerst", why="Anders weet je niets van de bus.")
    stronger = make_advies(public_casus, title="Ga het zien")
    appeared(redacteur, redacteur2, year=2026)
    services.withdraw_advies(actor=redacteur, advies=gone, reason="Het klopte niet meer.")
    new_text(changed, redacteur, redacteur2, why="Anders weet je niets van de trein.")
    fresh = make_advies(title="Begin vandaag")
    les = agreed_les(casus=CasusFactory(visibility="public"))
    services.link_les(actor=redacteur, advies=stronger, les=les, relation="supports")
    refresh_evidence(stronger)
    appeared(redacteur, redacteur2, year=2026)

    page = html(client, PAGE)
    for title in (gone.title, changed.title, stronger.title, fresh.title):
        assert title in page
    assert same.title not in page
    assert "4 adviezen zijn nieuw, weg of anders." in page
    assert "Waarom: Het klopte niet meer." in page
    assert '<mark><span class="verborgen">[anders: </span>trein' in page
    assert '<mark><span class="verborgen">[anders: </span>bus' in page
    assert "De bewijskracht werd sterker: van “vermoeden” naar “herkend”." in page
    only = html(client, f"{PAGE}?soort=weg")
    assert gone.title in only and fresh.title not in only


def test_the_other_way_round_leads_to_the_same_page(
    client, make_advies, redacteur, redacteur2
) -> None:
    make_advies()
    for _ in range(2):
        appeared(redacteur, redacteur2, year=2026)
    answer = client.get("/handboek/uitgaven/2026-1/verschil/2026-2/")
    assert (answer.status_code, answer.url) == (301, PAGE)
    assert client.get("/handboek/uitgaven/2026-1/verschil/2026-1/").status_code == 404
    assert client.get("/handboek/uitgaven/2026-1/verschil/2025-7/").status_code == 404
    assert "is niets anders." in html(client, PAGE)


def test_differences_take_the_same_queries_for_1_and_50(
    client_of, make_advies, redacteur, redacteur2
) -> None:
    chapter = HoofdstukFactory(number=77)
    make_advies(hoofdstuk=chapter)
    appeared(redacteur, redacteur2, year=2026)
    make_advies(hoofdstuk=chapter)
    appeared(redacteur, redacteur2, year=2026)
    for _ in range(49):
        make_advies(hoofdstuk=chapter)
    appeared(redacteur, redacteur2, year=2026)
    reader = client_of(redacteur)
    counts = []
    for address in (PAGE, "/handboek/uitgaven/2026-3/verschil/2026-1/"):
        reader.get(address)
        with CaptureQueriesContext(connection) as captured:
            page = html(reader, address)
        counts.append(len(captured))
    assert "50 adviezen zijn nieuw" in page
    assert "pagina=2" in page
    assert counts[0] == counts[1]

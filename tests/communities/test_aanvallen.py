"""What somebody with bad plans tries on the pages about people, and does not get."""

from collections.abc import Callable

import pytest
from django.test import Client

from communities.models import Community, Deelnemer
from tests.factories import LidmaatschapFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_cache")]
type ClientOf = Callable[[Deelnemer | None], Client]
MARKUP = "<form action=/account/logout/><b>log in"


def test_what_others_know_is_text_in_the_form_of_the_profile(
    client_of: ClientOf, community: Community, deelnemer: Deelnemer
) -> None:
    attacker = LidmaatschapFactory(community=community).deelnemer
    attacker.expertise.set([MARKUP])
    page = client_of(deelnemer).get("/mijn/profiel/").text
    assert MARKUP not in page
    assert "&lt;b&gt;log in" in page, "the word is shown, so this test looks at the right place"


def test_a_name_is_text_where_a_beheerder_types_it_over(
    client_of: ClientOf, beheerder: Deelnemer, deelnemer: Deelnemer
) -> None:
    Deelnemer.objects.filter(pk=deelnemer.pk).update(first_name=MARKUP)
    page = client_of(beheerder).get(f"/beheer/leden/{deelnemer.pk}/wissen/").text
    assert MARKUP not in page
    assert "De naam is: &lt;form" in page

"""Rights are looked at every quarter and every year, one by one, and signed (BIO2 5.18)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities import rechten, services
from communities.enums import ReviewScope, Role, Verdict
from communities.models import (
    Community,
    Deelnemer,
    Lidmaatschap,
    Rechtenregel,
    Rechtenreview,
)
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.berichten.models import MessageEvent
from tests.factories import DeelnemerFactory, LidmaatschapFactory

pytestmark = pytest.mark.django_db
QUARTER = date(2026, 12, 20)
YEAR = date(2026, 11, 20)
PAGE = "/beheer/rechten/"


def opened(today: date) -> Rechtenreview:
    """Return the round that must be open on a day."""
    [review] = services.open_due_reviews(today=today)
    return review


def line_of(review: Rechtenreview, person: Deelnemer) -> Rechtenregel:
    """Return the line of one person."""
    return review.regels.get(deelnemer=person)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 3, 16), []),
        (date(2026, 3, 17), [(ReviewScope.PRIVILEGED, date(2026, 3, 31))]),
        (date(2026, 6, 30), [(ReviewScope.PRIVILEGED, date(2026, 6, 30))]),
        (date(2026, 7, 1), []),
        (date(2026, 11, 16), [(ReviewScope.ALL, date(2026, 11, 30))]),
        (date(2026, 12, 31), [(ReviewScope.PRIVILEGED, date(2026, 12, 31))]),
        (date(2027, 1, 1), []),
    ],
)
def test_quarterly_for_who_may_more_and_yearly_for_everybody(
    today: date, due: list[tuple[str, date]]
) -> None:
    assert rechten.due_soon(today) == due


def test_every_quarter_has_its_round_and_every_year_one_for_all() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    found = {round_ for day in days for round_ in rechten.due_soon(day)}
    scopes = [scope for scope, _ in found]
    assert scopes.count(ReviewScope.PRIVILEGED) == 4
    assert scopes.count(ReviewScope.ALL) == 1


def test_a_round_opens_once_and_tells_beheerders(
    beheerder: Deelnemer, organisator: Deelnemer, deelnemer: Deelnemer, redacteur: Deelnemer
) -> None:
    review = opened(QUARTER)
    assert services.open_due_reviews(today=QUARTER) == []
    assert {r.deelnemer for r in review.regels.all()} == {beheerder, organisator, redacteur}
    assert MessageEvent.objects.filter(kind="review.opened").count() == 1
    assert AuditEvent.objects.filter(action="review.opened", subject_id=review.pk).count() == 1


def test_snapshot_holds_what_everybody_may_do_then(
    organisator: Deelnemer, deelnemer: Deelnemer, redacteur: Deelnemer, community: Community
) -> None:
    review = opened(YEAR)
    assert line_of(review, organisator).rights == {
        "network": [],
        "communities": {str(community.pk): "organiser"},
    }
    assert line_of(review, redacteur).rights == {"network": ["redacteur"], "communities": {}}
    words = rechten.in_words(line_of(review, deelnemer).rights, rechten.community_names())
    assert [right.text for right in words] == [f"Deelnemer in {community}"]


def test_a_round_of_many_people_takes_few_queries(community: Community) -> None:
    people = [
        Deelnemer(email=f"p{n}@voorbeeld.nl", first_name="P", last_name="Q", sort_name=f"q{n}")
        for n in range(2500)
    ]
    Deelnemer.objects.bulk_create(people)
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(community=community, deelnemer=person) for person in people
    )
    with CaptureQueriesContext(connection) as queries:
        review = opened(YEAR)
    assert review.regels.count() == 2500
    assert len(queries) < 40


def test_bulk_keep_leaves_oneself_and_what_has_a_verdict(
    beheerder: Deelnemer, organisator: Deelnemer, redacteur: Deelnemer, client_of: Any
) -> None:
    review = opened(QUARTER)
    client = client_of(beheerder)
    ids = [line.pk for line in review.regels.all()]
    client.post(f"{PAGE}{review.pk}/klopt/", {"regel": ids})
    assert line_of(review, beheerder).verdict == Verdict.OPEN
    assert line_of(review, organisator).verdict == Verdict.KEEP
    assert line_of(review, organisator).decided_by == beheerder
    judged = AuditEvent.objects.filter(action="review.judged")
    assert {row.subject_id for row in judged} == {organisator.pk, redacteur.pk}


def test_taking_away_works_at_once_and_can_be_undone_by_giving_back(
    beheerder: Deelnemer, organisator: Deelnemer, community: Community, client_of: Any
) -> None:
    second = LidmaatschapFactory(
        community=community, role=Role.ORGANISER, deelnemer__is_redacteur=True
    ).deelnemer
    review = opened(QUARTER)
    line = line_of(review, second)
    address = f"{PAGE}{review.pk}/{line.pk}/weghalen/"
    client = client_of(beheerder)
    assert "Organisator van" in client.get(address).content.decode()
    keys = ["redacteur", f"community-{community.pk}"]
    assert client.post(address, {"keys": keys}).status_code == 302
    second = Deelnemer.objects.get(pk=second.pk)
    assert (second.is_redacteur, second.roles) == (False, {community.pk: Role.MEMBER})
    line.refresh_from_db()
    assert line.verdict == Verdict.REMOVE
    client.post(f"{PAGE}{review.pk}/{line.pk}/opnieuw/")
    line.refresh_from_db()
    assert line.verdict == Verdict.OPEN


def test_the_last_organiser_stays_and_the_page_says_why(
    beheerder: Deelnemer, organisator: Deelnemer, community: Community, client_of: Any
) -> None:
    review = opened(QUARTER)
    line = line_of(review, organisator)
    answer = client_of(beheerder).post(
        f"{PAGE}{review.pk}/{line.pk}/weghalen/", {"keys": [f"community-{community.pk}"]}
    )
    assert answer.status_code == 422
    assert "enige organisator" in answer.content.decode()
    line.refresh_from_db()
    assert line.verdict == Verdict.OPEN
    assert Lidmaatschap.objects.get(deelnemer=organisator).role == Role.ORGANISER


def test_nobody_judges_oneself(beheerder: Deelnemer) -> None:
    review = opened(QUARTER)
    line = line_of(review, beheerder)
    assert services.keep_rights(actor=beheerder, review=review, regels=[line]) == 0
    with pytest.raises(ValidationError, match="eigen rechten"):
        services.take_rights(actor=beheerder, regel=line, keys=["beheerder"])


def test_the_last_engineer_keeps_the_way_in(beheerder: Deelnemer) -> None:
    engineer = DeelnemerFactory(is_staff=True, is_superuser=True)
    review = opened(QUARTER)
    line = line_of(review, engineer)
    with pytest.raises(ValidationError, match="techniek"):
        services.take_rights(actor=beheerder, regel=line, keys=["staff"])
    DeelnemerFactory(is_staff=True)
    services.take_rights(actor=beheerder, regel=line, keys=["staff"])
    engineer.refresh_from_db()
    assert (engineer.is_staff, engineer.is_superuser) == (False, False)


def test_sign_off_only_when_every_line_has_a_verdict_and_then_nothing_changes(
    beheerder: Deelnemer, organisator: Deelnemer, client_of: Any
) -> None:
    other = DeelnemerFactory(is_beheerder=True)
    review = opened(QUARTER)
    client = client_of(beheerder)
    client.post(f"{PAGE}{review.pk}/teken/", {"note": "Te vroeg"})
    review.refresh_from_db()
    assert review.signed_at is None
    for person in (beheerder, other):
        services.keep_rights(actor=person, review=review, regels=review.regels.all())
    client.post(f"{PAGE}{review.pk}/teken/", {"note": "Alles nagelopen."})
    review.refresh_from_db()
    assert (review.signed_by, review.note) == (beheerder, "Alles nagelopen.")
    assert AuditEvent.objects.filter(action="review.signed").count() == 1
    line = line_of(review, organisator)
    with pytest.raises(ValidationError, match="getekend"):
        services.reopen_line(actor=beheerder, regel=line)
    page = client.get(f"{PAGE}{review.pk}/").content.decode()
    assert "Alles nagelopen." in page
    assert "Haal weg" not in page
    assert "Bekijk opnieuw" not in page


def test_overdue_is_told_once(beheerder: Deelnemer) -> None:
    review = opened(QUARTER)
    after = review.due_on + timedelta(days=1)
    for _ in range(2):
        services.remind_of_overdue(today=after)
    assert MessageEvent.objects.filter(kind="review.overdue").count() == 1
    services.remind_of_overdue(today=review.due_on)
    assert MessageEvent.objects.filter(kind="review.overdue").count() == 1


def test_filter_by_verdict(beheerder: Deelnemer, organisator: Deelnemer, client_of: Any) -> None:
    review = opened(QUARTER)
    services.keep_rights(actor=beheerder, review=review, regels=[line_of(review, organisator)])
    client = client_of(beheerder)
    listed = {
        key: [
            line.deelnemer
            for line in client.get(f"{PAGE}{review.pk}/?lijst={key}").context["regels"]
        ]
        for key in ("open", "klopt", "weghalen")
    }
    assert listed == {"open": [beheerder], "klopt": [organisator], "weghalen": []}


def test_1_and_50_people_take_the_same_number_of_queries(
    beheerder: Deelnemer, community: Community, client_of: Any
) -> None:
    review = Rechtenreview.objects.create(scope="all", due_on=timezone.localdate())

    def one() -> None:
        person = LidmaatschapFactory(community=community).deelnemer
        rights = {"network": [], "communities": {str(community.pk): "member"}}
        Rechtenregel.objects.create(review=review, deelnemer=person, rights=rights)

    client = client_of(beheerder)
    one()
    client.get(f"{PAGE}{review.pk}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{PAGE}{review.pk}/")
    for _ in range(50):
        one()
    with CaptureQueriesContext(connection) as many:
        page = client.get(f"{PAGE}{review.pk}/")
    assert len(page.context["regels"]) == 50
    assert len(few) == len(many)

"""Makes meetings with their programme, answers and minutes; nobody is mailed about them."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils import timezone

from bijeenkomsten.enums import Answer, Form, ItemKind, Status, VerslagState
from bijeenkomsten.models import (
    Aanmelding,
    Agendapunt,
    Bijeenkomst,
    Gast,
    Rondmail,
    Stap,
    Verslag,
    VerslagItem,
)
from netwerk.demo.content import bijeenkomsten_geweest, bijeenkomsten_komend
from netwerk.demo.moments import day, meeting_day, moment
from netwerk.demo.reeksen import spread, tie
from netwerk.demo.texts import flow
from netwerk.demo.world import World

BIJEENKOMSTEN = [
    *bijeenkomsten_geweest.BIJEENKOMSTEN,
    *bijeenkomsten_komend.BIJEENKOMSTEN,
]


def make_meetings(world: World) -> None:
    """Make every meeting; those that were have minutes, of which one set is still checked."""
    for row in spread(BIJEENKOMSTEN):
        meeting = _meeting(world, row)
        world.bijeenkomsten[meeting.slug] = meeting
        items = _programme(world, meeting, row)
        _answers(world, meeting, row)
        _guests(meeting, row)
        _mail_drafts(world, meeting, row)
        if "minutes" in row:
            _minutes(world, meeting, row, items)
    tie(world, BIJEENKOMSTEN)


def _meeting(world: World, row: dict[str, Any]) -> Bijeenkomst:
    days = meeting_day(row["days"])
    starts = moment(days, row["from"])
    minutes = sum(item["minutes"] for item in row["programme"])
    meeting = Bijeenkomst.objects.create(
        title=row["title"],
        slug=row["slug"],
        kind=world.begrip("bijeenkomstsoort", row["kind"]),
        community=world.communities[row["community"]],
        goal=flow(row["goal"]),
        bring_along=flow(row.get("bring", "")),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        place=row.get("place", ""),
        route=row.get("route", ""),
        accessibility=row.get("access", ""),
        online_link=row.get("online", ""),
        capacity=row.get("capacity"),
        capacity_online=row.get("capacity_online"),
        host=world.organisaties.get(row.get("host", "")),
        registration_closes_at=starts - timedelta(days=2) if "capacity" in row else None,
        visibility=row["visibility"],
        guests_welcome="guests" in row,
        status=Status.CANCELLED if "cancelled" in row else Status.PLANNED,
        cancel_reason=row.get("cancelled", ""),
        revision=2 if "cancelled" in row else 1,
        sequence=1 if "cancelled" in row else 0,
        created_by=world.people[row["by"]],
    )
    meeting.communities.add(*(world.communities[number] for number in row.get("also", [])))
    return meeting


def _programme(world: World, meeting: Bijeenkomst, row: dict[str, Any]) -> list[Agendapunt]:
    made = Agendapunt.objects.bulk_create(
        Agendapunt(
            bijeenkomst=meeting,
            order=place,
            title=item["title"],
            explanation=flow(item.get("text", "")),
            minutes=item["minutes"],
            kind=ItemKind.BREAK if item.get("break") else ItemKind.WORK,
            casus=world.casussen[item["casus"]] if "casus" in item else None,
            dilemma=world.dilemmas[item["dilemma"]] if "dilemma" in item else None,
            leervraag=world.leervragen[item["leervraag"]] if "leervraag" in item else None,
            owner=world.people[item["owner"]] if "owner" in item else None,
            werkvorm=item.get("method", ""),
        )
        for place, item in enumerate(row["programme"], start=1)
    )
    Stap.objects.bulk_create(
        Stap(agendapunt=point, order=order, **asdict(step))
        for point in made
        if point.method
        for order, step in enumerate(point.method.steps, start=1)
    )
    return made


def _answers(world: World, meeting: Bijeenkomst, row: dict[str, Any]) -> None:
    rows = []
    for answer in Answer:
        for key in row.get(answer.value, "").split():
            said_yes = answer == Answer.YES
            rows.append(
                Aanmelding(
                    bijeenkomst=meeting,
                    deelnemer=world.people[key],
                    answer=answer,
                    needs=row.get("needs", {}).get(key, ""),
                    generation=int(said_yes),
                    calendar_sent=said_yes,
                )
            )
    Aanmelding.objects.bulk_create(rows)


def _guests(meeting: Bijeenkomst, row: dict[str, Any]) -> None:
    """Let people without an account come, who confirmed the mail about it."""
    guests = Gast.objects.bulk_create(
        Gast(
            bijeenkomst=meeting,
            name=guest["name"],
            email=guest["email"],
            organisation=guest.get("organisation", ""),
            form=guest.get("form", Form.ROOM),
            confirmed_at=timezone.now(),
        )
        for guest in row.get("guests", [])
    )
    Aanmelding.objects.bulk_create(
        Aanmelding(
            bijeenkomst=meeting,
            gast=guest,
            form=guest.form,
            answer=Answer.YES,
            needs=told.get("needs", ""),
            generation=1,
            calendar_sent=True,
        )
        for guest, told in zip(guests, row.get("guests", []), strict=True)
    )


def _mail_drafts(world: World, meeting: Bijeenkomst, row: dict[str, Any]) -> None:
    Rondmail.objects.bulk_create(
        Rondmail(
            bijeenkomst=meeting,
            author=world.people[row["by"]],
            subject=draft["subject"],
            body=flow(draft["text"]),
        )
        for draft in row.get("mail_drafts", [])
    )


def _minutes(
    world: World, meeting: Bijeenkomst, row: dict[str, Any], items: list[Agendapunt]
) -> None:
    writer = world.people[row["by"]]
    verslag = Verslag.objects.create(
        bijeenkomst=meeting,
        state=VerslagState.CHECK if "check_days" in row else VerslagState.FINAL,
        visibility=row["minutes_for"],
        created_by=writer,
        check_until=day(row["check_days"]) if "check_days" in row else None,
        finalised_at=None if "check_days" in row else meeting.ends_at + timedelta(days=8),
    )
    Verslag.objects.filter(pk=verslag.pk).update(created_at=meeting.ends_at)
    made = VerslagItem.objects.bulk_create(
        VerslagItem(
            verslag=verslag, agendapunt=items[place - 1], body=flow(body), updated_by=writer
        )
        for place, body in row["minutes"].items()
    )
    verslag.items.update(updated_at=meeting.ends_at + timedelta(days=3))
    for item in made:
        world.verslag_items[meeting.slug, item.agendapunt.order] = item

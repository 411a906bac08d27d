"""The declared policy of questions to residents, apart from the code."""

from typing import Any

from django.utils import timezone

from casussen.models import Inwonersantwoord, Inwonersvraag
from tests.policy.rows_casussen import ORGANISER, OWNER, READERS, casus_row
from tests.policy.table import EVERYONE, NOBODY, SIGNED_IN, Roles, Row

MODERATORS = OWNER | ORGANISER
STATES = ("waiting", "placed", "refused")
WORDS = {
    "question": "Wat mis je in je dorp?",
    "explanation": "Vertel.",
    "closes_on": "2100-01-01",
    "body": "Een bankje.",
    "reason": "Een naam van iemand anders.",
}


def build(world: Any) -> None:
    """Ask a question at every casus of the world, with an answer in every state."""
    for key, casus in _casussen(world).items():
        vraag = Inwonersvraag.objects.create(
            casus=casus,
            question="Wat mis je?",
            closes_on=timezone.localdate(),
            opened_by=world.people["casushouder"],
        )
        world.objects[f"inwonersvraag-{key}"] = vraag
        for state in STATES:
            decided = {} if state == "waiting" else {"decided_by": world.people["organisator"]}
            world.objects[f"antwoord-{state}-{key}"] = Inwonersantwoord.objects.create(
                vraag=vraag, body=f"Een antwoord, {state}.", state=state, **decided
            )


def _casussen(world: Any) -> dict[str, Any]:
    withdrawn, trashed = world["ingetrokken"], world["weg"]
    return {**world.casus, "withdrawn": withdrawn, "trash": trashed}


CASES: dict[str, tuple[str, Roles]] = {
    **{name: (f"casus-{name}", READERS[name]) for name in ("group", "network", "public")},
    "withdrawn": ("ingetrokken", READERS["network"]),
    "trash": ("weg", NOBODY),
}


def _row(name: str, key: str, may: Roles, **more: Any) -> Row:
    slug, readers = CASES[key]
    answer = more.pop("answer", "")

    def kwargs(world: Any) -> dict[str, Any]:
        found = {"slug": slug, "pk": world[f"inwonersvraag-{key}"].pk}
        return found | ({"nummer": world[f"antwoord-{answer}-{key}"].pk} if answer else {})

    return Row(
        f"casussen:{name}",
        f"{key} {answer}".strip(),
        kwargs=kwargs,
        hidden=more.pop("hidden", SIGNED_IN - readers),
        data=lambda world: WORDS,
        **(more or {"get": may, "post": may}),
    )


def _of_vraag(key: str) -> list[Row]:
    readers = CASES[key][1]
    moderators = MODERATORS & readers
    hidden = EVERYONE - readers
    place = {"post": moderators, "answer": "waiting"}
    return [
        _row("inwonersvraag", key, readers, get=readers, hidden=hidden),
        _row("inwonersvraag_antwoord", key, readers, get=readers, post=readers, hidden=hidden),
        _row("inwonersantwoorden", key, moderators, get=moderators),
        _row("inwonersvraag_update", key, moderators),
        _row("inwonersantwoord_place", key, moderators, **place),
        _permalink(key, "placed"),
    ]


def _of_public() -> list[Row]:
    rows = [
        _row("inwonersvraag_bedankt", "public", EVERYONE, get=EVERYONE, hidden=NOBODY),
        _row("inwonersvraag_close", "public", MODERATORS),
        _row("inwonersvraag_reopen", "public", MODERATORS),
        _permalink("public", "waiting"),
        _permalink("public", "refused"),
    ]
    for answer in STATES:
        rows += [
            _row("inwonersantwoord_refuse", "public", MODERATORS, answer=answer),
            _row("inwonersantwoord_undo", "public", MODERATORS, post=MODERATORS, answer=answer),
        ]
    return rows


def _permalink(key: str, answer: str) -> Row:
    slug, readers = CASES[key]
    may = readers if answer == "placed" else NOBODY

    def kwargs(world: Any) -> dict[str, Any]:
        return {"slug": slug, "pk": world[f"antwoord-{answer}-{key}"].pk}

    state = f"{key} {answer}"
    return Row("casussen:inwonersantwoord", state, kwargs, get=may, hidden=EVERYONE - may)


def _of_casus(key: str) -> list[Row]:
    slug, readers = CASES[key]
    asks = NOBODY if key == "withdrawn" else MODERATORS & readers
    return [
        Row(
            "casussen:inwoners",
            key,
            kwargs=lambda world: {"slug": slug},
            get=MODERATORS & readers,
            hidden=SIGNED_IN - readers,
        ),
        casus_row("inwonersvraag_create", key, slug, readers, asks),
    ]


ROWS = [row for key in CASES for make in (_of_vraag, _of_casus) for row in make(key)]
ROWS += _of_public()

"""That no field is forgotten: in what guards a form, and in what the organisation agrees to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import ForeignObjectRel, Model

from casussen import openbaar
from casussen.forms.casussen import CasusUpdateForm
from casussen.forms.dilemmas import DilemmaForm
from casussen.forms.leeragenda import LeervraagForm
from casussen.models import Casus, Dilemma, Leervraag
from netwerk.kern.marks import mark_of
from tests.factories import CasusFactory, DilemmaFactory

pytestmark = pytest.mark.django_db


class Watched:
    """An object that keeps which of its attributes somebody read."""

    def __init__(self, watched: Any) -> None:
        self.watched, self.read = watched, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.read |= {name, name.removesuffix("_id")}
        return getattr(self.watched, name)


def a_leervraag() -> Leervraag:
    casus = CasusFactory()
    return Leervraag.objects.create(
        community=casus.community, created_by=casus.casushouder, question="Wat leren we?"
    )


@pytest.mark.parametrize(
    ("make", "mark", "form"),
    [
        (CasusFactory, Casus.facts_mark, CasusUpdateForm),
        (DilemmaFactory, Dilemma.mark, DilemmaForm),
        (a_leervraag, Leervraag.mark, LeervraagForm),
    ],
    ids=["casus", "dilemma", "leervraag"],
)
def test_a_form_is_guarded_by_every_field_of_it(
    make: Callable[[], Model], mark: Callable[[Any], str], form: Any
) -> None:
    """A field that is not in the mark is written over without a word."""
    row = Watched(make())
    assert mark(row) == mark(row.watched)
    asked_once = {"community"}  # of a dilemma: no change moves it elsewhere
    assert {*form.Meta.fields} - asked_once - row.read == set()


def test_another_fact_is_another_mark() -> None:
    assert mark_of("a", [1]) == mark_of("a", [1])
    assert len({mark_of("a", [1]), mark_of("a", [1, 2]), mark_of("a1"), mark_of("a", "[1]")}) == 4


def test_every_field_of_a_casus_is_in_the_text_of_the_consent_or_said_not_to_be() -> None:
    """What the public reads, the organisation agreed to; a field in neither list fails here."""
    casus = Watched(CasusFactory())
    assert openbaar.public_text(casus)  # type: ignore[arg-type]
    fields = {
        field.get_accessor_name() if isinstance(field, ForeignObjectRel) else field.name
        for field in Casus._meta.get_fields()
    }
    fields = {name for name in fields if name and not name.endswith("+")}
    assert fields - casus.read == openbaar.NOT_IN_IT

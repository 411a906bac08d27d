"""Who asks the rijk about a les, who answers, and who reads that answer before others do."""

from typing import Any

import rules

from handboek.models import Les, Rijksantwoord, Rijksvraag
from netwerk.kern.policy import allowed


@rules.predicate
def organises_its_community(user: Any, les: Les | None) -> bool:
    """An organiser of the community that the les is of."""
    return bool(les and user.is_authenticated and user.is_organiser(les.community_id))


@rules.predicate
def is_of_the_organisation(user: Any, vraag: Rijksvraag | None) -> bool:
    """Somebody of the network who works at the organisation that was asked."""
    if vraag is None or not user.is_authenticated or not user.in_network:
        return False
    return bool(user.organisatie_id == vraag.organisatie_id)


@rules.predicate
def may_view_les_of(user: Any, vraag: Rijksvraag | None) -> bool:
    """Who reads the les reads what was asked about it, and the answer."""
    return vraag is not None and allowed(user, "handboek.view_les", vraag.les)


@rules.predicate
def asked_it(user: Any, vraag: Rijksvraag | None) -> bool:
    """Who asked the question."""
    return bool(vraag and user.is_authenticated and vraag.asked_by_id == user.pk)


@rules.predicate
def is_taken_back(user: Any, vraag: Rijksvraag | None) -> bool:
    """Nobody is asked any more."""
    return bool(vraag and vraag.withdrawn_at)


@rules.predicate
def is_open(user: Any, vraag: Rijksvraag | None) -> bool:
    """It has no answer that readers see, and was not taken back."""
    return bool(vraag and vraag.is_open)


@rules.predicate
def wrote_answer(user: Any, antwoord: Rijksantwoord | None) -> bool:
    """Who wrote the answer."""
    return bool(antwoord and user.is_authenticated and antwoord.writer_id == user.pk)


@rules.predicate
def waits_for_second_reader(user: Any, antwoord: Rijksantwoord | None) -> bool:
    """Nobody decided about the answer yet."""
    return bool(antwoord and antwoord.returned_at is None)

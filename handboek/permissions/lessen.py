"""Who reads what a les comes from, and who may speak of it for a casus."""

from typing import Any

import rules
from django.db.models import Model

from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Verslag
from casussen.models import Casus, Inwonersantwoord
from communities.models import Reactie
from handboek.enums import State
from handboek.models import Bevinding, Herkenning, Les
from handboek.plaatsen import about_what, communities_of, spoken_for_by
from netwerk.kern.policy import allowed


@rules.predicate
def is_under_published_advies(user: Any, les: Les | None) -> bool:
    """A published advies rests on the les, so anyone may read its conclusion."""
    return bool(les and les.gebruik.filter(advies__state=State.PUBLISHED).exists())


@rules.predicate
def is_maker_of_les(user: Any, les: Les | None) -> bool:
    """Who wrote the les down."""
    return bool(les and user.is_authenticated and les.created_by_id == user.pk)


@rules.predicate
def may_view_source(user: Any, bevinding: Bevinding | None) -> bool:
    """Ask the casus, the minutes, the conversation or the answer who may read them."""
    if bevinding is None:
        return False
    source = (
        bevinding.reactie
        or bevinding.inwonersantwoord
        or bevinding.source_verslag
        or bevinding.casus
    )
    return source is not None and _may_read(user, source)


@rules.predicate
def may_view_object(user: Any, source: Model | None) -> bool:
    """Ask what a sentence would come from; what is withdrawn, removed or a draft gives none."""
    return source is not None and _may_read(user, source) and _counts(source)


@rules.predicate
def may_harvest_from(user: Any, source: Model | None) -> bool:
    """A redacteur, an organiser of one of its communities, or the casushouder."""
    if source is None or not user.is_authenticated:
        return False
    owner: Any = about_what(source)
    is_casushouder = isinstance(owner, Casus) and owner.casushouder_id == user.pk
    communities = communities_of(owner)
    return bool(user.is_redacteur or is_casushouder or user.is_organiser(*communities))


@rules.predicate
def has_casus_to_speak_for(user: Any, les: Les | None) -> bool:
    """Who is casushouder or co-auteur of a casus, or organises its leading community."""
    return spoken_for_by(user).exists()


@rules.predicate
def may_view_what_is_said(user: Any, herkenning: Herkenning | None) -> bool:
    """Who reads the les, and the casus that says something of it."""
    return herkenning is not None and (
        allowed(user, "handboek.view_les", herkenning.les)
        and allowed(user, "casussen.view_casus", herkenning.casus)
    )


@rules.predicate
def may_take_back(user: Any, herkenning: Herkenning | None) -> bool:
    """Who said it, who may speak for the casus now, or a redacteur who sees that it is wrong.

    A redacteur takes back and settles, but says nothing for a casus: who weighs what was seen
    does not bring it in as well.
    """
    if herkenning is None or not user.is_authenticated or herkenning.withdrawn_at is not None:
        return False
    speaks = allowed(user, "handboek.speak_for_casus", herkenning.casus)
    return bool(herkenning.made_by_id == user.pk or user.is_redacteur or speaks)


READ = {
    Casus: "casussen.view_casus",
    Verslag: "bijeenkomsten.view_verslag",
    Reactie: "communities.view_reactie",
    Inwonersantwoord: "casussen.view_inwonersantwoord",
}


def _may_read(user: Any, source: Model) -> bool:
    if isinstance(source, Reactie) and source.removed_at is not None:
        return False
    return allowed(user, READ[type(source)], source)


def _counts(source: Model) -> bool:
    if isinstance(source, Verslag) and source.state == VerslagState.DRAFT:
        return False  # its words may still become others
    about = about_what(source)
    return not (isinstance(about, Casus) and about.withdrawn_at)

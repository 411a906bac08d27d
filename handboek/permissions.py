"""The access policy of the handboek: predicates first, then one table."""

from typing import Any

import rules
from django.db.models import Model

from bijeenkomsten.enums import VerslagState
from bijeenkomsten.models import Verslag
from casussen.models import Casus, Inwonersantwoord
from casussen.permissions.casussen import is_lead_organiser, is_writer, may_view
from casussen.permissions.casussen import is_not_withdrawn as is_not_withdrawn_casus
from communities.models import Reactie
from communities.permissions import is_in_network, is_redacteur
from handboek.enums import State
from handboek.models import (
    Advies,
    Bevinding,
    Herkenning,
    Les,
    Lezersantwoord,
    Lijstitem,
    Rijksvraag,
    Signaal,
    Toepassing,
    Werkversie,
)
from handboek.permissions_gebruik import (
    is_open_failure,
    is_placed,
    is_signed_in,
    owns_item,
    told_it,
    waits,
)
from handboek.permissions_rijk import is_of_the_organisation, organises_its_community
from handboek.plaatsen import about_what, communities_of, spoken_for_by
from netwerk.kern.policy import allowed


@rules.predicate
def once_published(user: Any, advies: Advies | None) -> bool:
    """An advies keeps its address for everybody after it was published once."""
    return bool(advies and advies.published_at)


@rules.predicate
def is_author(user: Any, advies: Advies | None) -> bool:
    """Who made the advies."""
    return bool(advies and user.is_authenticated and advies.author_id == user.pk)


@rules.predicate
def is_last_editor(user: Any, advies: Advies | None) -> bool:
    """Who changed the text last."""
    return bool(advies and user.is_authenticated and advies.edited_by_id == user.pk)


@rules.predicate
def waits_for_review(user: Any, advies: Advies | None) -> bool:
    """The advies was handed in and nobody decided yet."""
    return bool(advies and advies.state == State.REVIEW)


@rules.predicate
def is_being_written(user: Any, advies: Advies | None) -> bool:
    """The text may still change (a published text stands; see docs/decisions/advies-state.md)."""
    return bool(advies and advies.state in {State.DRAFT, State.REVIEW})


@rules.predicate
def is_draft(user: Any, advies: Advies | None) -> bool:
    """The advies was not handed in yet."""
    return bool(advies and advies.state == State.DRAFT)


@rules.predicate
def is_not_withdrawn(user: Any, advies: Advies | None) -> bool:
    """The advies still counts for something."""
    return bool(advies and advies.state != State.WITHDRAWN)


@rules.predicate
def is_published(user: Any, advies: Advies | None) -> bool:
    """The advies stands in the handboek, refuted or not."""
    return bool(advies and advies.state == State.PUBLISHED)


def _werkversie(advies: Advies | None) -> Werkversie | None:
    return getattr(advies, "werkversie", None) if advies else None


@rules.predicate
def has_werkversie(user: Any, advies: Advies | None) -> bool:
    """Somebody works on a new text for it."""
    return _werkversie(advies) is not None


@rules.predicate
def werkversie_is_draft(user: Any, advies: Advies | None) -> bool:
    """The new text was not handed in yet."""
    row = _werkversie(advies)
    return bool(row and row.state == State.DRAFT)


@rules.predicate
def may_decide_werkversie(user: Any, advies: Advies | None) -> bool:
    """The new text waits for somebody who neither began it nor changed it last."""
    row = _werkversie(advies)
    return bool(
        row and row.state == State.REVIEW and user.pk not in {row.writer_id, row.edited_by_id}
    )


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
def may_view_les_of(user: Any, vraag: Rijksvraag | None) -> bool:
    """Who reads the les reads what was asked about it, and the answer."""
    return vraag is not None and allowed(user, "handboek.view_les", vraag.les)


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


PERMISSIONS = {
    "handboek.view_advies": once_published | is_redacteur | is_author,
    "handboek.discuss_advies": is_in_network & is_published,
    "handboek.view_les": is_in_network | is_under_published_advies,
    "handboek.view_lessen": is_in_network,
    "handboek.change_les": is_redacteur
    | (is_in_network & is_maker_of_les & ~is_under_published_advies),
    "handboek.recognise_les": (is_in_network | is_under_published_advies) & has_casus_to_speak_for,
    "handboek.speak_for_casus": may_view & is_not_withdrawn_casus & (is_writer | is_lead_organiser),
    "handboek.view_herkenning": may_view_what_is_said,
    "handboek.take_back_herkenning": may_view_what_is_said & may_take_back,
    "handboek.manage_publicaties": is_redacteur,
    "handboek.ask_rijk": is_redacteur | organises_its_community,
    "handboek.view_rijksvraag": may_view_les_of,
    "handboek.answer_rijksvraag": is_redacteur | is_of_the_organisation,
    "handboek.view_bevinding": may_view_source,
    "handboek.harvest": may_view_object & may_harvest_from,
    "handboek.view_redactie": is_redacteur,
    "handboek.view_signaal": is_redacteur,
    "handboek.handle_signaal": is_redacteur,
    "handboek.add_advies": is_redacteur,
    "handboek.change_advies": is_redacteur & is_being_written,
    "handboek.link_les": is_redacteur & is_not_withdrawn,
    "handboek.order_handboek": is_redacteur,
    "handboek.move_advies": is_redacteur & is_not_withdrawn,
    "handboek.tie_advies": is_redacteur & is_not_withdrawn,
    "handboek.submit_advies": is_redacteur & is_draft,
    "handboek.decide_advies": is_redacteur & waits_for_review & ~is_author & ~is_last_editor,
    "handboek.withdraw_advies": is_redacteur & is_not_withdrawn,
    "handboek.check_advies": is_redacteur & is_published,
    "handboek.start_werkversie": is_redacteur & is_published & ~has_werkversie,
    "handboek.change_werkversie": is_redacteur & has_werkversie,
    "handboek.submit_werkversie": is_redacteur & werkversie_is_draft,
    "handboek.decide_werkversie": is_redacteur & may_decide_werkversie,
    "handboek.rate_advies": is_published,
    "handboek.list_advies": is_signed_in & is_published,
    "handboek.change_lijstitem": owns_item,
    "handboek.view_lezersantwoord": is_redacteur,
    "handboek.report_toepassing": is_in_network & is_published,
    "handboek.view_toepassing": is_placed | is_redacteur | told_it,
    "handboek.place_toepassing": is_redacteur & waits & ~told_it,
    "handboek.refuse_toepassing": is_redacteur & (waits | is_placed) & ~told_it,
    "handboek.withdraw_toepassing": told_it & (waits | is_placed),
    "handboek.settle_toepassing": is_redacteur & is_open_failure & ~told_it,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Advies: "handboek.view_advies",
    Les: "handboek.view_les",
    Herkenning: "handboek.view_herkenning",
    Bevinding: "handboek.view_bevinding",
    Rijksvraag: "handboek.view_rijksvraag",
    Signaal: "handboek.view_signaal",
    Toepassing: "handboek.view_toepassing",
    Lezersantwoord: "handboek.view_lezersantwoord",
    Lijstitem: "handboek.change_lijstitem",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""

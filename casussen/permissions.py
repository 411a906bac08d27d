"""The access policy of casussen: predicates first, then one table."""

from typing import Any

import rules

from casussen.enums import Stage, VerhaalState
from casussen.models import (
    Casus,
    Dilemma,
    Generator,
    Leervraag,
    Publicatieverzoek,
    Schrijfuitnodiging,
    Standpunt,
    Verhaal,
)
from communities.enums import Visibility
from communities.models import Community
from communities.permissions import is_in_any_community, is_in_network, is_redacteur
from communities.sharing import lets_in


@rules.predicate
def is_in_group(user: Any, casus: Casus | None) -> bool:
    """The casushouder, a co-auteur or an expert."""
    return bool(casus and user.is_authenticated and casus.has_in_group(user))


@rules.predicate
def may_view(user: Any, casus: Casus | None) -> bool:
    """The casusgroep, and whoever the visibility lets in; nobody when it is in the trash."""
    if casus is None or casus.deleted_at is not None:
        return False
    return is_in_group(user, casus) or lets_in(user, casus.visibility, casus.community_ids)


@rules.predicate
def is_casushouder(user: Any, casus: Casus | None) -> bool:
    """Whose casus it is."""
    return bool(casus and user.is_authenticated and casus.casushouder_id == user.pk)


@rules.predicate
def is_writer(user: Any, casus: Casus | None) -> bool:
    """The casushouder or a co-auteur."""
    return bool(casus and user.is_authenticated and casus.is_written_by(user))


@rules.predicate
def is_not_withdrawn(user: Any, casus: Casus | None) -> bool:
    """It counts, though it may be archived."""
    return bool(casus and casus.withdrawn_at is None)


@rules.predicate
def is_standing(user: Any, casus: Casus | None) -> bool:
    """The casus can be written: it was neither withdrawn nor archived."""
    return bool(casus and casus.withdrawn_at is None and casus.stage != Stage.ARCHIVED)


@rules.predicate
def is_public(user: Any, casus: Casus | None) -> bool:
    """Anyone may read it."""
    return bool(casus and casus.visibility == Visibility.PUBLIC)


@rules.predicate
def is_lead_organiser(user: Any, casus: Casus | None) -> bool:
    """An organiser of the leading community."""
    return bool(casus and user.is_authenticated and user.is_organiser(casus.community_id))


@rules.predicate
def is_requester(user: Any, casus: Casus | None) -> bool:
    """Who asked to make it public, as long as nobody answered."""
    request = casus.open_request if casus else None
    return bool(request and user.is_authenticated and request.requested_by_id == user.pk)


@rules.predicate
def is_member_if_given(user: Any, community: Community | None) -> bool:
    """A member: of this community, or without one of any."""
    if community is None:
        return bool(is_in_any_community(user))
    return bool(user.is_authenticated and user.is_member(community.pk))


@rules.predicate
def may_view_request(user: Any, request: Publicatieverzoek | None) -> bool:
    """The writers of the casus, and who could answer, as far as they may read the casus."""
    if request is None or not may_view(user, request.casus):
        return False
    casus = request.casus
    return bool(is_writer(user, casus) or is_lead_organiser(user, casus) or is_redacteur(user))


@rules.predicate
def is_invited(user: Any, uitnodiging: Schrijfuitnodiging | None) -> bool:
    """Who is asked to join; nobody else reads an invitation by its own address."""
    return bool(uitnodiging and user.is_authenticated and uitnodiging.deelnemer_id == user.pk)


@rules.predicate
def is_author_of_dilemma(user: Any, dilemma: Dilemma | None) -> bool:
    """Who brought the dilemma in."""
    return bool(dilemma and user.is_authenticated and dilemma.author_id == user.pk)


@rules.predicate
def may_view_dilemma(user: Any, dilemma: Dilemma | None) -> bool:
    """The author, and whoever the visibility lets in."""
    if dilemma is None:
        return False
    return bool(
        is_author_of_dilemma(user, dilemma)
        or lets_in(user, dilemma.visibility, [dilemma.community_id])
    )


@rules.predicate
def organises_dilemma(user: Any, dilemma: Dilemma | None) -> bool:
    """An organiser of the community of the dilemma."""
    return bool(dilemma and user.is_authenticated and user.is_organiser(dilemma.community_id))


@rules.predicate
def may_view_generator(user: Any, generator: Generator | None) -> bool:
    """Who made it, and whoever may read a casus that names it."""
    if generator is None:
        return False
    if user.is_authenticated and generator.created_by_id == user.pk:
        return True
    rows = generator.ervaringen.select_related("casus")
    return any(may_view(user, row.casus) for row in rows)


@rules.predicate
def made_generator(user: Any, generator: Generator | None) -> bool:
    """Who brought it in."""
    return bool(generator and user.is_authenticated and generator.created_by_id == user.pk)


@rules.predicate
def may_view_leervraag(user: Any, leervraag: Leervraag | None) -> bool:
    """Whoever the visibility lets in."""
    if leervraag is None:
        return False
    return lets_in(user, leervraag.visibility, [leervraag.community_id])


@rules.predicate
def asked_leervraag(user: Any, leervraag: Leervraag | None) -> bool:
    """Who brought the leervraag in, while in the community."""
    return bool(
        leervraag
        and user.is_authenticated
        and leervraag.created_by_id == user.pk
        and user.is_member(leervraag.community_id)
    )


@rules.predicate
def organises_leervraag(user: Any, leervraag: Leervraag | None) -> bool:
    """An organiser of the community that wants to learn this."""
    return bool(leervraag and user.is_authenticated and user.is_organiser(leervraag.community_id))


@rules.predicate
def is_chosen(user: Any, dilemma: Dilemma | None) -> bool:
    """The choice was made."""
    return bool(dilemma and dilemma.is_chosen)


@rules.predicate
def is_parked(user: Any, dilemma: Dilemma | None) -> bool:
    """It waits."""
    return bool(dilemma and dilemma.is_parked)


@rules.predicate
def may_view_standpunt(user: Any, standpunt: Standpunt | None) -> bool:
    """Whoever may read its dilemma."""
    return bool(standpunt and may_view_dilemma(user, standpunt.dilemma))


@rules.predicate
def wrote_standpunt(user: Any, standpunt: Standpunt | None) -> bool:
    """Who gave it, while in the network."""
    return bool(standpunt and is_in_network(user) and standpunt.author_id == user.pk)


@rules.predicate
def is_of_a_choice(user: Any, standpunt: Standpunt | None) -> bool:
    """The choice in its dilemma was made."""
    return bool(standpunt and standpunt.dilemma.is_chosen)


@rules.predicate
def tidies_standpunt(user: Any, standpunt: Standpunt | None) -> bool:
    """An organiser of the community of its dilemma."""
    return bool(standpunt and organises_dilemma(user, standpunt.dilemma))


@rules.predicate
def is_public_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """A story that was checked and put where anyone reads it."""
    return bool(verhaal and verhaal.state == VerhaalState.PUBLISHED)


@rules.predicate
def writes_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """A writer of the casus of a story, unless that is in the trash."""
    return bool(verhaal and verhaal.casus.deleted_at is None and is_writer(user, verhaal.casus))


@rules.predicate
def is_asked_about_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """Who may look whether a story that waits gives its casus away; they see that casus' facts."""
    if verhaal is None or verhaal.state != VerhaalState.REVIEW:
        return False
    casus = verhaal.casus
    may = is_redacteur(user) or is_lead_organiser(user, casus)
    return bool(may and casus.deleted_at is None)


@rules.predicate
def made_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """Who began a story, or asked to check it."""
    return bool(
        verhaal
        and user.is_authenticated
        and user.pk in {verhaal.created_by_id, verhaal.requested_by_id}
    )


@rules.predicate
def keeps_verhaal(user: Any, verhaal: Verhaal | None) -> bool:
    """Who may take a public story away: it must go at once when somebody recognises it."""
    if verhaal is None or not user.is_authenticated:
        return False
    casus = verhaal.casus
    return bool(is_redacteur(user) or is_writer(user, casus) or is_lead_organiser(user, casus))


PERMISSIONS = {
    "casussen.view_casus": may_view,
    "casussen.view_confidential": may_view & is_in_group,
    "casussen.add_casus": is_member_if_given,
    "casussen.change_casus": may_view & is_writer & is_standing,
    "casussen.change_stage": may_view & is_writer & is_not_withdrawn,
    "casussen.change_visibility": may_view
    & is_not_withdrawn
    & is_writer
    & (~is_public | is_casushouder),
    "casussen.manage_group": may_view & is_not_withdrawn & (is_casushouder | is_lead_organiser),
    "casussen.leave_group": may_view & is_in_group & ~is_casushouder,
    "casussen.view_schrijfuitnodiging": is_invited,
    "casussen.discuss_casus": is_in_network & may_view,
    "casussen.use_keuzehulp": may_view & (is_in_network | is_in_group),
    "casussen.withdraw_casus": may_view & (is_casushouder | is_lead_organiser),
    "casussen.throw_away_casus": may_view & (is_casushouder | is_lead_organiser),
    "casussen.restore_casus": may_view & (is_casushouder | is_lead_organiser),
    "casussen.request_publication": may_view & is_writer & is_standing,
    "casussen.preview_publication": may_view & (is_writer | is_lead_organiser | is_redacteur),
    "casussen.decide_publication": may_view
    & (is_lead_organiser | is_redacteur)
    & ~is_requester
    & ~is_writer,
    "casussen.view_publicatieverzoek": may_view_request,
    "casussen.answer_terugblik": may_view & is_standing & (is_writer | is_lead_organiser),
    "casussen.write_verhaal": may_view & is_writer & is_not_withdrawn,
    "casussen.view_verhaal": is_public_verhaal | writes_verhaal | is_asked_about_verhaal,
    "casussen.decide_verhaal": is_asked_about_verhaal & ~writes_verhaal & ~made_verhaal,
    "casussen.withdraw_verhaal": is_public_verhaal & keeps_verhaal,
    "casussen.view_dilemma": may_view_dilemma,
    "casussen.add_dilemma": is_member_if_given,
    "casussen.change_dilemma": may_view_dilemma & (is_author_of_dilemma | organises_dilemma),
    "casussen.publish_dilemma": may_view_dilemma & organises_dilemma & ~is_author_of_dilemma,
    "casussen.discuss_dilemma": is_in_network & may_view_dilemma,
    "casussen.close_dilemma": may_view_dilemma
    & (is_author_of_dilemma | organises_dilemma)
    & ~is_parked,
    "casussen.park_dilemma": may_view_dilemma
    & (is_author_of_dilemma | organises_dilemma)
    & ~is_chosen,
    "casussen.reopen_dilemma": may_view_dilemma
    & (is_author_of_dilemma | organises_dilemma)
    & (is_parked | is_chosen),
    "casussen.add_standpunt": is_in_network & may_view_dilemma & ~is_chosen,
    "casussen.view_standpunt": may_view_standpunt,
    "casussen.change_standpunt": may_view_standpunt & wrote_standpunt & ~is_of_a_choice,
    "casussen.remove_standpunt": may_view_standpunt & (wrote_standpunt | tidies_standpunt),
    "casussen.view_generator": may_view_generator,
    "casussen.change_generator": may_view_generator & (made_generator | is_redacteur),
    "casussen.merge_generator": may_view_generator & is_redacteur,
    "casussen.view_leervraag": may_view_leervraag,
    "casussen.add_leervraag": is_member_if_given,
    "casussen.change_leervraag": may_view_leervraag & (asked_leervraag | organises_leervraag),
    "casussen.publish_leervraag": may_view_leervraag & organises_leervraag & ~asked_leervraag,
    "casussen.move_leervraag": may_view_leervraag & organises_leervraag,
    "casussen.discuss_leervraag": is_in_network & may_view_leervraag,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Casus: "casussen.view_casus",
    Dilemma: "casussen.view_dilemma",
    Standpunt: "casussen.view_standpunt",
    Publicatieverzoek: "casussen.view_publicatieverzoek",
    Schrijfuitnodiging: "casussen.view_schrijfuitnodiging",
    Generator: "casussen.view_generator",
    Leervraag: "casussen.view_leervraag",
    Verhaal: "casussen.view_verhaal",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""

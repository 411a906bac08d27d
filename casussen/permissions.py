"""The access policy of casussen: predicates first, then one table."""

from typing import Any

import rules

from casussen.models import Casus, Dilemma, Publicatieverzoek
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
def is_standing(user: Any, casus: Casus | None) -> bool:
    """The casus was not withdrawn."""
    return bool(casus and casus.withdrawn_at is None)


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


PERMISSIONS = {
    "casussen.view_casus": may_view,
    "casussen.view_confidential": may_view & is_in_group,
    "casussen.add_casus": is_member_if_given,
    "casussen.change_casus": may_view & is_writer & is_standing,
    "casussen.change_visibility": may_view
    & is_standing
    & is_writer
    & (~is_public | is_casushouder),
    "casussen.manage_group": may_view & is_standing & (is_casushouder | is_lead_organiser),
    "casussen.discuss_casus": is_in_network & may_view,
    "casussen.withdraw_casus": may_view & (is_casushouder | is_lead_organiser),
    "casussen.restore_casus": may_view & (is_casushouder | is_lead_organiser),
    "casussen.request_publication": may_view & is_writer & is_standing,
    "casussen.decide_publication": may_view
    & (is_lead_organiser | is_redacteur)
    & ~is_requester
    & ~is_writer,
    "casussen.view_publicatieverzoek": may_view_request,
    "casussen.view_dilemma": may_view_dilemma,
    "casussen.add_dilemma": is_member_if_given,
    "casussen.change_dilemma": may_view_dilemma & (is_author_of_dilemma | organises_dilemma),
    "casussen.publish_dilemma": may_view_dilemma & organises_dilemma & ~is_author_of_dilemma,
    "casussen.discuss_dilemma": is_in_network & may_view_dilemma,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Casus: "casussen.view_casus",
    Dilemma: "casussen.view_dilemma",
    Publicatieverzoek: "casussen.view_publicatieverzoek",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""

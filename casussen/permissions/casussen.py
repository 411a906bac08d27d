"""Who is what to a casus, and to a request or an invitation about one."""

from typing import Any

import rules

from casussen.enums import Stage
from casussen.models import Casus, Publicatieverzoek, Schrijfuitnodiging
from communities.enums import Visibility
from communities.models import Community
from communities.permissions import is_in_any_community, is_redacteur
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

"""The access policy of communities: predicates first, then one table.

Also the predicates that the apps above share.
"""

from typing import Any

import rules

from communities.enums import RequestState
from communities.models import (
    Community,
    Contactbericht,
    Deelnemer,
    Gesprek,
    Lidmaatschapsverzoek,
    Nieuwsbericht,
    Onderwerp,
    Organisatie,
    Peiling,
    Reactie,
    Rechtenreview,
    Uitnodiging,
    Zaak,
)
from netwerk.kern import subjects


@rules.predicate
def is_signed_in(user: Any) -> bool:
    """Anyone with an account."""
    return bool(user.is_authenticated)


@rules.predicate
def is_beheerder(user: Any) -> bool:
    """Somebody who manages people."""
    return bool(user.is_authenticated and user.is_beheerder)


@rules.predicate
def is_redacteur(user: Any) -> bool:
    """Somebody who edits the handboek."""
    return bool(user.is_authenticated and user.is_redacteur)


@rules.predicate
def is_in_network(user: Any) -> bool:
    """A member of any community, a redacteur or a beheerder."""
    return bool(user.is_authenticated and user.in_network)


@rules.predicate
def is_in_any_community(user: Any) -> bool:
    """A member of any community."""
    return bool(user.is_authenticated and user.roles)


@rules.predicate
def is_organiser_anywhere(user: Any) -> bool:
    """An organiser of any community."""
    return bool(user.is_authenticated and user.is_organiser(*user.roles))


@rules.predicate
def is_organiser_of_community(user: Any, community: Community | None) -> bool:
    """An organiser of this community."""
    return bool(user.is_authenticated and community and user.is_organiser(community.pk))


@rules.predicate
def is_member_of_community(user: Any, community: Community | None) -> bool:
    """A member of this community."""
    return bool(user.is_authenticated and community and user.is_member(community.pk))


def may_read_about(user: Any, subject: Any) -> bool:
    """Say whether this person may read what is said about a subject.

    Who sees the subject reads its conversation; what is said inside a community is for its
    members, although everybody sees the page of the community.
    """
    if subject is None or not subjects.may_view(user, subject):
        return False
    return not isinstance(subject, Community) or user.is_member(subject.pk)


@rules.predicate
def may_read_gesprek(user: Any, gesprek: Gesprek | None) -> bool:
    """Ask the subject of a conversation who may read it."""
    return bool(gesprek and may_read_about(user, gesprek.subject))


@rules.predicate
def may_discuss_subject(user: Any, gesprek: Gesprek | None) -> bool:
    """Ask the subject of a conversation who may write; a closed one takes no posts."""
    subject: Any = gesprek.subject if gesprek else None
    if gesprek is None or gesprek.closed_at or subject is None:
        return False
    return subjects.may_discuss(user, subject)


@rules.predicate
def asked_what_gesprek_is_about(user: Any, gesprek: Gesprek | None) -> bool:
    """Who asked the question, holds the casus or made the dilemma that people talk about."""
    subject: Any = gesprek.subject if gesprek else None
    return subject is not None and subjects.is_owner(user, subject)


@rules.predicate
def may_read_gesprek_of_reactie(user: Any, reactie: Reactie | None) -> bool:
    """Ask the subject of the conversation of a post who may read it."""
    return bool(reactie and may_read_about(user, reactie.gesprek.subject))


@rules.predicate
def is_of_somebody_else(user: Any, reactie: Reactie | None) -> bool:
    """A post that stands, written by somebody else."""
    return bool(reactie and reactie.removed_at is None and reactie.author_id != user.pk)


@rules.predicate
def is_author_of_reactie(user: Any, reactie: Reactie | None) -> bool:
    """Who wrote the post, as long as it stands."""
    if reactie is None or reactie.removed_at is not None or not user.is_authenticated:
        return False
    return bool(reactie.author_id == user.pk)


@rules.predicate
def may_restore_reactie(user: Any, reactie: Reactie | None) -> bool:
    """Who wrote the post, as long as its text is kept."""
    if reactie is None or not user.is_authenticated or not reactie.can_be_restored:
        return False
    return bool(reactie.author_id == user.pk and reactie.shows_author)


@rules.predicate
def may_view_onderwerp(user: Any, onderwerp: Onderwerp | None) -> bool:
    """A member of the community that it is of."""
    return bool(onderwerp and user.is_authenticated and user.is_member(onderwerp.community_id))


@rules.predicate
def stands(user: Any, onderwerp: Onderwerp | None) -> bool:
    """A topic that nobody removed."""
    return bool(onderwerp and onderwerp.removed_at is None)


@rules.predicate
def began_onderwerp(user: Any, onderwerp: Onderwerp | None) -> bool:
    """Who began the topic and did not leave without a name."""
    return bool(
        onderwerp
        and user.is_authenticated
        and onderwerp.author_id == user.pk
        and onderwerp.shows_author
    )


@rules.predicate
def is_kept(user: Any, onderwerp: Onderwerp | None) -> bool:
    """A topic that its author removed and can put back."""
    return bool(onderwerp and onderwerp.can_be_restored)


def leads(user: Any, subject: Any) -> bool:
    """Say whether somebody leads what a conversation is about.

    An organiser of its community or its casushouder; of what has no community a redacteur.
    """
    if subject is None or not user.is_authenticated:
        return False
    if getattr(subject, "casushouder_id", None) == user.pk:
        return True
    led = subject.pk if isinstance(subject, Community) else getattr(subject, "community_id", None)
    return bool(user.is_organiser(led) if led else user.is_redacteur)


@rules.predicate
def leads_gesprek(user: Any, gesprek: Gesprek | None) -> bool:
    """Who leads what the conversation is about."""
    return bool(gesprek and leads(user, gesprek.subject))


@rules.predicate
def may_read_gesprek_of_peiling(user: Any, peiling: Peiling | None) -> bool:
    """Ask the subject of the conversation in which a poll stands."""
    return bool(peiling and may_read_about(user, peiling.gesprek.subject))


@rules.predicate
def may_write_with_peiling(user: Any, peiling: Peiling | None) -> bool:
    """Who may write in the conversation of a poll."""
    return bool(peiling and may_discuss_subject(user, peiling.gesprek))


@rules.predicate
def asked_or_leads(user: Any, peiling: Peiling | None) -> bool:
    """Who asked, and who leads what the conversation is about."""
    if peiling is None or not user.is_authenticated:
        return False
    return peiling.author_id == user.pk or leads(user, peiling.gesprek.subject)


@rules.predicate
def wrote_another(user: Any, thing: Reactie | Onderwerp | None) -> bool:
    """Anybody but the author of a text that stands."""
    return bool(thing and thing.removed_at is None and thing.author_id != user.pk)


@rules.predicate
def may_see_zaak(user: Any, zaak: Zaak | None) -> bool:
    """Who decides or decided, reported it, or wrote what was taken away: see ZaakQuerySet."""
    return bool(zaak and Zaak.objects.visible_to(user).filter(pk=zaak.pk).exists())


@rules.predicate
def may_decide_zaak(user: Any, zaak: Zaak | None) -> bool:
    """Who is first in line to decide now: see ZaakQuerySet."""
    return bool(zaak and Zaak.objects.to_decide_by(user).filter(pk=zaak.pk).exists())


@rules.predicate
def decided_zaak(user: Any, zaak: Zaak | None) -> bool:
    """Who took the decision and still has that task, as long as it can be taken back."""
    if zaak is None or zaak.decided_by_id != user.pk:
        return False
    return zaak.is_led_by(user) and zaak.can_be_reconsidered


@rules.predicate
def wrote_what_went(user: Any, zaak: Zaak | None) -> bool:
    """Who wrote what was taken away, as long as they can ask to look again."""
    return bool(zaak and zaak.author_id == user.pk and zaak.can_be_objected_to)


@rules.predicate
def is_self(user: Any, person: Any) -> bool:
    """The person whom it is about."""
    return bool(user.is_authenticated and person is not None and person.pk == user.pk)


@rules.predicate
def is_listed(user: Any, person: Any) -> bool:
    """The person stands in the directory: active and member of a community."""
    return bool(person is not None and person.is_active and person.roles)


@rules.predicate
def is_published(user: Any, nieuws: Nieuwsbericht | None) -> bool:
    """News that everybody can read."""
    return bool(nieuws is not None and nieuws.is_published)


@rules.predicate
def may_see_uitnodiging(user: Any, uitnodiging: Uitnodiging | None) -> bool:
    """An organiser of the community that somebody is invited to, or a beheerder."""
    if uitnodiging is None or not user.is_authenticated:
        return False
    return bool(user.is_beheerder or user.is_organiser(uitnodiging.community_id))


@rules.predicate
def may_see_verzoek(user: Any, verzoek: Lidmaatschapsverzoek | None) -> bool:
    """Who asks; once the address is confirmed also who decides."""
    if verzoek is None or not user.is_authenticated:
        return False
    if verzoek.deelnemer_id == user.pk:
        return True
    decides = user.is_beheerder or user.is_organiser(verzoek.community_id)
    return bool(decides and verzoek.state != RequestState.UNCONFIRMED)


PERMISSIONS = {
    "communities.view_community": rules.always_allow,
    "communities.discuss_community": is_member_of_community,
    "communities.leave_community": is_member_of_community,
    "communities.view_inside": is_member_of_community,
    "communities.view_failed_mail": is_organiser_of_community | is_beheerder,
    "communities.invite": is_organiser_of_community | is_beheerder,
    "communities.decide_requests": is_organiser_of_community | is_beheerder,
    "communities.view_uitnodiging": may_see_uitnodiging,
    "communities.view_lidmaatschapsverzoek": may_see_verzoek,
    "communities.view_organisatie": rules.always_allow,
    "communities.view_gesprek": is_in_network & may_read_gesprek,
    "communities.add_reactie": is_in_network & may_read_gesprek & may_discuss_subject,
    "communities.mark_answer": is_in_network & may_read_gesprek & asked_what_gesprek_is_about,
    "communities.view_reactie": is_in_network & may_read_gesprek_of_reactie,
    "communities.change_reactie": is_author_of_reactie,
    "communities.recognise_reactie": is_in_network
    & may_read_gesprek_of_reactie
    & is_of_somebody_else,
    "communities.restore_reactie": may_restore_reactie,
    "communities.view_onderwerp": may_view_onderwerp,
    "communities.add_onderwerp": is_member_of_community,
    "communities.discuss_onderwerp": may_view_onderwerp & stands,
    "communities.change_onderwerp": may_view_onderwerp & began_onderwerp & stands,
    "communities.restore_onderwerp": may_view_onderwerp & began_onderwerp & is_kept,
    "communities.close_gesprek": is_in_network & may_read_gesprek & leads_gesprek,
    "communities.view_peiling": is_in_network & may_read_gesprek_of_peiling,
    "communities.vote": is_in_network & may_read_gesprek_of_peiling & may_write_with_peiling,
    "communities.close_peiling": is_in_network & may_read_gesprek_of_peiling & asked_or_leads,
    "communities.report_reactie": is_in_network & may_read_gesprek_of_reactie & wrote_another,
    "communities.report_onderwerp": may_view_onderwerp & wrote_another,
    "communities.view_moderation": is_organiser_anywhere | is_redacteur,
    "communities.view_zaak": may_see_zaak,
    "communities.decide_zaak": may_decide_zaak,
    "communities.reconsider_zaak": decided_zaak,
    "communities.object_to_zaak": wrote_what_went,
    "communities.view_deelnemer": is_beheerder | is_self | (is_in_network & is_listed),
    "communities.read_conversations": is_in_network,
    "communities.view_directory": is_in_network,
    "communities.change_own_profile": is_signed_in,
    "communities.view_dashboard": is_signed_in,
    "communities.manage_members": is_beheerder,
    "communities.view_nieuwsbericht": is_redacteur | is_published,
    "communities.write_news": is_redacteur,
    "communities.view_contactbericht": is_beheerder,
    "communities.handle_questions": is_beheerder,
    "communities.write_terms": is_beheerder,
    "communities.state_accessibility": is_beheerder,
    "communities.manage_organisaties": is_beheerder,
    "communities.manage_communities": is_beheerder,
    "communities.view_balans": is_organiser_of_community | is_beheerder,
    "communities.view_network_balans": is_beheerder,
    "communities.view_rechtenreview": is_beheerder,
    "communities.view_figures": is_organiser_of_community | is_beheerder,
    "communities.view_all_figures": is_beheerder,
    "communities.view_beheer": is_beheerder | is_redacteur,
}
for name, predicate in PERMISSIONS.items():
    rules.add_perm(name, predicate)

VISIBLE_MODELS = {
    Community: "communities.view_community",
    Contactbericht: "communities.view_contactbericht",
    Deelnemer: "communities.view_deelnemer",
    Lidmaatschapsverzoek: "communities.view_lidmaatschapsverzoek",
    Nieuwsbericht: "communities.view_nieuwsbericht",
    Onderwerp: "communities.view_onderwerp",
    Organisatie: "communities.view_organisatie",
    Peiling: "communities.view_peiling",
    Reactie: "communities.view_reactie",
    Rechtenreview: "communities.view_rechtenreview",
    Uitnodiging: "communities.view_uitnodiging",
    Zaak: "communities.view_zaak",
}
"""Models whose ``visible_to`` must equal this permission; the tests compare them."""

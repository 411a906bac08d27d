"""Acts on people, their places and their roles; each stands in the audit log.

A refusal that a person can do something about is a ValidationError with a Dutch sentence.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from communities.enums import Role
from communities.models import (
    Community,
    Deelnemer,
    Lidmaatschap,
    Organisatie,
)
from communities.services import lezen
from netwerk.kern.audit import services as audit
from netwerk.kern.berichten.services import announce

type Trail = dict[str, int]
"""What goes along into the log, such as the number of the bewerking that an act is part of."""


def holder_of(email: str) -> Deelnemer | None:
    """Return whose address this surely is: the address of an account, or a confirmed second one.

    A second address that nobody confirmed says nothing: everybody can fill in one of another.
    """
    return holders_of([email]).get(email.strip().lower())


def holders_of(emails: Iterable[str]) -> dict[str, Deelnemer]:
    """Return {address in small letters: whose it surely is}; two queries."""
    wanted = {email.strip().lower() for email in emails}
    confirmed = EmailAddress.objects.filter(verified=True).annotate(address=Lower("email"))
    second = confirmed.filter(address__in=wanted).select_related("user")
    found = {row.address: row.user for row in second}
    return found | {row.email: row for row in Deelnemer.objects.filter(email__in=wanted)}


def drop_unconfirmed(emails: Iterable[str]) -> None:
    """Forget who filled in addresses of others; whose account it is now reads mail there."""
    unconfirmed = EmailAddress.objects.filter(verified=False, primary=False)
    wanted = {email.strip().lower() for email in emails}
    unconfirmed.alias(address=Lower("email")).filter(address__in=wanted).delete()


@transaction.atomic
def add_deelnemer(
    *,
    actor: Deelnemer | None,
    email: str,
    first_name: str,
    last_name: str,
    infix: str = "",
    organisatie: Organisatie | None = None,
    community: Community | None = None,
    role: str = Role.MEMBER,
    password: str | None = None,
    is_beheerder: bool = False,
) -> Deelnemer:
    """Make an account with a verified address; the person hears of it by mail.

    Without a password the person sets one with the link of "wachtwoord vergeten". ``actor`` is
    None only for the first beheerder. Raises ValidationError (Dutch) for a known address.
    """
    person = _create_account(
        email,
        password,
        first_name=first_name,
        infix=infix,
        last_name=last_name,
        organisatie=organisatie,
        is_beheerder=is_beheerder,
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    audit.record(actor=actor, action="deelnemer.added", subject=person, is_beheerder=is_beheerder)
    if community is not None:
        add_lidmaatschap(actor=actor, person=person, community=community, role=role)
    if actor is not None:
        announce(kind="deelnemer.welcome", subject=person, actor=actor)
    return person


def _create_account(email: str, password: str | None, **fields: Any) -> Deelnemer:
    known = ValidationError("Er is al iemand met dit e-mailadres.", code="known")
    if holder_of(email) is not None:
        raise known
    drop_unconfirmed([email])
    try:
        with transaction.atomic():
            return Deelnemer.objects.create_user(email, password, **fields)
    except IntegrityError as error:
        raise known from error


@transaction.atomic
def add_lidmaatschap(
    *,
    actor: Deelnemer | None,
    person: Deelnemer,
    community: Community,
    role: str = Role.MEMBER,
    trail: Trail | None = None,
) -> Lidmaatschap:
    """Give somebody a place in a community; a beheerder gives none to themselves.

    A beheerder does not read what is said inside a community, and may not open that door alone.
    """
    _refuse_self(actor, person)
    read_before = lezen.talks_open_to(person)
    place, created = Lidmaatschap.objects.get_or_create(
        deelnemer=person, community=community, defaults={"role": role}
    )
    if not created:
        raise ValidationError(f"{person} doet al mee in {community}.", code="same")
    lezen.start_reading(people=[person])
    lezen.read_what_opened(person=person, before=read_before)
    audit.record(
        actor=actor,
        action="lidmaatschap.added",
        subject=person,
        community=community.pk,
        role=str(role),
        **(trail or {}),
    )
    return place


@transaction.atomic
def change_role(
    *, actor: Deelnemer, lidmaatschap: Lidmaatschap, role: str, trail: Trail | None = None
) -> Lidmaatschap:
    """Change what somebody does in a community; works on that person's next request."""
    _refuse_self(actor, lidmaatschap.deelnemer)
    place = _locked(lidmaatschap)
    if place.role == role:
        return place
    if place.role == Role.ORGANISER:
        _refuse_last_organiser(place)
    audit.record(
        actor=actor,
        action="lidmaatschap.role_changed",
        subject=place.deelnemer,
        community=place.community_id,
        role=str(role),
        before=place.role,
        **(trail or {}),
    )
    place.role = role
    place.save(update_fields=["role"])
    return place


@transaction.atomic
def remove_lidmaatschap(
    *, actor: Deelnemer, lidmaatschap: Lidmaatschap, trail: Trail | None = None
) -> None:
    """Take somebody out of a community; what that person wrote stays."""
    place = _locked(lidmaatschap)
    if place.role == Role.ORGANISER:
        _refuse_last_organiser(place)
    audit.record(
        actor=actor,
        action="lidmaatschap.removed",
        subject=place.deelnemer,
        community=place.community_id,
        role=place.role,
        **(trail or {}),
    )
    place.delete()


def _refuse_self(actor: Deelnemer | None, person: Deelnemer) -> None:
    if actor is not None and actor.pk == person.pk:
        raise ValidationError(
            "Je kunt jezelf geen plek of rol geven. Vraag dat aan een andere beheerder.",
            code="self",
        )


def _locked(lidmaatschap: Lidmaatschap) -> Lidmaatschap:
    """Lock the community first: two beheerders cannot each remove one of two organisers."""
    Community.objects.select_for_update().get(pk=lidmaatschap.community_id)
    place = Lidmaatschap.objects.select_related("community", "deelnemer").filter(pk=lidmaatschap.pk)
    found = place.select_for_update(of=("self",)).first()
    if found is None:
        raise ValidationError("Dit lidmaatschap bestaat niet meer.")
    return found


def _refuse_last_organiser(place: Lidmaatschap) -> None:
    others = Lidmaatschap.objects.filter(
        community=place.community_id, role=Role.ORGANISER, deelnemer__is_active=True
    ).exclude(pk=place.pk)
    if not others.exists():
        raise ValidationError(
            f"{place.deelnemer} is de enige organisator van {place.community}. "
            "Maak eerst iemand anders organisator.",
            code="last_organiser",
        )


@transaction.atomic
def set_network_roles(
    *,
    actor: Deelnemer,
    person: Deelnemer,
    is_redacteur: bool,
    is_beheerder: bool,
    trail: Trail | None = None,
) -> Deelnemer:
    """Make somebody redacteur or beheerder of the network, or no longer."""
    current = _locked_person(actor, person)
    if current.pk == actor.pk and not is_beheerder:
        raise ValidationError(
            "Je kunt jezelf niet afmelden als beheerder. Vraag dat aan een andere beheerder.",
            code="self",
        )
    wanted = {"is_redacteur": is_redacteur, "is_beheerder": is_beheerder}
    changed = {name: on for name, on in wanted.items() if getattr(current, name) != on}
    if any(changed.values()):
        _refuse_self(actor, current)
    for name, on in changed.items():
        setattr(current, name, on)
    if changed:
        current.save(update_fields=list(changed))
        action = "deelnemer.network_roles_changed"
        audit.record(actor=actor, action=action, subject=current, **changed, **(trail or {}))
    return current


@transaction.atomic
def deactivate(*, actor: Deelnemer, person: Deelnemer, trail: Trail | None = None) -> Deelnemer:
    """Close an account: no log in any more, and every session ends on its next request."""
    current = _locked_person(actor, person)
    if current.pk == actor.pk:
        raise ValidationError(
            "Je kunt je eigen account niet uitzetten. Vraag dat aan een andere beheerder.",
            code="self",
        )
    if current.is_active:
        current.is_active = False
        current.session_generation += 1
        current.save(update_fields=["is_active", "session_generation"])
        audit.record(actor=actor, action="deelnemer.deactivated", subject=current, **(trail or {}))
    return current


@transaction.atomic
def reactivate(*, actor: Deelnemer, person: Deelnemer, trail: Trail | None = None) -> Deelnemer:
    """Open a closed account again; the person logs in anew."""
    current = _locked_person(actor, person)
    if current.erased_at is not None:
        raise ValidationError("De gegevens van deze deelnemer zijn gewist. Dat kan niet terug.")
    if not current.is_active:
        current.is_active = True
        current.save(update_fields=["is_active"])
        audit.record(actor=actor, action="deelnemer.reactivated", subject=current, **(trail or {}))
    return current


@transaction.atomic
def end_sessions(*, actor: Deelnemer, person: Deelnemer) -> Deelnemer:
    """Log somebody out everywhere, after a lost telephone for instance; they may log in anew."""
    current = _locked_person(actor, person)
    current.session_generation += 1
    current.save(update_fields=["session_generation"])
    audit.record(actor=actor, action="deelnemer.logged_out", subject=current)
    return current


def _locked_person(actor: Deelnemer, person: Deelnemer) -> Deelnemer:
    """Lock all beheerders along: two of them cannot close each other's account at once."""
    managers = Deelnemer.objects.active().filter(is_beheerder=True).order_by("pk")
    if actor.pk not in {each.pk for each in managers.select_for_update()}:
        raise PermissionDenied
    return Deelnemer.objects.select_for_update().get(pk=person.pk)

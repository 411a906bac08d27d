"""What a post, an answer or minutes belong to: whose it is, and which casus it is about."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from bijeenkomsten.models import Verslag
from casussen.enums import CasusRole
from casussen.models import Casus, CasusDeelname, Dilemma, Inwonersantwoord
from communities.models import Community, Reactie


def about_what(source: Model) -> Model:
    """Return what owns a source: the subject of a conversation, a casus, a bijeenkomst."""
    if isinstance(source, Verslag):
        return source.bijeenkomst
    if isinstance(source, Inwonersantwoord):
        return source.vraag.casus
    if isinstance(source, Reactie):
        subject: Any = source.gesprek.subject
        return subject  # type: ignore[no-any-return]
    return source


def communities_of(owner: Model | None) -> list[int]:
    """Return the communities of what owns a source; an advies belongs to none."""
    if isinstance(owner, Community):
        return [owner.pk]
    several = getattr(owner, "community_ids", None)
    if several is not None:
        return list(several)
    one = getattr(owner, "community_id", None)
    return [one] if one else []


def casus_behind(user: Any, reactie: Reactie) -> Casus | None:
    """Return the casus that a conversation is about, as far as this person may know.

    A dilemma counts when it belongs to one casus and no other: with two, nobody can say which
    of them somebody meant. Minutes and topics without a casus are talk.
    """
    subject = reactie.gesprek.subject
    if isinstance(subject, Casus):
        return subject
    if isinstance(subject, Dilemma):
        rows = list(subject.casussen.all()[:2])
        seen = Casus.objects.visible_to(user).filter(pk__in=[row.pk for row in rows])
        return rows[0] if len(rows) == 1 and seen.exists() else None
    return None


def spoken_for_by(user: Any) -> QuerySet[Casus]:
    """Return the casussen that this person may speak for (``handboek.speak_for_casus``).

    Its casushouder, its co-auteurs, and who organises its leading community; not a redacteur, who
    weighs what others saw.
    """
    if not user.is_authenticated:
        return Casus.objects.none()
    writes = CasusDeelname.objects.filter(
        casus=OuterRef("pk"), deelnemer=user, role=CasusRole.CO_AUTHOR
    )
    mine = Q(casushouder=user) | Exists(writes) | Q(community__in=user.organised_ids)
    return Casus.objects.visible_to(user).filter(mine, withdrawn_at__isnull=True)


def version_of(source: Any) -> int:
    """Return which text of a source somebody looks at; another number means another text.

    A section and minutes count their versions; a post has the moment that it was changed, and an
    answer never changes.
    """
    if isinstance(source, Reactie):
        return int(source.edited_at.timestamp()) if source.edited_at else 1
    return 1 if isinstance(source, Inwonersantwoord) else int(source.version)

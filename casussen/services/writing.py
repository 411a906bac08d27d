"""Writing a casus: its facts, its sections one by one, and its welvaartsbeeld."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from casussen.enums import SectionKind
from casussen.models import Casus, CasusSectie
from casussen.services.concepten import forget_draft
from casussen.services.errors import CasusError, ChangedMeanwhileError, SectionConflictError
from casussen.services.rows import free_slug, lock_standing
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.audit.services import record
from netwerk.kern.begrippen.models import Begrip

FACTS = (
    "title",
    "summary",
    "learning_question",
    "organisatie",
    "scale",
    "area_type",
    "phase",
    "participation",
    "starts_in",
    "ends_in",
)
LINKS = ("communities", "provinces", "themes")


@transaction.atomic
def create_casus(
    *,
    actor: Any,
    community: Community,
    visibility: str,
    provinces: Iterable[Begrip] = (),
    themes: Iterable[Begrip] = (),
    tags: Iterable[str] = (),
    **facts: Any,
) -> Casus:
    """Start a casus of this person; its sections come when somebody writes them."""
    if visibility == Visibility.PUBLIC:
        raise CasusError("Iedereen laten meelezen kan pas als een ander heeft meegekeken.")
    _refuse_unknown(facts)
    casus = Casus.objects.create(
        community=community,
        visibility=visibility,
        casushouder=actor,
        slug=free_slug(Casus, facts["title"], "casus"),
        **facts,
    )
    casus.provinces.set(provinces)
    casus.themes.set(themes)
    casus.tags.set(lowered(tags))
    record(actor=actor, action="casus.created", subject=casus, visibility=visibility)
    return casus


@transaction.atomic
def update_casus(*, actor: Any, casus: Casus, seen: str | None = None, **values: Any) -> Casus:
    """Change the given facts, links (communities, provinces, themes) and tags; no others.

    ``seen`` is the mark of the facts that the person started from (Casus.facts_mark); raises
    ChangedMeanwhileError when somebody else changed them since.
    """
    links = {name: values.pop(name) for name in LINKS if name in values}
    tags = values.pop("tags", None)
    _refuse_unknown(values)
    current = lock_standing(casus)
    if seen is not None and seen != current.facts_mark():
        raise ChangedMeanwhileError
    changed = [name for name, value in values.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, values[name])
    current.save(update_fields=[*changed, "updated_at"])
    for name, rows in links.items():
        getattr(current, name).set(rows)
    if tags is not None:
        current.tags.set(lowered(tags))
    record(actor=actor, action="casus.facts_changed", subject=current, fields=changed)
    return current


@transaction.atomic
def save_section(
    *,
    actor: Any,
    casus: Casus,
    kind: str,
    body: str,
    version: int,
    restored_from: int | None = None,
) -> CasusSectie | None:
    """Save one section, when nobody else did since ``version`` (0: there was none yet).

    Other sections do not matter: two people save two sections without hindrance. Raises
    SectionConflictError, which carries both texts, when somebody else saved this one. Returns
    None for an empty section that stays empty. What this person had as a draft is saved then.
    """
    current_casus = lock_standing(casus)
    current = current_casus.secties.select_related("updated_by").filter(kind=kind).first()
    same = body == (current.body if current else "")
    if current and not same and current.version != version:
        raise SectionConflictError(current=current, yours=body)
    forget_draft(actor=actor, casus=current_casus, kind=kind, body=body, version=version)
    if same:
        return current
    current = current or CasusSectie(casus=current_casus, kind=SectionKind(kind), version=0)
    current.body, current.updated_by, current.restored_from = body, actor, restored_from
    current.version += 1
    current.save()
    current_casus.save(update_fields=["updated_at"])
    if restored_from:
        log = {"kind": kind, "version": restored_from}
        record(actor=actor, action="casus.section_restored", subject=current_casus, **log)
    else:
        record(actor=actor, action="casus.section_saved", subject=current_casus, kind=kind)
    return current


@transaction.atomic
def set_welvaartsbeeld(
    *, actor: Any, casus: Casus, lines: Mapping[str, tuple[str, str]], seen: str | None = None
) -> None:
    """Say for each kring what the casus does in it: {kring: (direction, explanation)}.

    ``seen`` is the mark that the person started from (Casus.welvaart_mark); raises
    ChangedMeanwhileError when somebody else changed it since.
    """
    current = lock_standing(casus)
    if seen is not None and seen != current.welvaart_mark():
        raise ChangedMeanwhileError
    for dimension, (direction, explanation) in lines.items():
        current.welvaartsbeeld.update_or_create(
            dimension=dimension,
            defaults={"direction": direction, "explanation": explanation},
        )
    current.save(update_fields=["updated_at"])
    directions = {dimension: direction for dimension, (direction, _) in lines.items()}
    record(actor=actor, action="casus.welvaartsbeeld_set", subject=current, **directions)


def lowered(tags: Iterable[str]) -> list[str]:
    """Return the tags in small letters, each once, in order."""
    return list(dict.fromkeys(tag.strip().lower() for tag in tags if tag.strip()))


def _refuse_unknown(facts: Mapping[str, Any]) -> None:
    if unknown := set(facts) - set(FACTS):
        raise ValueError(f"Not a fact of a casus: {sorted(unknown)}")

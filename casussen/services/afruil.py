"""Filling in an afruilmatrix, effect by effect, and what the people of a casus choose."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from casussen.afruil import MOST_ROWS, differences, group_name
from casussen.enums import Dimension, Effect
from casussen.models import AfruilRegel, Casus, Keuze
from casussen.services.errors import CasusError, ChangedMeanwhileError
from casussen.services.rows import lock_standing
from netwerk.kern.audit.services import record
from netwerk.kern.begrippen.models import Begrip


def home_of(theme: Begrip) -> str:
    """Return the kring that a theme belongs to; a theme of all kringen starts here and now."""
    home = theme.broader.notation if theme.broader else ""
    return home if home in Dimension.values else str(Dimension.NOW)


@transaction.atomic
def add_effects(*, actor: Any, casus: Casus, effects: Iterable[dict[str, Any]]) -> int:
    """Add effects: theme, dimension ("" follows the theme), group, effect and explanation.

    All or nothing; what others added meanwhile stays.
    """
    current = lock_standing(casus)
    rows = [_filled(current, values) for values in effects]
    if current.afruil.count() + len(rows) > MOST_ROWS:
        raise CasusError(
            f"Er passen hoogstens {MOST_ROWS} regels in. Haal er eerst een weg die minder zegt."
        )
    for row in rows:
        _refuse_double(row)
        row.save()
    if rows:
        _done(actor, current, "casus.effect_added", number=len(rows))
    return len(rows)


@transaction.atomic
def change_effect(
    *, actor: Any, casus: Casus, row_id: int, seen: str | None = None, **values: Any
) -> AfruilRegel:
    """Change one effect; ``seen`` is the mark (AfruilRegel.mark) that the person started from."""
    current = lock_standing(casus)
    row = current.afruil.filter(pk=row_id).first()
    if row is None:
        raise CasusError("Iemand anders haalde deze regel net weg. Voeg hem opnieuw toe.")
    if seen is not None and seen != row.mark():
        raise ChangedMeanwhileError
    changed = _filled(current, values)
    changed.pk = row.pk
    _refuse_double(changed)
    changed.save(force_update=True)
    _done(actor, current, "casus.effect_changed")
    return changed


@transaction.atomic
def remove_effect(*, actor: Any, casus: Casus, row_id: int) -> dict[str, Any] | None:
    """Take one effect away; return what it held, to put it back (None: it was gone already)."""
    current = lock_standing(casus)
    row = current.afruil.filter(pk=row_id).first()
    if row is None:
        return None
    held = {
        "theme": row.theme_id,
        "dimension": row.dimension,
        "group": row.group_id,
        "effect": row.effect,
        "explanation": row.explanation,
    }
    row.delete()
    _done(actor, current, "casus.effect_removed")
    return held


@transaction.atomic
def restore_effect(*, actor: Any, casus: Casus, held: dict[str, Any]) -> None:
    """Put back an effect that was taken away."""
    values = dict(held)
    values["theme"] = Begrip.objects.select_related("broader").get(pk=held["theme"])
    values["group"] = Begrip.objects.filter(pk=held["group"]).first()
    add_effects(actor=actor, casus=casus, effects=[values])


@transaction.atomic
def take_over_directions(*, actor: Any, casus: Casus) -> int:
    """Let each kring say what its rows say; the explanations stay. Return how many changed."""
    current = lock_standing(casus)
    wrong = differences(current.beeld, current.afruil.all())
    for difference in wrong:
        current.welvaartsbeeld.update_or_create(
            dimension=difference.dimension, defaults={"direction": difference.rows_say}
        )
    if wrong:
        said = {row.dimension.value: row.rows_say.value for row in wrong}
        _done(actor, current, "casus.welvaartsbeeld_set", **said)
    return len(wrong)


@transaction.atomic
def set_keuze(
    *,
    actor: Any,
    casus: Casus,
    themes: Iterable[Begrip],
    groups: Iterable[Begrip] = (),
    dimensions: Iterable[str] = (),
    note: str = "",
    seen: str | None = None,
) -> Keuze:
    """Keep what the people of a casus choose; the audit log keeps which themes it was before."""
    current = lock_standing(casus)
    keuze = Keuze.objects.filter(casus=current).first()
    if seen is not None and seen != (keuze.mark() if keuze else ""):
        raise ChangedMeanwhileError
    before = list(keuze.themes.values_list("notation", flat=True)) if keuze else []
    values = {"dimensions": list(dimensions), "note": note, "updated_by": actor}
    keuze, _ = Keuze.objects.update_or_create(casus=current, defaults=values)
    keuze.themes.set(themes)
    keuze.groups.set(groups)
    record(
        actor=actor,
        action="casus.keuze_set",
        subject=current,
        before=before,
        themes=list(keuze.themes.values_list("notation", flat=True)),
    )
    return keuze


def _filled(casus: Casus, values: dict[str, Any]) -> AfruilRegel:
    theme: Begrip = values["theme"]
    return AfruilRegel(
        casus=casus,
        theme=theme,
        dimension=Dimension(values.get("dimension") or home_of(theme)),
        group=values.get("group"),
        effect=Effect(values["effect"]),
        explanation=values.get("explanation", ""),
    )


def _refuse_double(row: AfruilRegel) -> None:
    same = AfruilRegel.objects.filter(
        casus=row.casus, theme=row.theme, dimension=row.dimension, group=row.group
    )
    if same.exclude(pk=row.pk).exists():
        place = row.get_dimension_display().lower()
        raise CasusError(
            f"{row.theme.label} voor {group_name(row)}, {place}, staat er al. "
            "Wijzig die regel, of kies een andere groep."
        )


def _done(actor: Any, casus: Casus, action: str, **more: Any) -> None:
    casus.save(update_fields=["updated_at"])
    record(actor=actor, action=action, subject=casus, **more)

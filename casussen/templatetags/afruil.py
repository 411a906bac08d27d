"""The afruilmatrix on a page: only what its casus holds."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from casussen.afruil import Cell, Line, differences, matrix, ordered, sentences
from casussen.models import Casus
from netwerk.kern.ontwerp import beeld
from netwerk.kern.policy import allowed

register = template.Library()


@register.inclusion_tag("casussen/afruil_blok.html", takes_context=True)
def afruilmatrix(context: Context, casus: Casus) -> dict[str, Any]:
    """Show the matrix of a casus, or to its writers an invitation to begin one.

    Fetch ``afruil__theme`` and ``afruil__group`` along.
    """
    user = context["request"].user
    rows = ordered(casus.afruil.all())
    may_write = allowed(user, "casussen.change_casus", casus)
    return {
        "casus": casus,
        "matrix": matrix(rows),
        "zinnen": sentences(rows),
        "may_write": may_write,
        "may_choose": allowed(user, "casussen.use_keuzehulp", casus),
        "verschillen": differences(casus.beeld, rows) if may_write else [],
    }


@register.simple_tag
def effectbeeld(cell: Cell) -> SafeString:
    """Draw one cell; the words must stand beside it."""
    return beeld.effect_picture(cell.dimension, cell.up, cell.down)


@register.simple_tag
def regelbeeld(line: Line) -> SafeString:
    """Draw one effect; the words must stand beside it."""
    cell = Cell(line.row.dimension, [line])  # type: ignore[arg-type]
    return beeld.effect_picture(line.row.dimension, cell.up, cell.down)


@register.filter
def afruil_kort(casus: Casus) -> str:
    """Say a matrix in a line of a list; fetch ``afruil__theme`` and ``afruil__group`` along."""
    return " ".join(sentences(casus.afruil.all()))

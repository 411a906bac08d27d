"""Forms of the handboek."""

from handboek.forms.adviezen import (
    NEW,
    AdviesForm,
    CheckForm,
    HandboekFilter,
    HarvestForm,
    LinkLesForm,
    NoteForm,
    ReasonForm,
    VerbandForm,
)
from handboek.forms.herkennen import HerkenForm
from handboek.forms.lessen import LesForm
from handboek.forms.rijk import RijksantwoordForm, RijksvraagForm

__all__ = [
    "NEW",
    "AdviesForm",
    "CheckForm",
    "HandboekFilter",
    "HarvestForm",
    "HerkenForm",
    "LesForm",
    "LinkLesForm",
    "NoteForm",
    "ReasonForm",
    "RijksantwoordForm",
    "RijksvraagForm",
    "VerbandForm",
]

"""Forms of the handboek."""

from handboek.forms.adviezen import (
    NEW,
    CheckForm,
    HandboekFilter,
    HarvestForm,
    LinkLesForm,
    NoteForm,
    ReasonForm,
    VerbandForm,
)
from handboek.forms.gebruik import NotitieForm, NuttigForm, ToepassingForm, WeigerForm
from handboek.forms.herkennen import HerkenForm
from handboek.forms.hoofdstukken import HoofdstukForm
from handboek.forms.instemming import InstemmingForm
from handboek.forms.lessen import LesForm
from handboek.forms.publicaties import PublicatieForm, TieForm
from handboek.forms.rijk import (
    RijksantwoordForm,
    RijksvraagForm,
    TeruggeefForm,
    TerugneemForm,
)
from handboek.forms.teksten import AdviesForm, PublishForm, TekstForm, WerkversieForm
from handboek.forms.uitgaven import UitgaveForm, WeglatingForm

__all__ = [
    "NEW",
    "AdviesForm",
    "CheckForm",
    "HandboekFilter",
    "HarvestForm",
    "HerkenForm",
    "HoofdstukForm",
    "InstemmingForm",
    "LesForm",
    "LinkLesForm",
    "NoteForm",
    "NotitieForm",
    "NuttigForm",
    "PublicatieForm",
    "PublishForm",
    "ReasonForm",
    "RijksantwoordForm",
    "RijksvraagForm",
    "TekstForm",
    "TeruggeefForm",
    "TerugneemForm",
    "TieForm",
    "ToepassingForm",
    "UitgaveForm",
    "VerbandForm",
    "WeglatingForm",
    "WeigerForm",
    "WerkversieForm",
]

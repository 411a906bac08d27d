"""Reading a casus."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.safestring import SafeString
from django.views.generic import DetailView

from casussen import schema_org
from casussen.enums import Dimension, RequestState, SectionKind
from casussen.forms.casussen import WHO_READS
from casussen.models import AfruilRegel, Casus, CasusSectie, Dilemma
from casussen.services.concepten import kinds_with_my_draft
from communities.enums import Visibility
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.pages import OneObjectMixin
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak

BEFORE_DILEMMA = (SectionKind.CONTEXT, SectionKind.QUESTION, SectionKind.PARTIES)
ACTIONS = (
    "change_casus",
    "change_stage",
    "change_visibility",
    "manage_group",
    "leave_group",
    "request_publication",
    "decide_publication",
    "withdraw_casus",
    "view_confidential",
)


@dataclass(frozen=True)
class Part:
    """One written section as the page shows it."""

    kind: str
    title: str
    html: SafeString


class CasusDetailView(OneObjectMixin, DetailView):
    """One casus: its story, its dilemma's, what it does, what came of it, and the talk."""

    model = Casus
    permission = "casussen.view_casus"
    template_name = "casussen/casus.html"
    context_object_name = "casus"
    queryset = (
        Casus.objects.for_list()
        .select_related("scale", "area_type", "phase", "participation", "casushouder__organisatie")
        .prefetch_related(
            "communities",
            Prefetch("themes", Begrip.objects.select_related("schema")),
            Prefetch("afruil", AfruilRegel.objects.select_related("theme", "group")),
        )
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows besides the casus."""
        user, casus = self.request.user, self.object
        may = {action: allowed(user, f"casussen.{action}", casus) for action in ACTIONS}
        parts = written_parts(casus, confidential=may["view_confidential"])
        dilemmas = list(Dilemma.objects.visible_to(user).filter(casussen=casus).with_layers())
        context = super().get_context_data(**kwargs) | {
            "schema_org": schema_org.casus(casus),
            "may": may,
            "before": [part for part in parts if part.kind in BEFORE_DILEMMA],
            "after": [part for part in parts if part.kind not in BEFORE_DILEMMA],
            "dilemmas": dilemmas,
            "contents": contents(parts, dilemmas, afruil=bool(casus.afruil.all())),
            "welfare": welfare(casus),
            "communities": [casus.community, *casus.communities.all()],
            "facts": facts(casus),
            "themes": casus.themes.all(),
            "tags": casus.tags.all(),
            "who_reads": who_reads(casus),
        }
        if user.is_authenticated and user.in_network:
            context["group"] = casus.deelnames.select_related("deelnemer__organisatie").order_by(
                "role", "order", "pk"
            )
        if may["change_casus"] or may["decide_publication"]:
            context["request_open"] = casus.open_request
        if may["change_casus"]:
            context["refused"] = last_refusal(casus)
            context["progress"] = progress(parts, kinds_with_my_draft(user, casus))
            context["total"] = len(SectionKind)
            context["left"] = len(SectionKind) - len(parts)
        return context


def contents(parts: list[Part], dilemmas: list[Dilemma], *, afruil: bool) -> list[dict[str, str]]:
    """Return the headings of the page, in order, as links."""
    lines = [(f"deel-{part.kind}", part.title, part.kind in BEFORE_DILEMMA) for part in parts]
    middle = [(f"dilemma-{row.pk}", "Het dilemma", True) for row in dilemmas[:1]]
    middle.append(("kringen", "Wat doet dit met brede welvaart?", True))
    if afruil:
        middle.append(("afruil", "Wie wint, wie levert in?", True))
    first = [line for line in lines if line[2]]
    last = [line for line in lines if not line[2]]
    order = [*first, *middle, *last, ("gesprek", "Gesprek", False)]
    return [{"id": anchor, "text": text} for anchor, text, _ in order]


def facts(casus: Casus) -> list[tuple[str, str]]:
    """Return what the side says about the place and the phase; the page drops what is empty."""
    return [
        ("Schaal", str(casus.scale or "")),
        ("Soort gebied", str(casus.area_type or "")),
        ("Fase van het beleid", str(casus.phase or "")),
        ("Periode", period(casus)),
        ("Hoe inwoners meedoen", str(casus.participation or "")),
    ]


def period(casus: Casus) -> str:
    """Return in which years it runs, in words; "" when nobody said."""
    first, last = casus.starts_in, casus.ends_in
    if first and last:
        return str(first) if first == last else f"{first} tot en met {last}"
    if first:
        return f"Vanaf {first}"
    return f"Tot en met {last}" if last else ""


def written_parts(casus: Casus, *, confidential: bool) -> list[Part]:
    """Return the sections that hold something for this reader, in reading order."""
    rows: dict[str, CasusSectie] = {row.kind: row for row in casus.secties.all()}
    parts = []
    for kind in SectionKind:
        body = rows[kind].body if kind in rows else ""
        html = opmaak.render(body, confidential=confidential)
        if html.strip():
            parts.append(Part(kind.value, kind.label, html))
    return parts


def progress(parts: list[Part], drafts: set[str]) -> list[dict[str, Any]]:
    """Return every section with whether it was written, and whether a draft of it waits."""
    written = {part.kind for part in parts}
    return [
        {
            "kind": kind.value,
            "title": kind.label,
            "done": kind.value in written,
            "draft": kind.value in drafts,
        }
        for kind in SectionKind
    ]


def welfare(casus: Casus) -> dict[str, dict[str, str]]:
    """Return {kring: {stand, tekst}} for the components of the design."""
    rows = {row.dimension: row for row in casus.welvaartsbeeld.all()}
    return {
        key: {
            "stand": rows[key].direction if key in rows else "leeg",
            "tekst": rows[key].explanation if key in rows else "",
        }
        for key in Dimension.values
    }


def who_reads(casus: Casus) -> str:
    """Say in words who may read a casus."""
    if casus.visibility == Visibility.GROUP:
        return "Alleen de casusgroep"
    return WHO_READS[Visibility(casus.visibility)]


def last_refusal(casus: Casus) -> Any:
    """Return the last request when it was refused, so that the writers read why."""
    answered = casus.publicatieverzoeken.exclude(state=RequestState.DROPPED)
    last = answered.select_related("decided_by").first()
    return last if last and last.state == RequestState.REFUSED else None

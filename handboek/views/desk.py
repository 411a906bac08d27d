"""The desk of the redactie: what waits, writing an advies, and deciding about it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import DetailView, FormView, TemplateView, View
from django.views.generic.detail import SingleObjectMixin

from casussen.models import Casus, Terugblik
from handboek import chain, herkend, instemming, services, toegepast, verbanden
from handboek.enums import Relation, State
from handboek.forms import CheckForm, LinkLesForm, NoteForm, PublishForm, ReasonForm, VerbandForm
from handboek.later import failures_shown
from handboek.models import Advies, Les, Lezersantwoord, Signaal, Toepassing, Werkversie
from handboek.sources import Reader, evidence_of, is_open_contradiction
from handboek.steps import steps
from handboek.taal import meter_of
from netwerk.kern.policy import PolicyMixin, allowed
from netwerk.kern.tekst import opmaak

MOST = 20
ASKED_FIRST = (
    "Deze les komt uit een casus die niet openbaar is. De casushouder moet eerst instemmen, en "
    "krijgt daar mail over. Zet de les eronder als het antwoord ja is."
)
SAY_WHAT_WAS_DONE = "Schrijf op wat je hebt gedaan. Daarna kun je het signaal afhandelen."


def _with_casus(user: Any, signals: Iterable[Signaal]) -> list[tuple[Signaal, Casus | None]]:
    """Return each signal with the casus that it is about, when this person may read that one."""
    rows = list(signals)
    ids = {row.casus_id for row in rows if row.casus_id}
    known = Casus.objects.visible_to(user).in_bulk(ids) if ids else {}
    return [(row, known.get(row.casus_id)) for row in rows]


class DeskView(PolicyMixin, TemplateView):
    """Everything that waits for a redacteur."""

    permission = "handboek.view_redactie"
    template_name = "handboek/redactie.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add signals, adviezen to decide about, drafts, and those past their date."""
        user = self.request.user
        rows = Advies.objects.visible_to(user).select_related("author", "edited_by", "hoofdstuk")
        waiting = list(rows.filter(state=State.REVIEW).order_by("updated_at")[:MOST])
        signals = Signaal.objects.visible_to(user).waiting().select_related("advies")
        told = Toepassing.objects.visible_to(user).waiting()
        return super().get_context_data(**kwargs) | {
            "signals": _with_casus(user, signals[:MOST]),
            "waiting": [
                {"advies": row, "mine": not allowed(user, "handboek.decide_advies", row)}
                for row in waiting
            ],
            "reports": toegepast.with_all(told.order_by("pk"))[:MOST],
            "reports_waiting": told.count(),
            "readers_waiting": Lezersantwoord.objects.visible_to(user).waiting().count(),
            "werkversies": Werkversie.objects.select_related("advies", "edited_by").order_by(
                "-state", "-updated_at"
            )[:MOST],
            "drafts": rows.filter(state=State.DRAFT).order_by("-updated_at")[:MOST],
            "overdue": rows.review_overdue().order_by("review_at")[:MOST],
        }


def consents(advies: Advies) -> tuple[dict[int, str], list[str]]:
    """Return which lessen under it were refused (with what to do), and which wait for an answer."""
    rows = instemming.missing(link.les_id for link in advies.onderbouwing.all())
    refused = {row.les.pk: row.sentence for row in rows if row.is_refused}
    return refused, list(dict.fromkeys(row.sentence for row in rows if not row.is_refused))


class AdviesOfDesk(PolicyMixin, SingleObjectMixin):
    """An advies by its number, among those that this person may know of."""

    model = Advies
    context_object_name = "advies"
    slug_field = "number"
    slug_url_kwarg = "number"
    object: Any

    def get_success_url(self) -> str:
        """Return to the page of this advies on the desk."""
        return reverse("handboek:werk", args=[self.object.number])


class WorkView(AdviesOfDesk, DetailView):
    """Everything about one advies, with the decisions that can be taken."""

    permission = "handboek.view_redactie"
    template_name = "handboek/werk.html"

    def get_queryset(self) -> QuerySet[Advies]:
        """Fetch the chain along."""
        rows: Any = super().get_queryset()
        return rows.with_sources().select_related("author", "edited_by", "published_by")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the chain, the problems and what this person may do."""
        advies, user = self.object, self.request.user
        reader = Reader.of_adviezen(user, [advies])
        may = {
            name: allowed(user, f"handboek.{name}_advies", advies)
            for name in ("change", "submit", "decide", "withdraw", "check")
        }
        may["start"] = allowed(user, "handboek.start_werkversie", advies)
        refused, waiting = consents(advies)
        return super().get_context_data(**kwargs) | {
            "evidence": evidence_of(advies, reader),
            "links": [
                {
                    "les": link.les,
                    "against": link.relation == Relation.CONTRADICTS,
                    "open": is_open_contradiction(link),
                    "pairs": chain.pairs_shown(link.les.bevindingen.all(), reader),
                    "refused": link.les_id in refused,
                }
                for link in advies.onderbouwing.all()
            ],
            "later": failures_shown(advies, reader),
            "open_failures": [row for row in advies.reports if row.is_open_failure],
            "objections": herkend.objections_shown(advies, reader),
            "steps": steps(advies.how),
            "problems": [*services.problems_before_publishing(advies), *refused.values()],
            "waiting": waiting,
            "may": may,
            "may_link": allowed(user, "handboek.link_les", advies),
            "link_form": LinkLesForm(lessen=Les.objects.none()),
            "verbanden": verbanden.shown(advies, user),
            "tie_form": VerbandForm(adviezen=Advies.objects.none()),
            "may_tie": allowed(user, "handboek.tie_advies", advies),
            "return_form": ReasonForm(),
            "meter": meter_of(advies) if advies.state in {State.DRAFT, State.REVIEW} else None,
            "publish_form": PublishForm(initial={"nakijken": advies.review_at}),
            "werkversie": Werkversie.objects.filter(advies=advies).first(),
            "check_form": CheckForm(initial={"datum": advies.review_at}),
            "signals": _with_casus(user, advies.signalen.waiting()),
        }


class Act(AdviesOfDesk, View):
    """One decision: a POST that does one thing and comes back to the advies."""

    done = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.object = self.get_object()
        try:
            self.act()
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
        else:
            messages.success(request, self.done)
        return redirect(self.get_success_url())

    def act(self) -> None:
        """Call the service."""
        raise NotImplementedError

    def form_data(self, form: Any) -> dict[str, Any]:
        """Return what was filled in; raises ValidationError with every complaint."""
        if not form.is_valid():
            raise ValidationError([text for field in form for text in field.errors])
        return dict(form.cleaned_data)


class SubmitView(Act):
    """Hands in a draft."""

    permission = "handboek.submit_advies"
    done = "Het advies is ingeleverd. Een andere redacteur kijkt ernaar."

    def act(self) -> None:
        """Call the service."""
        services.submit_for_review(actor=self.request.user, advies=self.object)


class PublishView(Act):
    """Puts an advies in the handboek."""

    permission = "handboek.decide_advies"
    done = "Het advies staat in het handboek."

    def act(self) -> None:
        """Call the service."""
        data = self.form_data(PublishForm(self.request.POST))
        services.publish_advies(
            actor=self.request.user,
            advies=self.object,
            understood=data["begrepen"],
            review_at=data["nakijken"],
        )


class ReturnView(Act):
    """Gives an advies back to its author."""

    permission = "handboek.decide_advies"
    done = "Het advies is terug naar concept, met jouw reden erbij."

    def act(self) -> None:
        """Call the service."""
        reason = self.form_data(ReasonForm(self.request.POST))["reden"]
        services.return_advies(actor=self.request.user, advies=self.object, reason=reason)


class CheckView(Act):
    """Says that a published advies still holds."""

    permission = "handboek.check_advies"
    done = "Nagekeken. De nieuwe datum staat erbij."

    def act(self) -> None:
        """Call the service."""
        day = self.form_data(CheckForm(self.request.POST))["datum"]
        services.confirm_review(actor=self.request.user, advies=self.object, review_at=day)


class LinkLesView(Act):
    """Puts a les under an advies."""

    permission = "handboek.link_les"
    done = "De les staat onder het advies."

    def act(self) -> None:
        """Call the service."""
        lessen = Les.objects.visible_to(self.request.user)
        data = self.form_data(LinkLesForm(self.request.POST, lessen=lessen))
        link = services.link_les(
            actor=self.request.user,
            advies=self.object,
            les=data["nummer"],
            relation=data["verband"],
        )
        if link is None:
            raise ValidationError(ASKED_FIRST)


class UnlinkLesView(Act):
    """Takes a les from under an advies: while it is written, or when a casushouder said no."""

    permission = "handboek.link_les"
    done = "De les is losgemaakt."

    def act(self) -> None:
        """Call the service."""
        les = get_object_or_404(self.object.lessen, number=self.kwargs["les"])
        services.unlink_les(actor=self.request.user, advies=self.object, les=les)


class SettleView(Act):
    """Closes a contradiction."""

    permission = "handboek.link_les"
    done = "De tegenspraak is afgehandeld."

    def act(self) -> None:
        """Call the service."""
        les = get_object_or_404(self.object.lessen, number=self.kwargs["les"])
        services.settle_contradiction(actor=self.request.user, advies=self.object, les=les)


class SettleLaterView(Act):
    """Says why a casus that did not work later does not count against an advies."""

    permission = "handboek.link_les"
    done = "De tegenspraak is afgehandeld. De casus telt niet meer mee."

    def act(self) -> None:
        """Call the service."""
        row = get_object_or_404(
            Terugblik.objects.select_related("casus"), pk=self.kwargs["terugblik"]
        )
        note = self.form_data(NoteForm(self.request.POST))["note"]
        services.settle_terugblik(
            actor=self.request.user, advies=self.object, terugblik=row, note=note
        )


class WithdrawView(AdviesOfDesk, FormView):
    """Asks for the reason, and takes an advies out of the handboek."""

    permission = "handboek.withdraw_advies"
    form_class = ReasonForm
    template_name = "handboek/intrekken.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw it when there is a reason."""
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Call the service."""
        reason = form.cleaned_data["reden"]
        services.withdraw_advies(actor=self.request.user, advies=self.object, reason=reason)
        messages.success(self.request, "Het advies is ingetrokken. Het adres blijft bestaan.")
        return redirect("handboek:redactie")


class HandleSignaalView(PolicyMixin, SingleObjectMixin, View):
    """Closes a task, with what was done."""

    permission = "handboek.handle_signaal"
    model = Signaal

    def get_queryset(self) -> QuerySet[Signaal]:
        """Return the tasks that still wait."""
        rows: Any = super().get_queryset()
        return rows.waiting()  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Close it."""
        signaal = self.get_object()
        try:
            note = opmaak.clean(request.POST.get("notitie", "")[:500]).strip()
        except ValidationError as error:
            messages.error(request, error.message)
            return redirect("handboek:redactie")
        if not note:
            messages.error(request, SAY_WHAT_WAS_DONE)
            return redirect("handboek:redactie")
        services.handle_signaal(actor=request.user, signaal=signaal, note=note)
        messages.success(request, "Het signaal is afgehandeld.")
        return redirect("handboek:redactie")

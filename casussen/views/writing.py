"""Bringing a casus in, and writing it part by part."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import CreateView, UpdateView

from casussen import services
from casussen.enums import Dimension, SectionKind
from casussen.forms.casussen import CasusForm, CasusUpdateForm, WelvaartForm, concepts
from casussen.models import Casus
from casussen.services.concepten import kinds_with_my_draft
from casussen.views.access import FORM_METHODS, about_casus
from casussen.views.reading import welfare
from communities.enums import Visibility
from communities.models import Community
from netwerk.kern.pages import OneObjectMixin
from netwerk.kern.policy import PolicyMixin


class CasusCreateView(PolicyMixin, CreateView):
    """Bring a casus in: a short form; the writing comes after it."""

    model = Casus
    form_class = CasusForm
    permission = "casussen.add_casus"
    http_method_names = FORM_METHODS
    template_name = "casussen/nieuw.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who brings it in."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Start from what the person came from, and the own organisation."""
        user: Any = self.request.user
        mine = Community.objects.filter(pk__in=user.roles)
        wanted = mine.filter(slug=self._asked("community"))
        return {
            "themes": concepts("cbs-thema").filter(notation=self._asked("thema")),
            "provinces": concepts("provincie").filter(notation=self._asked("provincie")),
            "community": wanted.first() or mine.first(),
            "organisatie": user.organisatie_id,
            "visibility": Visibility.COMMUNITY,
        }

    def _asked(self, name: str) -> str:
        return self.request.GET.get(name, "").replace("\x00", "")

    def form_valid(self, form: Any) -> HttpResponse:
        """Start it, and go on with the first part."""
        casus = services.create_casus(actor=self.request.user, **form.cleaned_data)
        messages.success(
            self.request, "Je casus is begonnen. Schrijf nu het eerste deel, of kies een ander."
        )
        return redirect("casussen:section", casus.slug, SectionKind.CONTEXT)


class CasusUpdateView(OneObjectMixin, UpdateView):
    """Change the facts of a casus."""

    model = Casus
    form_class = CasusUpdateForm
    permission = "casussen.change_casus"
    http_method_names = FORM_METHODS
    template_name = "casussen/wijzigen.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the title as it is stored, whatever was typed."""
        title = Casus.objects.values_list("title", flat=True).get(pk=self.object.pk)
        steps = part_steps(self.object, self.request.user)
        return super().get_context_data(stored_title=title, steps=steps, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep what was changed, unless somebody else changed something meanwhile."""
        changed = [name for name in form.changed_data if name != "seen"]
        try:
            casus = services.update_casus(
                actor=self.request.user,
                casus=self.object,
                seen=form.cleaned_data["seen"],
                **{name: form.cleaned_data[name] for name in changed},
            )
        except services.ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["seen"] = Casus.objects.get(pk=self.object.pk).facts_mark()
            return self.form_invalid(form)
        except services.CasusError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, "Bewaard.")
        return redirect(casus)


def part_steps(casus: Casus, user: Any) -> list[dict[str, Any]]:
    """Return every section: its number, whether it was written, and whether a draft waits."""
    drafts = kinds_with_my_draft(user, casus)
    written = set(casus.secties.exclude(body="").values_list("kind", flat=True))
    return [
        {
            "number": number,
            "kind": kind.value,
            "title": kind.label,
            "done": kind in written,
            "draft": kind.value in drafts,
        }
        for number, kind in enumerate(SectionKind, start=1)
    ]


@about_casus("casussen.change_casus", "GET", "POST")
def welvaartsbeeld(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Say what the casus does here and now, later, and elsewhere."""
    stored = welfare(casus)
    forms = [
        WelvaartForm(
            request.POST or None,
            dimension=kring,
            initial={
                "direction": stored[kring]["stand"],
                "explanation": stored[kring]["tekst"],
            },
        )
        for kring in Dimension
    ]
    context = {
        "casus": casus,
        "forms": forms,
        "steps": part_steps(casus, request.user),
        "seen": casus.welvaart_mark(),
    }
    valid = [form.is_valid() for form in forms]  # each, so that every error shows
    if request.method == "POST" and all(valid):
        lines = {
            form.dimension.value: (
                form.cleaned_data["direction"],
                form.cleaned_data["explanation"],
            )
            for form in forms
        }
        try:
            services.set_welvaartsbeeld(
                actor=request.user, casus=casus, lines=lines, seen=request.POST.get("seen")
            )
        except services.CasusError as error:
            forms[0].add_error(None, str(error))
        else:
            messages.success(request, "Bewaard: wat je casus doet met brede welvaart.")
            return redirect(casus)
    return render(request, "casussen/welvaartsbeeld.html", context)

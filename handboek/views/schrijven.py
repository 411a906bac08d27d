"""On the desk: writing the text of a draft."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import CreateView, UpdateView

from handboek import services
from handboek.forms import AdviesForm, TekstForm
from handboek.models import Advies, Les, Tekstconcept, Werkversie
from handboek.models.teksten import AdviesTekst
from handboek.taal import PROSE, parts_of
from handboek.taalmeter import measure
from handboek.verschillen import Difference, differences
from handboek.views.desk import AdviesOfDesk
from netwerk.kern.policy import PolicyMixin

MOST_TYPED = 60_000  # signs of all fields together; the longest text that can be saved has 20,000
TOO_LONG = "Deze tekst is te lang om te bewaren. Maak hem korter of kopieer een stuk."
MEANWHILE = (
    "Iemand anders bewaarde deze tekst terwijl jij schreef. Er is niets weg: hieronder staat wat "
    "jij typte, met wat er anders is. Bewaar je nog een keer, dan blijft jouw tekst staan."
)
MOVED = (
    "Iemand anders bewaarde intussen een andere tekst. Er gaat niets weg: als je bewaart, zie je "
    "eerst wat er anders is."
)


def say_meanwhile(form: TekstForm, stored: AdviesTekst) -> list[Difference]:
    """Complain at the form, let saving again go on from what is stored, and return what differs."""
    form.add_error(None, MEANWHILE)
    form.data = form.data.copy()  # type: ignore[assignment]
    form.data["seen"] = stored.mark()  # type: ignore[index]
    return differences(stored, form.instance)


class SchrijfMixin:
    """The form of a text, at one address: saving it, and what its other buttons ask.

    While somebody types, a script keeps a draft (Tekstconcept) beside the text; the form begins
    with that. It saves nothing, so what waits for a second reader goes on waiting. The button that
    looks at the language keeps what was typed in the form, and saves nothing either.
    """

    request: Any
    object: Any
    template_name = "handboek/advies_form.html"
    les: Les | None = None

    def text(self) -> Any:
        """Return the text as it is stored now, or None for a new one."""
        raise NotImplementedError

    def save(self, values: dict[str, Any]) -> str:
        """Save it, and return what to say about it."""
        raise NotImplementedError

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Do what the button asks; without a button of its own that is saving."""
        acts = {
            "taal": self.look,
            "concept": self.keep,
            "concept-weg": self.discard,
            "concept-terug": self.put_back,
        }
        act = acts.get(request.POST.get("actie"))
        if act is None:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.object = self.get_object() if self.kwargs.get("number") else None  # type: ignore[attr-defined]
        return act()

    @cached_property
    def draft(self) -> Tekstconcept | None:
        """Return what this person typed here and did not save."""
        text = self.text()
        advies = text.advies if isinstance(text, Werkversie) else text
        mine = Tekstconcept.objects.of(self.request.user)
        return mine.filter(advies=advies, les=self.les).first()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with the text, or with what this person typed before."""
        given: dict[str, Any] = super().get_form_kwargs() | {"instance": self.text()}  # type: ignore[misc]
        if self.request.method != "POST" and self.draft:
            given["initial"] = given["initial"] | self.draft.typed
        return given

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the meter of what stands in the form, and the draft that it began with."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        form = context["form"]
        text = {name: form[name].value() for name in PROSE}
        shown = self.draft if self.request.method != "POST" else None
        return context | {
            "meter": measure(parts_of(text)),
            "draft": shown,
            "moved": MOVED if shown and self._moved(shown.typed) else "",
            "les": self.les,
        }

    def form_valid(self, form: TekstForm) -> HttpResponse:
        """Save it; when somebody else did meanwhile, show what differs."""
        try:
            told = self.save(form.values())
        except services.ChangedMeanwhileError:
            found = say_meanwhile(form, self.text())
            return self.render_to_response(self.get_context_data(form=form, differences=found))  # type: ignore[attr-defined,no-any-return]
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]
        messages.success(self.request, told)
        return redirect(self.get_success_url())  # type: ignore[attr-defined]

    def look(self) -> HttpResponse:
        """Show the same form with what was typed, and the meter."""
        empty = {"data": None, "files": None, "initial": self.get_initial() | self._typed()}  # type: ignore[attr-defined]
        form = self.get_form_class()(**(self.get_form_kwargs() | empty))  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined,no-any-return]

    def keep(self) -> JsonResponse:
        """Keep what somebody types; the answer says so."""
        typed = self._typed()
        if sum(len(str(value)) for value in typed.values()) > MOST_TYPED:
            return JsonResponse({"problem": TOO_LONG}, status=413)
        draft = self._keep(typed)
        now = timezone.localtime()
        sentence = f"Wat je typte is bewaard om {now.hour}.{now:%M} uur. Alleen jij ziet het."
        return JsonResponse(
            {
                "kept": draft is not None,
                "sentence": sentence if draft else "Alles is bewaard.",
                "busy": [],
                "moved": MOVED if self._moved(typed) else "",
            }
        )

    def discard(self) -> HttpResponse:
        """Throw one's own draft away; the page that follows can put it back."""
        draft = self.draft
        services.forget_tekstconcept(actor=self.request.user, text=self.text(), les=self.les)
        typed = draft.typed.items() if draft else ()
        fields = [
            (name, value)
            for name, values in typed
            for value in (values if isinstance(values, list) else [values])
        ]
        context = {"fields": fields, "advies": self.object, "address": self.request.get_full_path()}
        return render(self.request, "handboek/concept_weg.html", context)

    def put_back(self) -> HttpResponse:
        """Keep again what was thrown away, and go on with it."""
        self._keep(self._typed())
        return redirect(self.request.get_full_path())

    def _typed(self) -> dict[str, Any]:
        found: dict[str, Any] = self.get_form_class().typed(self.request.POST)  # type: ignore[attr-defined]
        return found

    def _keep(self, typed: dict[str, Any]) -> Tekstconcept | None:
        mine = {"actor": self.request.user, "text": self.text(), "les": self.les}
        form = self.get_form_class()(  # type: ignore[attr-defined]
            typed,
            instance=self.text(),
            initial=self.get_initial(),  # type: ignore[attr-defined]
        )
        if form.differs:
            return services.keep_tekstconcept(typed=typed, **mine)
        services.forget_tekstconcept(**mine)
        return None

    def _moved(self, typed: dict[str, Any]) -> bool:
        text = self.text()
        return bool(text and typed.get("seen") and typed["seen"] != text.mark())


class AdviesCreateView(SchrijfMixin, PolicyMixin, CreateView):
    """A new draft, perhaps from a les (``?les=12``)."""

    permission = "handboek.add_advies"
    model = Advies
    form_class = AdviesForm

    @cached_property
    def les(self) -> Les | None:  # type: ignore[override]
        """Return the les that it begins with."""
        number = self.request.GET.get("les", "")
        if not number.isascii() or not number.isdigit() or len(number) > 9:
            return None
        return Les.objects.visible_to(self.request.user).filter(number=number).first()

    def text(self) -> None:
        """There is none yet."""

    def get_initial(self) -> dict[str, Any]:
        """Begin with the conclusion of the les."""
        start = {"kind": "do", "owner": self.request.user.pk}
        return start | ({"summary": self.les.conclusion} if self.les else {})

    def get_success_url(self) -> str:
        """Go on at the page of the new advies on the desk."""
        return reverse("handboek:werk", args=[self.object.number])

    def save(self, values: dict[str, Any]) -> str:
        """Keep the draft."""
        values.pop("seen")
        lessen = [self.les] if self.les else []
        self.object = services.create_advies(actor=self.request.user, lessen=lessen, **values)
        services.forget_tekstconcept(actor=self.request.user, text=None, les=self.les)
        return f"Advies {self.object.number} is bewaard als concept."


class AdviesUpdateView(SchrijfMixin, AdviesOfDesk, UpdateView):
    """Changes the text of a draft, or of one that waits for review."""

    permission = "handboek.change_advies"
    form_class = AdviesForm

    def text(self) -> Advies:
        """Return the advies."""
        return Advies.objects.get(pk=self.object.pk)

    def save(self, values: dict[str, Any]) -> str:
        """Keep the text; it is a draft again."""
        services.update_advies(actor=self.request.user, advies=self.text(), **values)
        return "De tekst is bewaard."

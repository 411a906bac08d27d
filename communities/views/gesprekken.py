"""Pages and acts of a conversation: place, edit and remove a post, and its lasting address."""

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render

from communities import ankers, services, vermeldingen
from communities.forms.gesprekken import ConceptForm, ReactieForm
from communities.inzage import looks_along
from communities.models import Gesprek, Reactie, Reactieconcept
from netwerk.kern import subjects
from netwerk.kern.policy import needs, require
from netwerk.kern.tekst import opmaak

METHODS = ["GET", "HEAD", "POST"]
PREVIEW, KEEP = "voorbeeld", "bewaar"


def subject_or_404(user: Any, content_type_id: int, object_id: int) -> Model:
    """Return the subject when this person may know of it and people can talk about it."""
    content_type = get_object_or_404(ContentType, pk=content_type_id)
    try:
        subject = subjects.by_content_type(content_type)
    except KeyError as error:
        raise Http404 from error
    if subject.discuss_permission is None:
        raise Http404
    return get_object_or_404(subject.visible_to(user), pk=object_id)


def reactie_or_404(request: HttpRequest, pk: int) -> Reactie:
    """Return a post that this person may read, or may know to be removed."""
    rows = Reactie.objects.visible_to(request.user).with_author()
    return get_object_or_404(rows.select_related("gesprek", "root"), pk=pk)


@needs("communities.add_reactie")
def reageer(request: HttpRequest, content_type_id: int, object_id: int) -> HttpResponse:
    """Show the form on a page of its own (also as preview and with errors), or place a post."""
    subject = subject_or_404(request.user, content_type_id, object_id)
    talk = Gesprek.about(subject)
    require(request.user, "communities.add_reactie", talk)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    act = request.POST.get("actie")
    if act in {KEEP, PREVIEW}:
        kept = _keep(request, talk)
        if kept and act == KEEP:
            messages.success(request, "Je tekst is bewaard. Alleen jij ziet hem.")
            return redirect(kept.place())
    form = _bound(request, talk)
    if request.method == "POST" and form.is_valid() and act not in {KEEP, PREVIEW}:
        made = _place(request, form, subject)
        if made:
            return redirect(made.place())
    return _form_page(request, form, talk, {"parent": _parent(form)})


def _keep(request: HttpRequest, talk: Gesprek) -> Reactieconcept | None:
    """Keep what was typed, so that it is there whatever comes after."""
    form = ConceptForm(request.POST, gesprek=talk)
    if not form.is_valid():
        return None
    subject: Any = talk.subject
    return services.keep_concept(actor=request.user, subject=subject, **form.kept)


def _place(request: HttpRequest, form: ReactieForm, subject: Model) -> Reactie | None:
    """Place the post and say what became of it; None when the form has something to say."""
    said = {
        "body": form.cleaned_data["body"],
        "parent": form.cleaned_data["parent"],
        "part": form.cleaned_data.get("deel", ""),
    }
    quote = form.cleaned_data.get("zin", "")
    try:
        made = services.post_reactie(actor=request.user, subject=subject, quote=quote, **said)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    services.forget_concept(actor=request.user, subject=subject, **said)
    _tell(request, "Je reactie staat erbij.", form)
    return made


def _tell(request: HttpRequest, done: str, form: ReactieForm) -> None:
    """Say what was done, and who will not hear that they are named."""
    messages.success(request, done)
    for warning in form.warnings:
        messages.warning(request, warning)


def _bound(request: HttpRequest, talk: Gesprek) -> ReactieForm:
    """Bind what was posted; when the post that it answers is gone, the text becomes a new one."""
    asked = {"deel": request.GET.get("deel", "")}
    form = ReactieForm(
        request.POST or None,
        initial=asked,
        gesprek=talk,
        user=request.user,
        drafts=not looks_along(request),
    )
    if "parent" not in form.errors:
        return form
    again = ReactieForm({**request.POST.dict(), "parent": ""}, gesprek=talk, user=request.user)
    again.add_error(
        None,
        "De reactie waarop je antwoordt, is er niet meer. "
        "Je kunt je tekst nog wel als nieuwe reactie plaatsen.",
    )
    return again


def _parent(form: ReactieForm) -> Reactie | None:
    return getattr(form, "cleaned_data", {}).get("parent")


def _form_page(
    request: HttpRequest, form: ReactieForm, talk: Gesprek, more: dict[str, Any]
) -> HttpResponse:
    """Show the form with the text that was typed; 422 tells that something is wrong with it."""
    context = {
        "form": form,
        "gesprek": talk,
        "anker": _anker(request, form, talk, more.get("reactie")),
        "title": subjects.of(talk.subject).title(talk.subject),
        "preview": _preview(form),
        **more,
    }
    status = 422 if form.errors else 200
    return render(request, "communities/reageer.html", context, status=status)


def _preview(form: ReactieForm) -> str:
    """Return the text as it will look; "" when there is nothing to show yet."""
    if not (form.is_bound and form.is_valid()):
        return ""
    finder = vermeldingen.finder(vermeldingen.readers(form.named, form.gesprek))
    return opmaak.render(form.cleaned_data["body"], top_heading=4, names=finder)


def _anker(
    request: HttpRequest, form: ReactieForm, talk: Gesprek, post: Reactie | None
) -> ankers.Anker | None:
    """Return what the post is about: of one that is being changed, what it was written about."""
    if post is not None:
        return ankers.shown(request.user, talk.subject, [post]).get(post.pk)
    if form.part is None or _parent(form):
        return None
    quote = getattr(form, "cleaned_data", {}).get("zin", "")
    return ankers.of_part(talk.subject, form.part, quote)


@needs("communities.view_reactie")
def reactie(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to where a post stands now; this address lasts."""
    found = reactie_or_404(request, pk)
    if request.method not in METHODS[:2]:
        return HttpResponseNotAllowed(METHODS[:2])
    return redirect(found.place())


@needs("communities.change_reactie")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one's own post."""
    found = reactie_or_404(request, pk)
    require(request.user, "communities.change_reactie", found)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    form = ReactieForm(
        request.POST or None,
        initial={"body": found.body},
        gesprek=found.gesprek,
        user=request.user,
        post=found,
    )
    if request.method == "POST" and form.is_valid() and request.POST.get("actie") != PREVIEW:
        body = form.cleaned_data["body"]
        try:
            services.edit_reactie(actor=request.user, reactie=found, body=body)
        except ValidationError as error:
            form.add_error("body", error)
        else:
            _tell(request, "Je reactie is aangepast.", form)
            return redirect(found.place())
    return _form_page(request, form, found.gesprek, {"reactie": found})


@needs("communities.change_reactie")
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then take one's own post away."""
    found = reactie_or_404(request, pk)
    require(request.user, "communities.change_reactie", found)
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if request.method == "POST":
        services.remove_reactie(actor=request.user, reactie=found)
        messages.success(request, "Je reactie is verwijderd. Je kunt haar nog terugzetten.")
        return redirect(found.place())
    return render(request, "communities/reactie_verwijderen.html", {"reactie": found})


@needs("communities.restore_reactie")
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one's own removed post back."""
    found = reactie_or_404(request, pk)
    require(request.user, "communities.restore_reactie", found)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    services.restore_reactie(actor=request.user, reactie=found)
    messages.success(request, "Je reactie staat er weer.")
    return redirect(found.place())

"""``{% gesprek object %}``: the whole conversation about a subject, with its form.

The number of queries does not depend on the number of posts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.template.context import Context
from django.utils.safestring import SafeString

from communities import ankers, gespreksregels, profielen
from communities.forms import ReactieForm
from communities.models import THREADS_PER_PAGE, Community, Deelnemer, Gesprek, Reactie
from netwerk.kern.berichten import preferences
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak
from netwerk.kern.templatetags.onderdelen import leesbaar

register = template.Library()


@dataclass
class Line:
    """One post as the page shows it; ``answers_to`` is set for an answer to an answer.

    ``attention`` says whether the reader follows the thread that begins here, or silenced it.
    """

    reactie: Reactie
    html: SafeString
    mine: bool
    restorable: bool
    author_url: str
    answers_to: Reactie | None = None
    attention: str = ""
    anker: ankers.Anker | None = None
    marks: dict[str, Any] = field(default_factory=dict)
    answers: list["Line"] = field(default_factory=list)

    @property
    def has_more(self) -> bool:
        """Say whether there is something to do with it beside what is in sight."""
        return self.mine or self.reactie.root_id is None

    @property
    def anchor(self) -> str:
        """Return the id of the post on the page."""
        return f"reactie-{self.reactie.pk}"

    @property
    def title(self) -> str:
        """Tell this thread apart from the others on the page."""
        who = "een verwijderde reactie" if self.reactie.removed_at else self.reactie.writer
        return f"begonnen door {who}, {leesbaar(self.reactie.created_at)}"


@register.inclusion_tag("communities/gesprek.html", takes_context=True)
def gesprek(context: Context, subject: Model) -> dict[str, Any]:
    """Show the conversation about a registered subject, or one sentence to who may not read."""
    request: HttpRequest = context["request"]
    shown: dict[str, Any] = {
        "request": request,
        "user": request.user,
        "in_community": isinstance(subject, Community),
    }
    if not (request.user.is_authenticated and request.user.in_network):
        return shown
    talk = Gesprek.about(subject)
    if not allowed(request.user, "communities.view_gesprek", talk):
        return shown
    shown |= {"readable": True, "gesprek": talk, "total": 0}
    shown["writable"] = allowed(request.user, "communities.add_reactie", talk)
    if talk.pk:
        shown |= _threads(request, talk)
    if shown["writable"]:
        shown |= _form(request, talk)
    return shown


def _threads(request: HttpRequest, talk: Gesprek) -> dict[str, Any]:
    rows = talk.reacties.with_author().with_versions()
    begun = rows.filter(root__isnull=True).order_by("-created_at", "-pk")
    page = Paginator(begun, THREADS_PER_PAGE).get_page(request.GET.get("gesprek"))
    roots = list(page.object_list)[::-1]
    answers = list(rows.filter(root__in=roots))
    lines = _lines(request.user, roots, answers)
    found = ankers.shown(request.user, talk.subject, roots)
    for line in lines:
        line.anker = found.get(line.reactie.pk)
    return {
        "threads": lines,
        "total": talk.reacties.standing().count(),
        "older": page.has_next() and _address(request, page, 1),
        "newer": page.has_previous() and _address(request, page, -1),
    }


def _address(request: HttpRequest, page: Page, step: int) -> str:
    query = request.GET.copy()
    query.pop("antwoord", None)
    query.pop("deel", None)
    query["gesprek"] = str(page.number + step)
    return f"?{query.urlencode()}#gesprek"


def _lines(user: Any, roots: list[Reactie], answers: list[Reactie]) -> list[Line]:
    posts = {post.pk: post for post in [*roots, *answers]}
    known = _known(user, posts.values())
    profielen.mark(user, [post.author for post in posts.values() if _names(post, known)])
    lines = {pk: _line(user, post, known) for pk, post in posts.items()}
    standing = [post for post in posts.values() if post.removed_at is None]
    for pk, marks in gespreksregels.of(user, standing).items():
        lines[pk].marks = marks
    for answer in answers:
        lines[answer.root_id].answers.append(lines[answer.pk])
        if answer.parent_id != answer.root_id:
            lines[answer.pk].answers_to = posts.get(answer.parent_id)
    for pk, attention in preferences.attentions_of(user, roots).items():
        lines[pk].attention = attention
    return [lines[root.pk] for root in roots]


def _line(user: Any, post: Reactie, known: set[int]) -> Line:
    return Line(
        reactie=post,
        html=opmaak.render("" if post.removed_at else post.body, top_heading=4),
        mine=post.author_id == user.pk and post.removed_at is None,
        restorable=allowed(user, "communities.restore_reactie", post),
        author_url=post.author.get_absolute_url() if _names(post, known) else "",
    )


def _names(post: Reactie, known: set[int]) -> bool:
    """Say whether the post leads to its author; who left without a name is not found by it."""
    return post.shows_author and post.author_id in known


def _known(user: Any, posts: Iterable[Reactie]) -> set[int]:
    """Return the authors whose page this person may see."""
    authors = {post.author_id for post in posts}
    rows = Deelnemer.objects.visible_to(user).filter(pk__in=authors)
    return set(rows.values_list("pk", flat=True))


def _form(request: HttpRequest, talk: Gesprek) -> dict[str, Any]:
    """Give an empty form; ?antwoord=N makes it an answer, ?deel=D says what it is about."""
    asked = request.GET.get("antwoord", "")
    parent = None
    if talk.pk and asked.isascii() and asked.isdigit() and len(asked) < 19:
        parent = talk.reacties.standing().select_related("author").filter(pk=asked).first()
    about = "" if parent else request.GET.get("deel", "")
    form = ReactieForm(initial={"parent": parent, "deel": about}, gesprek=talk, user=request.user)
    return {"form": form, "parent": parent}

"""What a page shows of a conversation: threads with their newest answers, or one whole thread.

The number of queries depends neither on the number of posts nor on the length of a thread.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString

from communities import ankers, citaten, gespreksregels, linkkaarten, profielen, vermeldingen
from communities.bladeren import BACKWARD, FORWARD
from communities.models import SHOWN_ANSWERS, Deelnemer, Gesprek, Reactie, ReactieQuerySet
from netwerk.kern.berichten import preferences
from netwerk.kern.policy import allowed
from netwerk.kern.tekst import opmaak
from netwerk.kern.templatetags.onderdelen import leesbaar


@dataclass
class Line:
    """One post as the page shows it; ``answers_to`` is set for an answer to an answer.

    ``attention`` says whether the reader follows the thread that begins here, or silenced it.
    ``answered`` counts all answers, ``answers`` holds those that the page shows.
    """

    reactie: Reactie
    html: SafeString
    mine: bool
    restorable: bool
    author_url: str
    is_new: bool = False
    is_answer: bool = False
    may_mark: bool = False
    answers_to: Reactie | None = None
    answers_to_url: str = ""
    attention: str = ""
    anker: ankers.Anker | None = None
    marks: dict[str, Any] = field(default_factory=dict)
    answered: int = 0
    answers: list["Line"] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Return the id of the post on the page."""
        return f"reactie-{self.reactie.pk}"

    @property
    def title(self) -> str:
        """Tell this thread apart from the others on the page."""
        who = "een verwijderde reactie" if self.reactie.removed_at else self.reactie.writer
        return f"begonnen door {who}, {leesbaar(self.reactie.created_at)}"

    @property
    def hides(self) -> int:
        """Return how many answers the page leaves out."""
        return self.answered - len(self.answers)


def talk_about(request: Any, subject: Any) -> Gesprek:
    """Return the conversation about what a page shows, which asks for it more than once."""
    talks: dict[Any, Gesprek] = request.__dict__.setdefault("_talks", {})
    if subject not in talks:
        talks[subject] = Gesprek.about(subject)
    return talks[subject]


def threads_of(talk: Gesprek) -> ReactieQuerySet:
    """Return the posts that threads begin with, and which answers to show of each."""
    answers = Reactie.objects.filter(root=OuterRef("pk")).order_by()
    number = answers.values("root").annotate(number=Count("pk")).values("number")
    newest = answers.order_by(*BACKWARD).values("pk")[:SHOWN_ANSWERS]
    rows: ReactieQuerySet = posts_of(talk).filter(root__isnull=True)
    return rows.annotate(
        answered=Coalesce(Subquery(number), 0), newest_answers=ArraySubquery(newest)
    )


def posts_of(talk: Gesprek) -> ReactieQuerySet:
    """Return the posts of a conversation with what a page shows of each."""
    rows: ReactieQuerySet = talk.reacties.with_author().with_versions()
    return rows.select_related("parent__author")


@dataclass
class Shown:
    """The threads of a page, and the answer, which may stand on another page."""

    threads: list[Line]
    answer: Line | None

    @property
    def keys(self) -> set[int]:
        """Return the keys of all posts that stand on the page in their place."""
        return {each.reactie.pk for line in self.threads for each in (line, *line.answers)}


def threads(user: Any, talk: Gesprek, roots: Sequence[Reactie], seen: int | None) -> Shown:
    """Return the threads of a page with their newest answers; ``seen`` is the last key read."""
    keys = {key for root in roots for key in root.newest_answers}  # type: ignore[attr-defined]
    wanted = [*keys, talk.answer_id or 0]  # always one query
    posts = list(posts_of(talk).filter(pk__in=wanted).order_by(*FORWARD))
    lines = lines_of(user, talk, [*roots, *posts], seen)
    for root in roots:
        lines[root.pk].answered = root.answered  # type: ignore[attr-defined]
    for post in posts:
        if post.pk in keys and post.root_id:
            lines[post.root_id].answers.append(lines[post.pk])
    answer = lines.get(talk.answer_id or 0)
    stands = answer is not None and answer.reactie.removed_at is None
    return Shown([lines[root.pk] for root in roots], answer if stands else None)


def lines_of(
    user: Any, talk: Gesprek, rows: Sequence[Reactie], seen: int | None = None
) -> dict[int, Line]:
    """Return what the page shows of posts, by their key and in their order."""
    posts = {post.pk: post for post in rows}
    known = _known(user, posts.values())
    profielen.mark(user, [post.author for post in posts.values() if _names(post, known)])
    named = vermeldingen.marks(user, rows)
    lines = {pk: _line(user, post, known, named.get(pk)) for pk, post in posts.items()}
    standing = [post for post in posts.values() if post.removed_at is None]
    for pk, marks in gespreksregels.of(user, standing).items():
        lines[pk].marks = marks
        lines[pk].is_new = seen is not None and pk > seen and not lines[pk].mine
    may_mark = allowed(user, "communities.mark_answer", talk)
    for pk, line in lines.items():
        _point_back(line, posts)
        line.may_mark = may_mark
        line.is_answer = pk == talk.answer_id and line.reactie.removed_at is None
    roots = [post for post in posts.values() if post.root_id is None]
    for pk, attention in preferences.attentions_of(user, roots).items():
        lines[pk].attention = attention
    for pk, anker in ankers.shown(user, talk.subject, roots).items():
        lines[pk].anker = anker
    return lines


def _point_back(line: Line, posts: dict[int, Reactie]) -> None:
    """Say what an answer to an answer is about: on this page, or at its lasting address."""
    post = line.reactie
    if post.parent is None or post.parent_id == post.root_id:
        return
    line.answers_to = post.parent
    here = post.parent_id in posts
    line.answers_to_url = f"#reactie-{post.parent_id}" if here else post.parent.get_absolute_url()


def _line(
    user: Any, post: Reactie, known: set[int], names: vermeldingen.Finder | None = None
) -> Line:
    text = "" if post.removed_at else citaten.as_known(post.body, post.parent)
    return Line(
        reactie=post,
        html=opmaak.render(text, top_heading=4, names=linkkaarten.finder(names)),
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

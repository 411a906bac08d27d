"""The form of a conversation, as the address of the page asks for it.

It stands under the post that it answers, and else under the conversation.
"""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest

from communities import citaten
from communities.bladeren import key_of
from communities.forms import ReactieForm
from communities.inzage import looks_along
from communities.models import Gesprek, Reactie


def form_for(
    request: HttpRequest, talk: Gesprek, here: Collection[int], thread: Reactie | None = None
) -> dict[str, Any]:
    """Give an empty form; ?antwoord=N makes it an answer, ?deel=D says what it is about.

    ``here`` are the keys of the posts on the page. On the page of one thread it answers that, as
    long as it stands.
    """
    parent = _standing(talk, key_of(request.GET.get("antwoord")))
    under = parent.pk if parent and parent.pk in here else None
    if parent is None and thread is not None and thread.removed_at is None:
        parent = thread
    about = "" if parent else request.GET.get("deel", "")
    begin = {"parent": parent, "deel": about}
    if parent is not None and "citeer" in request.GET:
        begin["body"] = citaten.quotation(parent)
    own = not looks_along(request)
    form = ReactieForm(initial=begin, gesprek=talk, user=request.user, drafts=own)
    return {"form": form, "parent": parent, "under": under}


def _standing(talk: Gesprek, key: int | None) -> Reactie | None:
    if not talk.pk or not key:
        return None
    found: Reactie | None = talk.reacties.standing().select_related("author").filter(pk=key).first()
    return found

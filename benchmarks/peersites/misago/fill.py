"""One thread with twenty replies of twenty people, in the category that Misago begins with.

The same twenty then reply as fast as they can (moderators may), each to a thread of their own: of
those who reply to one thread at the same moment Misago lets all but one fail, because PostgreSQL
ends their deadlock.
"""

import json
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from misago.acl.models import Role  # noqa: E402
from misago.categories.models import Category  # noqa: E402
from misago.threads.models import Post  # noqa: E402
from misago.threads.test import post_thread, reply_thread  # noqa: E402
from misago.users.test import create_test_user  # noqa: E402

from benchmarks.peersites import WORDS  # noqa: E402

REPLIES = 20
TOKEN = "b" * 32  # as long as Django's own
FORM = "application/x-www-form-urlencoded"


def main() -> None:
    """Fill, and print the addresses of the pages."""
    call_command("migrate", verbosity=0)
    people = [create_test_user(f"bewoner{n}", f"b{n}@voorbeeld.nl") for n in range(REPLIES)]
    category = Category.objects.get(slug="first-category")
    thread = post_thread(category, title="Hoe meet je brede welvaart", poster=people[0])
    for number, person in enumerate(people):
        reply_thread(thread, poster=person, message=f"<p>{WORDS} ({number})</p>")
    for post in Post.objects.filter(thread=thread):
        post.set_search_document(thread.title)
        post.save()
        post.update_search_vector()
        post.save()
    replies = [_reply(category, person) for person in people]
    pages = {
        "thread of 20 replies": thread.get_absolute_url(),
        "list of threads": category.get_absolute_url(),
        "search": "/api/search/threads/?q=bewoners",
        "reply": {"path": replies[0]["path"], "requests": replies},
    }
    print(json.dumps(pages))


def _reply(category: Category, person: Any) -> dict[str, Any]:
    thread = post_thread(category, title="Hoe begin je een gesprek", poster=person)
    person.roles.add(Role.objects.get(name="Moderator"))
    person.update_acl_key()
    person.save()
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    cookies += f"; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    headers = {"cookie": cookies, "x-csrftoken": TOKEN, "content-type": FORM}
    return {
        "method": "POST",
        "path": f"/api/threads/{thread.pk}/posts/",
        "headers": headers,
        "body": urlencode({"post": WORDS}),
    }


if __name__ == "__main__":
    main()

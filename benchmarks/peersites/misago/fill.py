"""One thread with twenty replies of twenty people, in the category that Misago begins with."""

import json

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from misago.categories.models import Category  # noqa: E402
from misago.threads.models import Post  # noqa: E402
from misago.threads.test import post_thread, reply_thread  # noqa: E402
from misago.users.test import create_test_user  # noqa: E402

from benchmarks.peersites import WORDS  # noqa: E402

REPLIES = 20


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
    pages = {
        "thread of 20 replies": thread.get_absolute_url(),
        "list of threads": category.get_absolute_url(),
        "search": "/api/search/threads/?q=bewoners",
    }
    print(json.dumps(pages))


if __name__ == "__main__":
    main()

"""Reading conversations with a thousand posts and with a million, and one thread of 5,000 answers.

Run as ``python -m benchmarks.gesprekken``; a second process with ``--measure`` does one site. The
pages show as many posts in both sites, so a ratio far above 1 says that a page reads what it does
not show. One reader is up to date, another has not read anything since the first post.
"""

import json
import sys

from benchmarks.measuring import ask, client_of, compare, on_a_site, rows_of
from benchmarks.zoeken import FILL, fill

FEW, MANY = 1_000, 1_000_000
STATUS = {"a lasting address": 302, "what is new on an open page": 204}
ANSWERS = {FEW: 50, MANY: 5_000}
THREAD = """
INSERT INTO communities_reactie (gesprek_id, author_id, root_id, parent_id, body, created_at,
    shows_author, part, quote, prefix, suffix)
SELECT gesprek_id, author_id, id, id, 'Antwoord ' || n, now() - n * interval '1 second', true,
    '', '', '', ''
FROM communities_reactie, generate_series(1, %s) AS n WHERE id = %s
"""


def main() -> None:
    """Measure both sites one after the other and compare."""
    small, large = (rows_of(on_a_site("benchmarks.gesprekken", 1, posts)) for posts in (FEW, MANY))
    compare(small, large, "1M")


def measure(posts: int) -> None:
    """Ask each page in this process, as two readers, and print the medians as JSON."""
    import django

    django.setup()
    from communities.models import Deelnemer, Leesstand, Reactie

    begin = Reactie.objects.filter(root=None, removed_at=None).earliest("pk")
    fill((FILL, [posts]), (THREAD, [ANSWERS.get(posts, FEW), begin.pk]))
    newest = Reactie.objects.latest("pk").pk
    person = Deelnemer.objects.get(email="organisator@voorbeeld.nl")
    client = client_of(person.email)
    talk = begin.gesprek
    new = f"/communities/gesprek/{talk.content_type_id}/{talk.object_id}/nieuw/?na="
    pages = {
        "a page without talk": "/over/",
        "a conversation": talk.get_absolute_url(),
        "one thread": f"/communities/reacties/{begin.pk}/gesprek/",
        "one thread, further on": f"/communities/reacties/{begin.pk}/gesprek/?vanaf={newest - 20}",
        "a lasting address": f"/communities/reacties/{newest - 20}/",
        "what is new on an open page": f"{new}{newest}",
        "what is unread": "/mijn/ongelezen/",
        "my network": "/mijn/",
    }
    result = {}
    for who, read_to in (("up to date", newest), ("read nothing", 0)):
        for name, page in pages.items():
            Leesstand.objects.filter(deelnemer=person).delete()
            Leesstand.objects.create(deelnemer=person, gesprek=None, read_to=read_to)
            result[f"{name}, {who}"] = ask(client, page, STATUS.get(name, 200))
    print(json.dumps(result))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()

"""Mistakes in permissions that somebody could make, each seeded in the code for one run of tests.

`make seeded` runs for each the tests that ought to find it, with the mistake in place, and says
which did. No file changes: the module is read with the mistake in it (seeding.py).
docs/decisions/seeded-bugs.md has the results.
"""

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from netwerk.kern.dev import testdatabase
from netwerk.kern.dev.environment import inherited_environment, test_environment
from netwerk.kern.dev.services import temporary_services

ROOT = Path(__file__).resolve().parents[2]
POLICY = "tests/policy"


@dataclass(frozen=True)
class Bug:
    """What is wrong, where, what stands there, what would, and what pytest runs."""

    what: str
    path: str
    right: str
    wrong: str
    tests: tuple[str, ...]

    @property
    def module(self) -> str:
        """Return the dotted name of its module."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def seeded(self) -> str:
        """Return the source with the mistake in it."""
        source = (ROOT / self.path).read_text()
        if source.count(self.right) != 1:
            raise ValueError(f"{self.path} does not have this once: {self.right}")
        return source.replace(self.right, self.wrong)


BUGS = {
    "casus-trash": Bug(
        "A casus in the trash can still be read",
        "casussen/models/casussen.py",
        "return self.kept().filter(readable)\n\n    def with_in_group",
        "return self.filter(readable)\n\n    def with_in_group",
        (f"{POLICY}/test_visible.py", "tests/casussen/test_casusprullenbak.py"),
    ),
    "casus-fetched": Bug(
        "Pages about a casus fetch it without visible_to: 403 tells that it exists",
        "casussen/views/access.py",
        'rows = visible(request.user, Casus.objects.select_related("community"))',
        'rows = Casus.objects.select_related("community")',
        (f"{POLICY}/test_matrix.py",),
    ),
    "casus-writers": Bug(
        "Whoever has an account counts as a writer of every casus",
        "casussen/permissions/casussen.py",
        "return bool(casus and user.is_authenticated and casus.is_written_by(user))",
        "return bool(casus and user.is_authenticated)",
        (f"{POLICY}/test_matrix.py",),
    ),
    "casus-confidential": Bug(
        "The page of a casus shows confidential passages to all its readers",
        "casussen/views/reading.py",
        'parts = written_parts(casus, confidential=may["view_confidential"])',
        "parts = written_parts(casus, confidential=True)",
        ("tests/netwerk/test_canary.py",),
    ),
    "effect-of-another": Bug(
        "An effect is fetched by its number alone, not within its casus",
        "casussen/views/afruil.py",
        'row = casus.afruil.select_related("theme", "group").filter(pk=pk).first()',
        'row = AfruilRegel.objects.select_related("theme", "group").filter(pk=pk).first()',
        (f"{POLICY}/test_swapped.py", "tests/casussen/test_afruil.py"),
    ),
    "story-waiting": Bug(
        "Any organiser reads a story that waits in another community",
        "casussen/models/verhalen.py",
        "waits &= Q(casus__community__in=organised)",
        "waits = waits if organised else Q(pk__in=[])",
        (f"{POLICY}/test_visible.py",),
    ),
    "minutes-draft": Bug(
        "Minutes that are still a draft are read by all who see the meeting",
        "bijeenkomsten/models/verslag.py",
        "readable = Q(state=VerslagState.FINAL) & seen",
        "readable = seen",
        (f"{POLICY}/test_visible.py",),
    ),
    "minutes-part": Bug(
        "A part of minutes is fetched by its number alone, not within those minutes",
        "bijeenkomsten/views/access.py",
        'verslag.items.select_related("agendapunt", "updated_by"), pk=number)',
        'VerslagItem.objects.select_related("agendapunt", "updated_by"), pk=number)',
        (f"{POLICY}/test_swapped.py",),
    ),
    "meeting-link": Bug(
        "The link to join online is for who may see the meeting, not for who signed up",
        "bijeenkomsten/permissions/__init__.py",
        '"bijeenkomsten.view_online_link": is_organiser | (may_view & is_signed_up)',
        '"bijeenkomsten.view_online_link": is_organiser | may_view',
        ("tests/bijeenkomsten/test_permissions.py", "tests/bijeenkomsten/test_views.py"),
    ),
    "agenda-closed-account": Bug(
        "The calendar of somebody whose account was closed goes on",
        "bijeenkomsten/views/agendas.py",
        "rows.filter(key=key, deelnemer__is_active=True, deelnemer__erased_at=None)",
        "rows.filter(key=key)",
        ("tests/bijeenkomsten/test_agendafeeds.py",),
    ),
    "agenda-of-a-community": Bug(
        "A key opens the calendar of a community that its owner is not in",
        "bijeenkomsten/views/agendas.py",
        "Community.objects.filter(slug=community, pk__in=owner.roles).first()",
        "Community.objects.filter(slug=community).first()",
        ("tests/bijeenkomsten/test_agendafeeds.py",),
    ),
    "meeting-feed": Bug(
        "The public feed of meetings follows who asks, and is kept for everybody",
        "bijeenkomsten/views/feed.py",
        "everybody = AnonymousUser()",
        "everybody = request.user",
        ("tests/netwerk/test_feeds.py",),
    ),
    "advies-draft": Bug(
        "An advies that is still a draft is read by everybody",
        "handboek/models/adviezen.py",
        "readable = Q(published_at__isnull=False)\n",
        "readable = Q()\n",
        (f"{POLICY}/test_visible.py",),
    ),
    "finding-said": Bug(
        "A finding tells what was said in a conversation that one may not read",
        "handboek/models/lessen.py",
        "said = Reactie.objects.standing().visible_to(user)",
        "said = Reactie.objects.standing()",
        (
            f"{POLICY}/test_visible.py",
            "tests/handboek/test_oogst_uit_gesprek.py",
        ),
    ),
    "rijk-answer": Bug(
        "All of the network read an answer that waits for a second reader",
        "handboek/models/rijksvragen.py",
        "return self if user.is_redacteur else self.filter(writer=user)",
        "return self",
        (f"{POLICY}/test_visible.py",),
    ),
    "own-decision": Bug(
        "Who wrote a new text of an advies may decide about it",
        "handboek/permissions/adviezen.py",
        "row and row.state == State.REVIEW and user.pk not in {row.writer_id, row.edited_by_id}",
        "row and row.state == State.REVIEW",
        (f"{POLICY}/test_matrix.py", "-k", "werkversie", "tests/handboek/test_werkversies.py"),
    ),
    "inside-a-community": Bug(
        "Who sees the public page of a community reads what is said inside",
        "communities/models/gesprekken.py",
        "rows = Community.objects.entered_by(user)",
        "pass",
        (f"{POLICY}/test_visible.py",),
    ),
    "post-of-another": Bug(
        "Somebody who reads a post may change it",
        "communities/permissions.py",
        "return bool(reactie.author_id == user.pk)\n\n\n@rules.predicate\ndef may_restore",
        "return True\n\n\n@rules.predicate\ndef may_restore",
        (f"{POLICY}/test_matrix.py", "-k", "reactie"),
    ),
    "post-history": Bug(
        "Earlier texts of a post show what was made confidential",
        "communities/views/reactiegeschiedenis.py",
        "before, then = opmaak.without_confidential(version.body), "
        "opmaak.without_confidential(after)",
        "before, then = version.body, after",
        ("tests/communities/test_reactiegeschiedenis.py",),
    ),
    "hidden-on-a-profile": Bug(
        "A profile shows the parts that somebody hides",
        "communities/profielen.py",
        'return frozenset(part for part in PARTS if getattr(person, f"{part}_shown") in open_to)',
        "return frozenset(PARTS)",
        ("tests/communities/test_profielen.py",),
    ),
    "mail-without-a-right": Bug(
        "A mail about a post goes to who may not read the conversation any more",
        "communities/notifications/gesprekken.py",
        'if not allowed(delivery.person, "communities.view_reactie", reactie):',
        "if not delivery.person.is_active:",
        ("tests/communities/test_notifications.py", "tests/berichten/test_attention.py"),
    ),
    "file-confidential": Bug(
        "A confidential file is for all who see its casus",
        "netwerk/kern/bijlagen/models.py",
        "common = Q(confidential=False) & (Q(inline=False) | self._in_open_text(subject))",
        "common = Q(inline=False) | self._in_open_text(subject)",
        (f"{POLICY}/test_visible.py", "tests/bijlagen/test_serving.py"),
    ),
    "api-casus": Bug(
        "The API gives a casus to whoever knows its address",
        "casussen/api.py",
        "rows = _for_list(Casus.objects.visible_to(request.user)).select_related(",
        "rows = _for_list(Casus.objects.kept()).select_related(",
        (f"{POLICY}/test_matrix.py", "-k", "api:casus"),
    ),
    "api-confidential": Bug(
        "The API gives the confidential passages of a casus",
        "casussen/api.py",
        "written = {section.kind: markdown(section.body) for",
        "written = {section.kind: section.body for",
        ("tests/api/test_vorm.py", "tests/api/test_lijsten.py", "tests/netwerk/test_canary.py"),
    ),
    "api-key": Bug(
        "An API key that was taken back or is too old still opens the own data",
        "communities/api_toegang.py",
        "return found if found is not None and found.works else None",
        "return found",
        ("tests/api/test_sleutels.py",),
    ),
    "search": Bug(
        "Search finds what one may not read",
        "netwerk/kern/zoeken/hits.py",
        "rows = narrowed(subject.visible_to(user), known, choices)",
        "rows = narrowed(subject.model._default_manager.all(), known, choices)",
        ("tests/netwerk/test_canary.py", "-k", "search"),
    ),
    "search-suggestions": Bug(
        "Search suggests words from titles that one may not read",
        "netwerk/kern/zoeken/suggesties.py",
        "rows = known.standing(subject.visible_to(user)).filter(like)",
        "rows = known.standing(subject.model._default_manager.all()).filter(like)",
        ("tests/netwerk/test_suggesties.py", "tests/netwerk/test_zoeken.py"),
    ),
    "sitemap": Bug(
        "The map for search engines names adviezen that are drafts",
        "netwerk/views/sitemap.py",
        'return Advies.objects.visible_to(NOBODY).only("number", "title", "updated_at")',
        'return Advies.objects.all().only("number", "title", "updated_at")',
        ("tests/netwerk/test_sitemap.py",),
    ),
    "own-copy": Bug(
        "Somebody fetches the copy of the data of another person",
        "netwerk/kern/avg/models.py",
        "return self.filter(person=user) if user.is_authenticated else self.none()\n\n\nclass G",
        "return self if user.is_authenticated else self.none()\n\n\nclass G",
        (f"{POLICY}/test_matrix.py", "-k", "export", "tests/avg/test_export.py"),
    ),
}


def run(name: str, env: dict[str, str]) -> list[str]:
    """Run the tests of one bug with it in place; return those that found it."""
    command = [sys.executable, "-m", "pytest", "--reuse-db", "-p", "tests.policy.seeding"]
    more = ["-q", "-n0", "--tb=no", "-rfE", "--maxfail=3", *BUGS[name].tests]
    out = subprocess.run(
        [*command, *more],
        cwd=ROOT,
        env=env | {"SEEDED": name},
        stdout=subprocess.PIPE,
        text=True,
        check=False,  # that it fails is what we hope for
    )
    found = re.findall(r"^(?:FAILED|ERROR) (\S+?::\w+)", out.stdout, re.MULTILINE)
    return sorted(set(found))


def main(names: list[str]) -> int:
    """Run all bugs, or those that are named; say of each what found it."""
    missed = []
    with tempfile.TemporaryDirectory(prefix="netwerk-seeded-") as folder:
        env = inherited_environment() | test_environment(Path(folder))
        with temporary_services(fill=testdatabase.put_in) as services:
            for name in names or BUGS:
                found = run(name, env | services)
                missed += [] if found else [name]
                print(f"| {BUGS[name].what} | {', '.join(found) or 'NOTHING'} |", flush=True)
    print(f"{len(names or BUGS) - len(missed)} found, not found: {missed}")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

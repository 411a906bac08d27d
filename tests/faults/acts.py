"""What people do to the site over HTTP, and a ledger of what they were told."""

import http.client
import random
import threading
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.faults.ledger import Ledger
from tests.faults.seed import ACTING
from tests.faults.site import FaultSite

TOKEN = "a" * 32
MOST_MEETINGS = 40
DONE, REFUSED, UNKNOWN = "done", "refused", "unknown"


class FormReader(HTMLParser):
    """Collects what a form on a page would send if it were posted unchanged."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.options: dict[str, list[str]] = {}
        self._open = self._choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name = given.get("name", "")
        if tag == "input" and name:
            if given.get("type") not in {"radio", "checkbox", "submit"} or "checked" in given:
                self.values[name] = given.get("value", "")
        elif tag == "textarea":
            self._open, self.values[name] = name, ""
        elif tag == "select":
            self._choice = name
        elif tag == "option" and self._choice:
            self.options.setdefault(self._choice, []).append(given.get("value", ""))
            if "selected" in given:
                self.values[self._choice] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._open = ""
        elif tag == "select":
            self._choice = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.values[self._open] += data.removeprefix("\n")


class Person:
    """Somebody who is signed in."""

    def __init__(self, site: FaultSite, who: dict[str, Any]) -> None:
        self.site, self.pk, self.email = site, who["pk"], who["email"]
        self.cookie = f"sessie={who['session']}; formulier={TOKEN}"

    def ask(self, method: str, path: str, fields: dict[str, Any] | None = None) -> tuple[int, str]:
        """Return the status with the page, or the address that it leads to.

        Raises OSError or HTTPException when there was no answer.
        """
        line = http.client.HTTPConnection(urlsplit(self.site.url).netloc, timeout=30)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = None if fields is None else urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
            return answer.status, answer.headers.get("Location") or text
        finally:
            line.close()

    def act(self, path: str, fields: dict[str, Any]) -> str:
        """Post, and return what this person knows of it afterwards."""
        try:
            status, where = self.ask("POST", path, fields)
        except (OSError, http.client.HTTPException):
            return UNKNOWN
        if status == 302 and "/account/login/" not in where:
            return DONE
        return UNKNOWN if status >= 500 else REFUSED

    def answer(self, meeting: dict[str, Any], answer: str) -> str:
        return self.act(f"/bijeenkomsten/{meeting['slug']}/aanmelden/", {"answer": answer})

    def form(self, path: str) -> FormReader:
        """Open a form. Raises OSError or HTTPException when it does not come."""
        status, page = self.ask("GET", path)
        if status != 200:
            raise OSError(status)
        return FormReader(page)

    def move(self, meeting: dict[str, Any], hour: int) -> str:
        """Move a meeting to another hour; the day stays."""
        path = f"/bijeenkomsten/{meeting['slug']}/wijzigen/"
        values = self.form(path).values
        if values["start_time"].lstrip("0").startswith(f"{hour}:"):
            hour += 1
        return self.act(path, values | {"start_time": f"{hour}:00", "end_time": f"{hour + 2}:00"})

    def publish(self, title: str, day: str) -> str:
        """Plan a new meeting."""
        form = self.form("/bijeenkomsten/nieuw/")
        kind = next(value for value in form.options["kind"] if value)
        wanted = {"kind": kind, "title": title, "goal": "Kijken", "first_day": day}
        clock = {"start_time": "10:00", "end_time": "12:00", "place": "Assen"}
        return self.act("/bijeenkomsten/nieuw/", form.values | wanted | clock)

    def post(self, words: str) -> str:
        """Place a post in the conversation about the casus."""
        return self.act(self.site.seed["talk"], {"body": words})


class Load:
    """Threads that act until they are stopped; every act is in the ledger, with what was told."""

    def __init__(self, site: FaultSite, seed: int, *, pause: float = 0.25) -> None:
        self.site, self.seed, self.pause = site, seed, pause
        self.ledger = Ledger(site.folder / "acts.jsonl")
        self.ending = threading.Event()
        self.errors: list[BaseException] = []
        members = [Person(site, who) for who in site.seed["members"][:ACTING]]
        self.organiser = Person(site, site.seed["organiser"])
        self.stranger = Person(site, site.seed["stranger"])
        self.meetings = self._meetings()
        steps = [self._answering(members[::2]), self._answering(members[1::2])]
        steps += [self._organising(), self._writing(members)]
        self.threads = [
            threading.Thread(target=self._run, args=(step, number), daemon=True)
            for number, step in enumerate(steps)
        ]

    def _meetings(self) -> list[dict[str, Any]]:
        rows = self.site.rows("SELECT id, status = 'cancelled' FROM bijeenkomsten_bijeenkomst")
        cancelled = dict(rows)  # type: ignore[arg-type]
        return [each | {"cancelled": cancelled[each["pk"]]} for each in self.site.seed["meetings"]]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Stop, wait for the last answers, and raise what went wrong in a thread."""
        self.ending.set()
        for thread in self.threads:
            thread.join(60)
        self.ledger.close()
        assert self.errors == []

    def _run(self, step: Callable[[random.Random], None], number: int) -> None:
        chance = random.Random(f"{self.seed}-{number}")
        while not self.ending.wait(chance.uniform(0, 2 * self.pause)):
            try:
                step(chance)
            except (OSError, http.client.HTTPException):
                continue  # a form did not come: nothing was done
            except BaseException as error:
                self.errors.append(error)
                raise

    def _answering(self, people: list[Person]) -> Callable[[random.Random], None]:
        rows = self.site.rows(
            "SELECT deelnemer_id, bijeenkomst_id, answer FROM bijeenkomsten_aanmelding"
        )
        known = {(person, meeting): answer for person, meeting, answer in rows}

        def step(chance: random.Random) -> None:
            person, meeting = chance.choice(people), chance.choice(self.meetings)
            place = person.pk, meeting["pk"]
            answer = "no" if known.get(place) == "yes" else "yes"
            sure = known.get(place) != UNKNOWN
            told = person.answer(meeting, answer)
            if told != REFUSED:
                known[place] = answer if told == DONE else UNKNOWN
            self.ledger.write(
                kind=answer, person=person.pk, meeting=meeting["pk"], told=told, sure=sure
            )

        return step

    def _organising(self) -> Callable[[random.Random], None]:
        def step(chance: random.Random) -> None:
            few = len(self.site.seed["members"]) <= ACTING  # a new meeting is told to them all
            if chance.random() < 0.04 and few and len(self.meetings) < MOST_MEETINGS:
                return self._publish(chance)
            meeting = chance.choice(self.meetings)
            sure = meeting.get("cancelled") != UNKNOWN
            told = self._change(chance, meeting)
            self.ledger.write(kind="change", meeting=meeting["pk"], told=told, sure=sure)
            self.ending.wait(1.0)
            return None

        return step

    def _change(self, chance: random.Random, meeting: dict[str, Any]) -> str:
        path = f"/bijeenkomsten/{meeting['slug']}/"
        if meeting.get("cancelled"):
            told = self.organiser.act(f"{path}herstellen/", {})
            if told != REFUSED:
                meeting["cancelled"] = UNKNOWN if told == UNKNOWN else False
        elif chance.random() < 0.3:
            told = self.organiser.act(f"{path}afgelasten/", {"reason": "Ziek"})
            if told != REFUSED:
                meeting["cancelled"] = UNKNOWN if told == UNKNOWN else True
        else:
            told = self.organiser.move(meeting, chance.choice([8, 9, 11, 12, 14, 16, 18]))
        return told

    def _publish(self, chance: random.Random) -> None:
        title = f"Nieuw {chance.randrange(10**9)}"
        told = self.organiser.publish(title, f"2027-{chance.randint(2, 12):02}-15")
        self.ledger.write(kind="publish", title=title, told=told)
        if told == DONE:
            slug = title.lower().replace(" ", "-")
            found = self._find("SELECT id FROM bijeenkomsten_bijeenkomst WHERE slug = %s", slug)
            if found:
                self.meetings.append({"pk": found[0][0], "slug": slug})

    def _find(self, query: str, value: str) -> list[tuple[Any, ...]]:
        import psycopg

        try:
            return self.site.rows(query, value)
        except psycopg.Error:
            return []

    def _writing(self, people: list[Person]) -> Callable[[random.Random], None]:
        def step(chance: random.Random) -> None:
            if chance.random() < 0.1:
                meeting = chance.choice(self.site.seed["meetings"])
                told = self.stranger.answer(meeting, "yes")
                self.ledger.write(kind="stranger", told=told)
                return
            person, words = chance.choice(people), f"woord {chance.randrange(10**12)}"
            self.ledger.write(kind="post", person=person.pk, words=words, told=person.post(words))
            self.ending.wait(1.0)

        return step

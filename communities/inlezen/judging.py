"""What each row of a list would do, looked at against the accounts and places of this moment.

A batch of rows takes a fixed number of queries, whatever stands in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.fields.json import KT
from django.db.models.functions import Lower

from communities.enums import Role, RowOutcome
from communities.inlezen.columns import BY_KEY, flat
from communities.models import (
    Community,
    Deelnemer,
    ImportRegel,
    Ledenimport,
    Lidmaatschap,
    Organisatie,
    OrganisatieNaam,
)
from communities.services.leden import holders_of
from netwerk.kern.begrippen.models import Begrip
from netwerk.kern.tabellen import STARTS_A_FORMULA

FORMULA = "Dit lijkt op een formule. Vul gewone tekst in."
ROLES = {
    flat(word): role
    for role, words in {
        Role.MEMBER: (Role.MEMBER.label, Role.MEMBER.value, "lid"),
        Role.ORGANISER: (Role.ORGANISER.label, Role.ORGANISER.value),
    }.items()
    for word in words
}


@dataclass
class Judged:
    """One row with what it means and what is wrong with it."""

    row: ImportRegel
    email: str
    person: Deelnemer | None = None
    community: Community | None = None
    role: str = Role.MEMBER
    organisatie: Organisatie | None = None
    new_organisatie: str = ""
    province: Begrip | None = None
    errors: dict[str, str] = field(default_factory=dict)
    outcome: str = RowOutcome.WRONG

    @property
    def cells(self) -> dict[str, str]:
        """Return the text of the row by column."""
        cells: dict[str, str] = self.row.cells
        return cells


class Judge:
    """Looks at a batch of rows of one import, in the order of the file.

    ``earlier`` remembers which good rows stand above: {address: {community: row number}}.
    """

    def __init__(self, ledenimport: Ledenimport, rows: Sequence[ImportRegel]) -> None:
        self.ledenimport = ledenimport
        self.rows = rows
        emails = {_email(row.cells) for row in rows}
        self.people = holders_of(emails)
        self.places = set(
            Lidmaatschap.objects.filter(deelnemer__in=self.people.values()).values_list(
                "deelnemer_id", "community_id"
            )
        )
        self.communities = _by_name(Community.objects.all())
        self.provinces = _by_name(Begrip.objects.in_schema("provincie").current())
        self.organisaties = _organisaties({row.cells.get("organisatie", "") for row in rows})
        self.earlier = self._above(emails)

    def _above(self, emails: set[str]) -> dict[str, dict[int | None, int]]:
        """Return the good rows above this batch with an address that is in it."""
        above = ImportRegel.objects.filter(
            ledenimport=self.ledenimport, number__lt=self.rows[0].number
        ).exclude(outcome__in=["", RowOutcome.WRONG])
        found: dict[str, dict[int | None, int]] = {}
        for row in above.annotate(address=KT("cells__email")).filter(address__in=emails):
            self._remember(found, row, self._community(row.cells))
        return found

    @staticmethod
    def _remember(
        found: dict[str, dict[int | None, int]], row: ImportRegel, community: Community | None
    ) -> None:
        key = community.pk if community else None
        found.setdefault(_email(row.cells), {})[key] = row.number

    def judge(self) -> list[Judged]:
        """Say of every row what it would do, or what is wrong with it."""
        return [self._judge(row) for row in self.rows]

    def _judge(self, row: ImportRegel) -> Judged:
        found = Judged(row, _email(row.cells))
        found.person = self.people.get(found.email)
        self._look_at_cells(found)
        self._look_at_place(found)
        self._look_at_address(found)
        self._look_at_self(found)
        is_promised = found.email in self.earlier
        if found.person is None and not is_promised:
            self._look_at_name(found)
            self._look_at_work(found)
        if not found.errors:
            found.outcome = self._outcome(found, is_promised=is_promised)
            self._remember(self.earlier, row, found.community)
        return found

    def _outcome(self, found: Judged, *, is_promised: bool) -> RowOutcome:
        if found.person is None:
            if not is_promised:
                return RowOutcome.NEW
            return RowOutcome.CHANGED if found.community else RowOutcome.KNOWN
        if found.community is None or (found.person.pk, found.community.pk) in self.places:
            return RowOutcome.KNOWN
        return RowOutcome.CHANGED

    def _look_at_self(self, found: Judged) -> None:
        is_self = found.person is not None and found.person.pk == self.ledenimport.uploaded_by_id
        if is_self and self._outcome(found, is_promised=False) == RowOutcome.CHANGED:
            found.errors["email"] = "Dit ben je zelf. Vraag een plek aan een andere beheerder."

    def _look_at_cells(self, found: Judged) -> None:
        for key, text in found.cells.items():
            longest = BY_KEY[key].longest
            if text.startswith(STARTS_A_FORMULA):
                found.errors[key] = FORMULA
            elif len(text) > longest:
                found.errors[key] = f"Te lang: hier passen {longest} tekens in."

    def _look_at_address(self, found: Judged) -> None:
        if "email" in found.errors:
            return
        above = self.earlier.get(found.email, {})
        community = found.community.pk if found.community else None
        if not found.email:
            found.errors["email"] = "Vul een e-mailadres in."
        elif not _is_address(found.email):
            found.errors["email"] = "Dit is geen geldig e-mailadres."
        elif community in above and "community" not in found.errors:
            found.errors["email"] = f"Deze persoon staat ook op rij {above[community]}."
        elif found.person is not None and not found.person.is_active:
            found.errors["email"] = "Dit account staat uit. Zet het eerst weer aan."

    def _look_at_name(self, found: Judged) -> None:
        for key in ("first_name", "last_name"):
            if not found.cells.get(key):
                found.errors.setdefault(key, f"Vul een {BY_KEY[key].label} in.")

    def _look_at_place(self, found: Judged) -> None:
        found.community = self._community(found.cells)
        if found.community is None and found.cells.get("community"):
            found.errors.setdefault("community", "We kennen geen community met deze naam.")
        if found.community is not None and found.community.has_ended:
            found.errors["community"] = "Deze community is afgesloten."
        role = found.cells.get("role", "")
        known = ROLES.get(flat(role)) if role else self.ledenimport.role
        if known is None:
            found.errors.setdefault("role", "Kies deelnemer of organisator.")
        elif role and found.community is None and "community" not in found.errors:
            found.errors["role"] = "Bij een rol hoort een community. Vul die ook in."
        else:
            found.role = known

    def _community(self, cells: dict[str, str]) -> Community | None:
        name = cells.get("community", "")
        return self.communities.get(flat(name)) if name else self.ledenimport.community

    def _look_at_work(self, found: Judged) -> None:
        area = found.cells.get("province", "")
        found.province = self.provinces.get(flat(area))
        if area and found.province is None:
            found.errors.setdefault("province", "We kennen dit gebied niet. Vul een provincie in.")
        name = found.cells.get("organisatie", "")
        found.organisatie = self.organisaties.get(name.lower())
        if name and found.organisatie is None:
            if self.ledenimport.new_kind_id is None:
                found.errors.setdefault("organisatie", "We kennen geen organisatie met deze naam.")
            else:
                found.new_organisatie = name


def _email(cells: dict[str, str]) -> str:
    return cells.get("email", "")


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _by_name(rows: Any) -> dict[str, Any]:
    """Return rows by everything that people may call them."""
    found: dict[str, Any] = {}
    for row in rows:
        names = getattr(row, "synonyms", None) or []
        short = getattr(row, "slug", None) or getattr(row, "notation", "")
        for name in (*names, short, str(row)):
            found[flat(name)] = row
    return found


def _organisaties(names: set[str]) -> dict[str, Organisatie]:
    """Return the organisations with these names now or before, whatever their capitals."""
    wanted = {name.lower() for name in names if name}
    before = OrganisatieNaam.objects.annotate(low=Lower("name")).filter(low__in=wanted)
    found = {row.low: row.organisatie for row in before.select_related("organisatie")}
    now = Organisatie.objects.annotate(low=Lower("name")).filter(low__in=wanted)
    return found | {row.low: row for row in now}

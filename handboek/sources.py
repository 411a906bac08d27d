"""From rows to the evidence rule: which sources an advies rests on, as one reader may see them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Self

from bijeenkomsten.models import Verslag
from casussen.enums import Outcome
from casussen.models import Casus
from communities.models import Reactie
from handboek.enums import Kind, Relation
from handboek.evidence import Evidence, Source, SourceKind, weigh
from handboek.models import Advies, AdviesLes, Bevinding, Herkenning, Publicatie, Toepassing
from netwerk.kern.begrippen.models import Begrip

RESIDENTS_SIDE = "samenleving"
MOST_OF_CASUS = 500  # bevindingen that its page looks at


def provinces_of(casus: Casus) -> list[Begrip]:
    """Return its provinces, without "landelijk" and the like, which lie in no landsdeel."""
    return [province for province in casus.provinces.all() if province.broader_id]


@dataclass(frozen=True)
class Reader:
    """What one person may see of the sources under some adviezen, fetched in three queries."""

    casussen: frozenset[int]
    verslagen: frozenset[int]
    reacties: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        user: Any,
        bevindingen: Iterable[Bevinding],
        herkenningen: Iterable[Herkenning] = (),
    ) -> Self:
        """Ask the apps below which of these sources this person may read."""
        rows = list(bevindingen)
        casussen = {casus.pk for row in rows if (casus := row.source_casus)}
        casussen |= {row.casus_id for row in herkenningen}
        verslagen = {verslag.pk for row in rows if (verslag := row.source_verslag)}
        posts = {row.reactie_id for row in rows if row.reactie_id}
        said = Reactie.objects.standing().filter(pk__in=posts) if posts else None
        return cls(
            frozenset(
                Casus.objects.visible_to(user)
                .filter(pk__in=casussen)
                .order_by()
                .values_list("pk", flat=True)
            ),
            frozenset(
                Verslag.objects.visible_to(user)
                .filter(pk__in=verslagen)
                .order_by()
                .values_list("pk", flat=True)
            ),
            frozenset(said.visible_to(user).order_by().values_list("pk", flat=True))
            if said is not None
            else frozenset(),
        )

    @classmethod
    def of_adviezen(cls, user: Any, adviezen: Iterable[Advies]) -> Self:
        """Do so for everything under these adviezen (fetched with ``with_sources``)."""
        every = list(adviezen)
        return cls.of(
            user,
            [row for advies in every for row in bevindingen_under(advies)],
            [row for advies in every for row in herkenningen_under(advies)],
        )

    def sees_casus(self, casus: Casus | None) -> bool:
        """Say whether the reader may know which casus it is."""
        return casus is not None and casus.pk in self.casussen

    def sees(self, bevinding: Bevinding) -> bool:
        """Say whether the reader may read the sentence where it stands."""
        if bevinding.source_is_gone:
            return False
        if bevinding.reactie_id:
            return bevinding.reactie_id in self.reacties
        if verslag := bevinding.source_verslag:
            return verslag.pk in self.verslagen
        return self.sees_casus(bevinding.casus)


def seen_about(user: Any, casus: Casus) -> tuple[list[Bevinding], Reader]:
    """Return the bevindingen about a casus that this person may read, with what else they may.

    The same as ``visible_to``, asked of the rows of one casus instead of all that there are: at
    most MOST_OF_CASUS of them. The page of a casus asks more than once; it is answered once.
    """
    known = getattr(casus, "_seen_about", None)
    if known is None or known[0] != user:
        rows = list(Bevinding.objects.with_sources().about_casus(casus)[:MOST_OF_CASUS])
        reader = Reader.of(user, rows)
        known = casus._seen_about = (user, [row for row in rows if reader.sees(row)], reader)  # type: ignore[attr-defined]
    return known[1], known[2]


def bevindingen_under(advies: Advies) -> list[Bevinding]:
    """Return every bevinding under an advies, for and against."""
    return [row for link in advies.onderbouwing.all() for row in link.les.bevindingen.all()]


def publicaties_under(advies: Advies) -> list[Publicatie]:
    """Return each publicatie under an advies once: its own, and those of lessen that support it."""
    rows = {row.pk: row for row in advies.publicaties.all()}
    for link in advies.onderbouwing.all():
        if link.relation == Relation.SUPPORTS:
            rows |= {row.pk: row for row in link.les.publicaties.all()}
    return list(rows.values())


def herkenningen_under(advies: Advies) -> list[Herkenning]:
    """Return every herkenning of a les under an advies that was not taken back."""
    return [row for link in advies.onderbouwing.all() for row in link.les.herkenningen.all()]


def source_of(bevinding: Bevinding, *, visible: bool = True) -> Source | None:
    """Return the practice source behind a bevinding.

    A sentence from minutes counts with the casus of its agenda item, what somebody said with the
    casus that the conversation is about. Without a casus it is talk, not practice: None. What a
    resident answered counts with the casus too, and is a voice of the side samenleving.
    """
    casus = bevinding.source_casus
    if casus is None:
        return None
    kind = _kind_of(bevinding)
    return Source(
        casus_id=casus.pk,
        organisatie_id=casus.organisatie_id,
        provinces=tuple(province.label for province in provinces_of(casus)),
        side=RESIDENTS_SIDE if kind == SourceKind.RESIDENTS else casus.organisatie.side,
        kind=kind,
        withdrawn=casus.withdrawn_at is not None
        or casus.deleted_at is not None
        or bevinding.source_is_gone,
        visible=visible,
    )


def source_of_herkenning(herkenning: Herkenning, *, visible: bool = True) -> Source:
    """Return the practice source behind a herkenning: its casus."""
    casus = herkenning.casus
    return Source(
        casus_id=casus.pk,
        organisatie_id=casus.organisatie_id,
        provinces=tuple(province.label for province in provinces_of(casus)),
        side=casus.organisatie.side,
        kind=SourceKind.RECOGNITION,
        withdrawn=not herkenning.casus_counts,
        visible=visible,
    )


def _kind_of(bevinding: Bevinding) -> SourceKind:
    if bevinding.verslag_item_id:
        return SourceKind.VERSLAG
    if bevinding.reactie_id:
        return SourceKind.TALK
    return SourceKind.RESIDENTS if bevinding.inwonersantwoord_id else SourceKind.CASUS


def is_open_contradiction(link: AdviesLes) -> bool:
    """Say whether a les speaks against the advies and no redacteur has settled that."""
    return link.relation == Relation.CONTRADICTS and link.settled_at is None


def speaks_against(bevinding: Bevinding, link: AdviesLes, advies: Advies) -> bool:
    """Say whether its casus told later that it did not work, under a les for this "doe".

    Under every other kind it speaks neither for nor against more than it did: that a casus went
    wrong may be what a "doe niet" warns of, one of the two sides of a "weeg af", or just why a
    question must be asked first. A redacteur gets a signal and looks.
    """
    supports = link.relation == Relation.SUPPORTS
    return supports and advies.kind == Kind.DO and bevinding.failed_later


def source_of_report(report: Toepassing) -> Source:
    """Return the practice source behind a placed report (fetched with ``weighed``).

    Everybody may know where it was: organisation and place stand on the page of the advies.
    """
    casus, province = report.casus, report.province
    return Source(
        casus_id=report.casus_id,
        organisatie_id=report.organisatie_id,
        provinces=(province.label,) if province.broader_id else (),
        side=report.organisatie.side,
        kind=SourceKind.APPLIED,
        withdrawn=bool(casus and (casus.withdrawn_at or casus.deleted_at)),
    )


def confirms(report: Toepassing, advies: Advies) -> bool:
    """Say whether a report confirms its advies: it worked, and its casus did not fail later."""
    failed_later = report.last_outcome == Outcome.FAILED  # type: ignore[attr-defined]
    return report.outcome == Outcome.WORKED and not (advies.kind == Kind.DO and failed_later)


def speaks_for(herkenning: Herkenning, link: AdviesLes) -> bool:
    """Say whether a herkenning of a les speaks for the advies: under a contradiction in reverse."""
    return herkenning.is_recognition == (link.relation == Relation.SUPPORTS)


def failed_since(herkenning: Herkenning, link: AdviesLes, advies: Advies) -> bool:
    """Say whether its casus spoke for this "doe", and told later that it did not work."""
    return advies.kind == Kind.DO and herkenning.failed_later and speaks_for(herkenning, link)


def is_open_objection(herkenning: Herkenning, link: AdviesLes, advies: Advies) -> bool:
    """Say whether a herkenning speaks against the advies and no redacteur has settled that.

    Who settled a contradicting les settled with it what others recognise of that les.
    """
    if speaks_for(herkenning, link) or herkenning.pk in advies.settled_herkenningen:  # type: ignore[attr-defined]
        return False
    return link.relation == Relation.SUPPORTS or link.settled_at is None


@dataclass
class _Scales:
    """What speaks for an advies, and what openly speaks against it."""

    settled: Collection[int]
    confirming: list[Source] = field(default_factory=list)
    contradicting: list[Source] = field(default_factory=list)

    def fail(self, source: Source) -> None:
        """Put what did not work later on the other side, unless a redacteur settled it."""
        if source.casus_id not in self.settled:
            self.contradicting.append(replace(source, kind=SourceKind.LATER))


def evidence_of(advies: Advies, reader: Reader | None = None) -> Evidence:
    """Weigh an advies (fetched with ``with_sources``); words for this reader when given."""
    scales = _Scales(advies.settled_casussen)  # type: ignore[attr-defined]
    for link in advies.onderbouwing.all():
        for bevinding in link.les.bevindingen.all():
            visible = reader is None or reader.sees_casus(bevinding.source_casus)
            source = source_of(bevinding, visible=visible)
            if source is None:
                continue
            if speaks_against(bevinding, link, advies):
                scales.fail(source)
            elif link.relation == Relation.SUPPORTS:
                scales.confirming.append(source)
            elif is_open_contradiction(link):
                scales.contradicting.append(source)
        for herkenning in link.les.herkenningen.all():
            _weigh_herkenning(scales, herkenning, link, advies, reader)
    reports: list[Toepassing] = advies.reports  # type: ignore[attr-defined]
    scales.confirming += [source_of_report(row) for row in reports if confirms(row, advies)]
    scales.contradicting += [source_of_report(row) for row in reports if row.is_open_failure]
    return weigh(scales.confirming, len(publicaties_under(advies)), scales.contradicting)


def _weigh_herkenning(
    scales: _Scales, herkenning: Herkenning, link: AdviesLes, advies: Advies, reader: Reader | None
) -> None:
    visible = reader is None or reader.sees_casus(herkenning.casus)
    source = source_of_herkenning(herkenning, visible=visible)
    if failed_since(herkenning, link, advies):
        scales.fail(source)
    elif speaks_for(herkenning, link):
        scales.confirming.append(source)
    elif is_open_objection(herkenning, link, advies):
        scales.contradicting.append(source)

"""The chain as the components of the design show it, for one reader.

Whoever may not see a source reads only its public label: no title, no organisation, no
province, no address and not the sentence itself.
"""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime

from bijeenkomsten.models import Verslag
from handboek.enums import Kind, Relation
from handboek.knopen import WITHDRAWN, Shown, casus_shown, herkenning_shown
from handboek.models import Advies, AdviesLes, Bevinding, Herkenning, Les
from handboek.sources import (
    Reader,
    bevindingen_under,
    evidence_of,
    failed_since,
    herkenningen_under,
    is_open_contradiction,
    provinces_of,
    speaks_against,
)
from netwerk.kern import subjects

NUMBERS = ("Nog geen", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen")
KINDS = {  # of an advies: the class, the icon
    Kind.DO: ("doe", "check"),
    Kind.DONT: ("niet", "x"),
    Kind.WEIGH: ("weeg", "scale"),
    Kind.ASK: ("vraag", "circle-help"),
}
VOICES = {"gesprek", "inwoners"}
MOST_PER_LES = 8  # pairs that the picture has room for; the list under it names all
HIDDEN_VERSLAG = "Een bijeenkomst die niet openbaar is"
HIDDEN_TALK = "Een gesprek in het netwerk"
HIDDEN_ANSWER = "Een antwoord van een inwoner"
HIDDEN_QUOTE = "Deze zin is niet openbaar"
GONE_QUOTE = "Wat hier stond, is weggehaald"
REWRITTEN = "De schrijver heeft de reactie later veranderd"
SHIELDED_QUOTE = "De schrijvers hebben deze zin later afgeschermd"
FAILED_LATER = "Achteraf werkte het niet"
OTHERWISE = "Zegt iets anders"
NOT_PRACTICE = "Telt niet mee als bron uit de praktijk"
NO_SOURCE_LEFT = "Hier telt geen bron meer mee"


def number_word(number: int) -> str:
    """Return a number as a word up to nine, to begin a sentence with."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def verslag_shown(verslag: Verslag, *, visible: bool) -> Shown:
    """Return what one reader is told about minutes as a source."""
    shown = {"soort": "bijeenkomst", "titel": HIDDEN_VERSLAG, "url": "", "onder": "Niet openbaar"}
    if visible:
        day = date_format(localtime(verslag.bijeenkomst.starts_at), "j F Y")
        shown |= {"titel": verslag.bijeenkomst.title, "onder": day}
        shown["url"] = verslag.get_absolute_url()
    return shown


def talk_shown(bevinding: Bevinding, *, visible: bool) -> Shown:
    """Return what one reader is told about a conversation as a source: never who said it."""
    assert bevinding.reactie is not None
    gone = bevinding.source_is_gone
    subject = bevinding.reactie.gesprek.subject
    if not visible or subject is None:
        onder = WITHDRAWN if gone else "Niet openbaar"
        return {"soort": "gesprek", "titel": HIDDEN_TALK, "url": "", "onder": onder}
    casus = bevinding.casus
    withdrawn = casus is not None and (casus.withdrawn_at or casus.deleted_at)
    counts = WITHDRAWN if withdrawn else "" if casus else NOT_PRACTICE
    return {
        "soort": "gesprek",
        "titel": f"Gezegd in het gesprek over “{subjects.of(subject).title(subject)}”",
        "url": bevinding.reactie.get_absolute_url(),
        "onder": counts,
    }


def answer_shown(bevinding: Bevinding, *, visible: bool) -> Shown:
    """Return what one reader is told about the answer of a resident as a source."""
    antwoord, casus = bevinding.inwonersantwoord, bevinding.casus
    assert antwoord is not None and casus is not None
    withdrawn = bevinding.source_is_gone or casus.withdrawn_at is not None
    if not visible:
        onder = WITHDRAWN if withdrawn else "Niet openbaar"
        return {"soort": "inwoners", "titel": HIDDEN_ANSWER, "url": "", "onder": onder}
    provinces = ", ".join(province.label for province in provinces_of(casus))
    return {
        "soort": "inwoners",
        "titel": f"Stem van inwoners bij “{casus.title}”",
        "url": antwoord.get_absolute_url(),
        "onder": WITHDRAWN if withdrawn else provinces,
    }


def source_shown(bevinding: Bevinding, reader: Reader) -> Shown:
    """Return the casus, the minutes, the conversation or the answer of a bevinding."""
    if bevinding.reactie_id:
        return talk_shown(bevinding, visible=reader.sees(bevinding))
    if bevinding.inwonersantwoord_id:
        return answer_shown(bevinding, visible=reader.sees(bevinding))
    if verslag := bevinding.source_verslag:
        return verslag_shown(verslag, visible=reader.sees(bevinding))
    assert bevinding.casus is not None
    return casus_shown(bevinding.casus, visible=reader.sees(bevinding))


def quote_shown(bevinding: Bevinding, reader: Reader, *, length: int = 160) -> Shown:
    """Return the sentence and the part of the text that it stands in."""
    if bevinding.source_is_gone:
        return {"soort": "bevinding", "titel": GONE_QUOTE, "url": "", "onder": ""}
    if not reader.sees(bevinding):
        return {"soort": "bevinding", "titel": HIDDEN_QUOTE, "url": "", "onder": ""}
    if bevinding.became_confidential:
        return {"soort": "bevinding", "titel": SHIELDED_QUOTE, "url": "", "onder": ""}
    where = ""
    if bevinding.verslag_item:
        where = f"Uit het verslag: {bevinding.verslag_item.agendapunt.title}"
    elif bevinding.section:
        where = f"Uit het deel {bevinding.section.get_kind_display()}"
    elif bevinding.was_rewritten:
        where = REWRITTEN
    quote = f"“{Truncator(bevinding.quote).chars(length)}”"
    return {"soort": "bevinding", "titel": quote, "url": "", "onder": where}


def les_shown(les: Les, *, visible: bool, under: str = "") -> Shown:
    """Return a les as a node; its conclusion stands in the advies for everybody."""
    return {
        "soort": "les",
        "titel": les.conclusion,
        "url": les.get_absolute_url() if visible else "",
        "onder": under,
        "label": f"Les {les.number}",
    }


def pairs_shown(bevindingen: Iterable[Bevinding], reader: Reader) -> list[Shown]:
    """Return each source with the sentence in it; says so when its casus did not work later."""
    return [
        {"bron": _with_later(row, reader), "bevinding": quote_shown(row, reader)}
        for row in bevindingen
    ]


def said_pair(row: Herkenning, reader: Reader) -> Shown:
    """Return a casus that recognised or contradicted a les, with what it said."""
    visible = reader.sees_casus(row.casus)
    source = casus_shown(row.casus, visible=visible)
    if row.failed_later and visible and source["onder"] != WITHDRAWN:
        parts = [part for part in (source["onder"], FAILED_LATER) if part]
        source |= {"onder": ". ".join(parts)}
    shown = herkenning_shown(row, visible=visible)
    return {"bron": source, "bevinding": shown, "tegen": not row.is_recognition}


def _with_later(bevinding: Bevinding, reader: Reader) -> Shown:
    shown = source_shown(bevinding, reader)
    if not bevinding.failed_later or not reader.sees_casus(bevinding.source_casus):
        return shown
    if shown["onder"] == WITHDRAWN:
        return shown
    parts = [part for part in (shown["onder"], FAILED_LATER) if part]
    return shown | {"onder": ". ".join(parts)}


def chain_shown(advies: Advies, reader: Reader, *, lessen_visible: bool) -> Shown:
    """Return the whole chain of an advies for components/keten.html."""
    tracks = [
        _track(link, advies, reader, lessen_visible=lessen_visible)
        for link in sorted(advies.onderbouwing.all(), key=_supports_first)
    ]
    return {
        "sporen": tracks,
        "stemmen": has_voices(tracks),
        "advies": {"label": f"Advies {advies.number}", "titel": advies.title},
        "uitgaven": [],
        "terug": None,
    }


def _supports_first(link: AdviesLes) -> tuple[bool, int]:
    return link.relation == Relation.CONTRADICTS, link.les.number


def _track(link: AdviesLes, advies: Advies, reader: Reader, *, lessen_visible: bool) -> Shown:
    bevindingen = list(link.les.bevindingen.all())
    against = link.relation == Relation.CONTRADICTS
    counting = sum(
        not speaks_against(row, link, advies)
        and source_shown(row, reader)["onder"] not in {WITHDRAWN, NOT_PRACTICE}
        for row in bevindingen
    )
    said = list(link.les.herkenningen.all())
    counting += sum(
        row.is_recognition and row.casus_counts and not failed_since(row, link, advies)
        for row in said
    )
    pairs = [*pairs_shown(bevindingen, reader), *(said_pair(row, reader) for row in said)]
    under = ""
    if against:
        under = "Tegenspraak" if is_open_contradiction(link) else "Tegenspraak, afgehandeld"
    return {
        "kop": heading(counting, against=against) if counting else NO_SOURCE_LEFT,
        "tegen": against,
        **pairs_and_more(pairs),
        "les": les_shown(link.les, visible=lessen_visible, under=under),
    }


def pairs_and_more(pairs: list[Shown]) -> Shown:
    """Return what the picture has room for, how many more there are, and all for the words."""
    return {
        "paren": pairs[:MOST_PER_LES],
        "meer": more(len(pairs) - MOST_PER_LES),
        "alle": pairs,
    }


def has_voices(tracks: Iterable[Shown]) -> bool:
    """Say whether somebody said it in a conversation, or a resident answered it."""
    return any(pair["bron"]["soort"] in VOICES for track in tracks for pair in track["paren"])


def more(number: int) -> str:
    """Say how many sources the picture has no room for."""
    if number <= 0:
        return ""
    return "En nog één bron" if number == 1 else f"En nog {number} bronnen"


def heading(number: int, *, against: bool) -> str:
    """Say in a few words how many sources a les has."""
    word = number_word(number)
    if against:
        return (
            f"{word} bron spreekt het tegen" if number < 2 else f"{word} bronnen zeggen iets anders"
        )
    return f"{word} bron zag dit" if number < 2 else f"{word} bronnen zeggen hetzelfde"


def sources_shown(advies: Advies, reader: Reader) -> list[Shown]:
    """Return every casus and every verslag under an advies once, for a list in words."""
    found: dict[tuple[str, int], Shown] = {}
    for row in bevindingen_under(advies):
        found.setdefault(_place_of(row), source_shown(row, reader))
    for said in herkenningen_under(advies):
        visible = reader.sees_casus(said.casus)
        shown = casus_shown(said.casus, visible=visible)
        if not said.is_recognition and visible and shown["onder"] != WITHDRAWN:
            shown |= {"onder": ". ".join(filter(None, (shown["onder"], OTHERWISE)))}
        found.setdefault(("casus", said.casus_id), shown)
    return list(found.values())


def _place_of(row: Bevinding) -> tuple[str, int]:
    """Return where a sentence stands, to name each place once."""
    if row.reactie_id:
        return "reactie", row.reactie_id
    if row.inwonersantwoord_id:
        return "antwoord", row.inwonersantwoord_id
    verslag = row.source_verslag
    return ("verslag", verslag.pk) if verslag else ("casus", row.casus_id or 0)


def provenance(advies: Advies, reader: Reader, most: int = 3) -> list[Shown]:
    """Return "Geleerd van" under a card: what the reader may see, then how many are hidden."""
    rows = [row for link in _supporting(advies) for row in link.les.bevindingen.all()]
    known: dict[str, Shown] = {}
    hidden: set[tuple[str, int]] = set()
    for row in rows:
        if reader.sees(row):
            shown = source_shown(row, reader)
            known.setdefault(
                shown["url"],
                {"titel": shown["titel"], "url": shown["url"], "waar": shown["onder"]},
            )
        else:
            hidden.add(_place_of(row))
    for said in (row for link in _supporting(advies) for row in link.les.herkenningen.all()):
        if not said.is_recognition:
            continue
        if reader.sees_casus(said.casus):
            shown = casus_shown(said.casus, visible=True)
            known.setdefault(
                shown["url"],
                {"titel": shown["titel"], "url": shown["url"], "waar": shown["onder"]},
            )
        else:
            hidden.add(("casus", said.casus_id))
    found = list(known.values())
    if len(found) > most:
        found = [*found[: most - 1], {"titel": f"en nog {len(found) - most + 1} bronnen"}]
    if hidden:
        one = "Een bron die niet openbaar is"
        many = f"{len(hidden)} bronnen die niet openbaar zijn"
        found.append({"titel": one if len(hidden) == 1 else many})
    return found


def _supporting(advies: Advies) -> list[AdviesLes]:
    return [link for link in advies.onderbouwing.all() if link.relation == Relation.SUPPORTS]


def kind_shown(advies: Advies) -> Shown:
    """Return the kind of an advies as the screen shows it: the class, the icon and the word."""
    soort, icoon = KINDS[Kind(advies.kind)]
    return {"soort": soort, "icoon": icoon, "soort_woord": advies.get_kind_display()}


def card_shown(advies: Advies, reader: Reader) -> Shown:
    """Return one half of components/advies_paar.html."""
    evidence = evidence_of(advies, reader)
    return {
        "kind": advies.kind,
        "nummer": advies.number,
        **kind_shown(advies),
        "titel": advies.title,
        "url": advies.get_absolute_url(),
        "tekst": advies.summary,
        "herkomst": provenance(advies, reader),
        "bewijs": f"{evidence.sentence} {evidence.objection}".strip(),
    }


def paired(adviezen: Sequence[Advies], reader: Reader) -> list[Shown]:
    """Set do's and don'ts of one chapter side by side, in their order."""
    cards = [card_shown(advies, reader) for advies in adviezen]
    does = [card for card in cards if card["kind"] == Kind.DO]
    donts = [card for card in cards if card["kind"] == Kind.DONT]
    longest = max(len(does), len(donts))
    return [{"doe": _at(does, place), "niet": _at(donts, place)} for place in range(longest)]


def by_kind(adviezen: Sequence[Advies], reader: Reader) -> list[Shown]:
    """Return the parts of a chapter: do's with don'ts, then what to weigh, and what to ask."""
    rows = list(adviezen)
    parts = [("Do’s en don’ts", paired(rows, reader))]
    for kind, said in ((Kind.WEIGH, "Weeg af"), (Kind.ASK, "Vraag vooraf")):
        own = [single(advies, reader) for advies in rows if advies.kind == kind]
        parts.append((said, own))
    return [{"kop": said, "paren": pairs} for said, pairs in parts if pairs]


def single(advies: Advies, reader: Reader) -> Shown:
    """Show one advies on a card of its own."""
    card = card_shown(advies, reader)
    is_dont = card["kind"] == Kind.DONT
    return {"doe": None if is_dont else card, "niet": card if is_dont else None}


def _at(cards: list[Shown], place: int) -> Shown | None:
    return cards[place] if place < len(cards) else None

"""How plain a text is: it helps who writes, and stops nobody.

Pure, and linear in the length of the text: it looks at each word a fixed number of times. The
measures are those of the network for language level B1: sentences of 15 words on average and 25 at
most, plain words, few passives, and the Flesch-Douma score.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from handboek.moeilijke_woorden import HARD

MEAN, LONGEST, SCORE = 15, 25, 60
MOST = 20  # of each kind of remark; who has mended those looks again
WORD = re.compile(r"\w+(?:[-’']\w+)*")
MARK = re.compile(r"[ \t]*(?:[-*+>]|#{1,6}|\d{1,3}[.)])[ \t]+")
END = re.compile(r"(?<=[.!?…])[\s”’\"')\]]+")
SYLLABLE = re.compile(r"[ëïöü][aeiouy]*|[aeiouyàâáèéêíóôú]+")
PHRASE = re.compile(
    r"\b(?:" + "|".join(re.escape(word) for word in sorted(HARD, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
AUXILIARY = frozenset({"word", "wordt", "worden", "werd", "werden"})
PARTICIPLE = re.compile(r"(?:ge\w{2,}(?:d|t|en)|(?:be|ver|ont|her)\w{2,}(?:d|t))")
NO_PARTICIPLE = frozenset(
    re.findall(
        r"\w+",
        """gebied geen geld geluid gezond geduld gebeuren gemeenten geheugen gegeven gezinnen
gesprekken gebieden gevoelens gebouwen best bedrijf verband verstand bestand herfst
verkeerd beleid bestaat gericht gerust beroemd bekend verschillend gebeurtenissen geluiden
gedachten""",
    )
)


@dataclass(frozen=True)
class Remark:
    """Something to look at: the sentence, in which part, and for a word what people say."""

    part: str
    sentence: str
    word: str = ""
    plain: str = ""
    words: int = 0


@dataclass
class Meter:
    """What we measured."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    longest: int = 0
    long: list[Remark] = field(default_factory=list)
    hard: list[Remark] = field(default_factory=list)
    passive: list[Remark] = field(default_factory=list)

    @property
    def mean(self) -> float:
        """Return how many words a sentence has on average."""
        return round(self.words / self.sentences, 1) if self.sentences else 0.0

    @property
    def score(self) -> int:
        """Return the Flesch-Douma score, from 0 (hard) to 100 (easy)."""
        if not self.words:
            return 100
        syllables = self.syllables / self.words
        raw = 206.84 - 77 * syllables - 0.93 * (self.words / self.sentences)
        return round(min(100.0, max(0.0, raw)))

    @property
    def mean_is_long(self) -> bool:
        """Say whether sentences are longer than we aim at."""
        return self.mean > MEAN

    @property
    def score_is_low(self) -> bool:
        """Say whether the text is harder than we aim at."""
        return self.score < SCORE

    @property
    def is_plain(self) -> bool:
        """Say whether there is nothing to remark."""
        found = self.long or self.hard or self.passive
        return not (found or self.mean_is_long or self.score_is_low)

    @property
    def summary(self) -> str:
        """Return in one sentence what there is to look at, for who hears it while writing."""
        counts = (
            (len(self.long), "lange zin", "lange zinnen"),
            (len(self.hard), "moeilijk woord", "moeilijke woorden"),
            (
                len(self.passive),
                "zin die niet zegt wie het doet",
                "zinnen die niet zeggen wie het doet",
            ),
        )
        told = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
        return f"Taal: {', '.join(told)}." if told else "Taal: geen zin of woord valt op."


def measure(parts: Iterable[tuple[str, str]]) -> Meter:
    """Measure a text that consists of parts: (name, Markdown)."""
    meter = Meter()
    for part, text in parts:
        for sentence in sentences_of(text):
            _weigh(meter, part, sentence)
    return meter


def sentences_of(text: str) -> list[str]:
    """Return the sentences; a heading or an item of a list ends where it ends."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        mark = MARK.match(line)
        if mark or not line.strip():
            blocks.append([])
        blocks[-1].append((line[mark.end() :] if mark else line).strip())
    joined = (" ".join(block) for block in blocks)
    return [part.strip() for block in joined for part in END.split(block) if WORD.search(part)]


def _weigh(meter: Meter, part: str, sentence: str) -> None:
    words = [word.lower() for word in WORD.findall(sentence)]
    meter.sentences += 1
    meter.words += len(words)
    meter.longest = max(meter.longest, len(words))
    meter.syllables += sum(max(1, len(SYLLABLE.findall(word))) for word in words)
    if len(words) > LONGEST:
        _add(meter.long, Remark(part, sentence, words=len(words)))
    for found in PHRASE.findall(sentence):
        if plain := HARD.get(found.lower()):  # a letter of another alphabet may match as well
            _add(meter.hard, Remark(part, sentence, word=found, plain=plain))
    if not AUXILIARY.isdisjoint(words) and any(_is_participle(word) for word in words):
        _add(meter.passive, Remark(part, sentence))


def _is_participle(word: str) -> bool:
    return word not in NO_PARTICIPLE and PARTICIPLE.fullmatch(word) is not None


def _add(remarks: list[Remark], remark: Remark) -> None:
    if len(remarks) < MOST:
        remarks.append(remark)

"""What somebody wrote in a mail, without what it answers and without a signature.

Our own mails begin with a line to write above, which nearly every mail program quotes: the
answer stands above it. What a mail program puts in between (who wrote when) is found by
mail-parser-reply and a few rules of our own, for Dutch, English, German and French. In doubt a
line stays: one greeting too many is better than a sentence lost.
"""

import re

from mailparser_reply.parser import EmailMessage

from netwerk.kern.berichten.inbound.letter import visible

MARKER = "Typ je antwoord boven deze regel"
LANGUAGES = ("nl", "en", "de", "fr")
LONGEST = 40_000  # characters that are looked at; an answer is at most 10,000
LONG_LINE = 400  # no line that announces a quotation is longer
TAIL_LINES, TAIL_LINE = 14, 120  # a signature is not longer than this
EMPTY = re.compile(r"\n{3,}")  # the library takes minutes for thousands of empty lines
HELD = re.compile("\ue000(\\d+)\ue000")
MARKED = re.compile(r"\s+".join(map(re.escape, MARKER.split())), re.IGNORECASE)
SEPARATOR = re.compile(
    r"^[ >]*(?:_{10,}|-{2,} ?(?:oorspronkelijk|doorgestuurd|original|forwarded|urspr|message d)"
    r".{0,60}-{2,})$",
    re.IGNORECASE,
)
WROTE = re.compile(
    r"^[ >]*(?=.*\d)(?:op|on|am|le|\d{4}-\d\d-\d\d|\d{1,2}[-/. ]).{0,300}?"
    r"\b(?:schreef|geschreven|wrote|schrieb|a écrit)\b.{0,200}:$",
    re.IGNORECASE,
)
FROM = re.compile(r"^[ >*]*(?:van|from|von|de)\*?\s?:.+", re.IGNORECASE)
REST = re.compile(
    r"^[ >*]*(?:verzonden|verstuurd|datum|aan|onderwerp|sent|date|to|subject|gesendet|an|betreff"
    r"|envoyé|à|objet)\*?\s?:",
    re.IGNORECASE,
)
SENT_FROM = re.compile(
    r"^(?:(?:verstuurd|verzonden|sent|gesendet|envoyé)\s+(?:vanaf|vanuit|via|met|from|with|von"
    r"|depuis|de)\b.{0,60}|.{0,20}(?:outlook|yahoo)\b.{0,40}(?:downloaden|ophalen|for|voor)\b.{0,60}"
    r"|get outlook for .{0,80}|download outlook .{0,80})$",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:(?:met|mit|with)\s+)?(?:(?:heel|zeer|onze|mijn|een|veel|very)\s+)?"
    r"(?:(?:vriendelijke|hartelijke|collegiale|warme|lieve|beste|zonnige|freundlichen|kind|best"
    r"|warm|viele|liebe|schöne)\s+)?"
    r"(?:groet(?:en|jes)?|regards|gr|grtz?|mvg|m\.v\.g|gr[üu](?:ß|ss)e?n?|wishes|cordialement"
    r"|hoogachtend|sincerely|cheers)"
    r"(?:[,.!]*|[,.!]+\s.{0,40}|\s(?:van\s)?[A-Z][\w-]{0,20}(?:\s[A-Z][\w-]{0,20})?)$",
    re.IGNORECASE,
)


class Conversation(EmailMessage):
    """The library, without its own tidying: that is done already, and calls `re` as of old."""

    def _normalize_text(self) -> None:
        return


def answer_in(text: str) -> str:
    """Return the answer in the text of a mail; "" when nothing is left."""
    text = visible(text).replace("\r\n", "\n").replace("\r", "\n")
    above = MARKED.split(text, maxsplit=1)[0]
    answer = _without_quotes(_whole_lines(above) if above != text else text)
    answer = answer or _below(text)
    return _without_signature(answer)


def _whole_lines(above: str) -> str:
    """Leave out the line on which the marker stood: what is before it there is its decoration."""
    return above.rpartition("\n")[0]


def _without_quotes(text: str) -> str:
    held: list[str] = []

    def hold(line: str) -> str:
        held.append(line)
        return f"\ue000{len(held) - 1}\ue000"

    lines = text[:LONGEST].split("\n")
    lines = [hold(line) if len(line) > LONG_LINE else line.strip() for line in lines]
    shown = EMPTY.sub("\n\n", "\n".join(lines[: _first_quote(lines)]))
    conversation = Conversation(text=shown, languages=list(LANGUAGES)).read()
    first = conversation.replies[0]
    answer = "" if first.headers else first.content
    return HELD.sub(lambda found: held[int(found[1])], answer).strip()


def _first_quote(lines: list[str]) -> int:
    """Return at which line the quotation begins; the number of lines when there is none."""
    for number, line in enumerate(lines):
        following = lines[number + 1 : number + 5]
        if SEPARATOR.match(line):
            return number
        if FROM.match(line) and any(REST.match(each) for each in following):
            return number
        for height in (1, 2, 3):
            if WROTE.match(" ".join(lines[number : number + height])[: LONG_LINE * 2]):
                return number
        if line.startswith(">") and all(
            not each or each.startswith(">") for each in lines[number:]
        ):
            return number
    return len(lines)


def _below(text: str) -> str:
    """Return what somebody wrote below or between a quotation, where lines begin with ``>``."""
    lines = [line.strip() for line in text[:LONGEST].split("\n")]
    quoted = [number for number, line in enumerate(lines) if line.startswith(">")]
    if not quoted:
        return ""
    own = [line for line in lines[quoted[0] :] if not line.startswith(">")]
    return "\n".join(own).strip()


def _without_signature(text: str) -> str:
    """Cut a signature off the end, never more than looks like one."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        tail = lines[number:]
        if line.strip() in {"--", "—", "-- "} and number > 0 and _is_small(tail, most=30):
            return "\n".join(lines[:number]).strip()
    for number in range(len(lines) - 1, -1, -1):
        if SENT_FROM.match(lines[number]):
            lines = lines[:number] if _is_small(lines[number:]) else lines
    for number, line in enumerate(lines):
        if number > 0 and CLOSING.match(line) and _is_small(lines[number:]):
            return "\n".join(lines[:number]).strip()
    return "\n".join(lines).strip()


def _is_small(tail: list[str], most: int = TAIL_LINES) -> bool:
    words = [line for line in tail if line.strip()]
    return len(words) <= most and all(len(line) <= TAIL_LINE for line in words)

"""What a writer is asked in each section of a casus."""

from casussen.enums import SectionKind

HINTS = {
    SectionKind.CONTEXT: (
        "Wat was er aan de hand? Waarom begonnen jullie eraan, en waar speelt het? Schrijf voor "
        "iemand die je gemeente of regio niet kent."
    ),
    SectionKind.QUESTION: (
        "Wat moet er beter worden, en voor wie? Denk ook aan mensen later, en aan mensen op een "
        "andere plek."
    ),
    SectionKind.PARTIES: (
        "Welke organisaties doen mee, en wat doet ieder? Hoe doen bewoners mee: horen ze het, "
        "denken ze mee of beslissen ze?"
    ),
    SectionKind.APPROACH: (
        "Wat deden jullie, stap voor stap? Noem ook wat je eerst anders wilde doen."
    ),
    SectionKind.RESULTS: (
        "Wat leverde het op? Vertel ook wat tegenviel of wat niemand had verwacht. Weet je het nog "
        "niet, schrijf dan hoe je erachter komt."
    ),
    SectionKind.GENERATORS: (
        "Waardoor werkte het? Bijvoorbeeld iemand die doorzette, geld op het goede moment, of een "
        "afspraak die vooraf was gemaakt."
    ),
    SectionKind.CONTACT: (
        "Waar kan iemand meer lezen? Zet er links bij. Schrijf alleen de naam op van iemand die "
        "dat goed vindt."
    ),
}

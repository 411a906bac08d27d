"""What was seen, and under which conditions a les holds: by the number of the les."""

LESTEKSTEN: dict[int, tuple[str, str]] = {
    1: (
        """Bij de eerste avond wist niemand wanneer er antwoord kwam. Bij de tweede stond de datum
        op de uitnodiging. Toen belde bijna niemand meer met de vraag hoe het ermee stond.""",
        """De datum moet haalbaar zijn. Wie hem twee keer verschuift, is verder van huis dan
        zonder.""",
    ),
    2: (
        """Van de mensen die een afwijzing kregen met een reden, deed de helft later weer mee. Van
        de mensen die niets hoorden, bijna niemand.""",
        """Iemand heeft tijd om elk idee te beantwoorden, ook kort.""",
    ),
    3: (
        """In de bibliotheek en het buurthuis zaten mensen die nooit naar een zaal komen. De
        opkomst was kleiner, de groep gemengder.""",
        """De plek is van de buurt zelf, en open op het moment dat mensen er toch al zijn.""",
    ),
    4: (
        """De groep las eerst wat honderden anderen vonden. Daarna koos zij, en schreef zij per
        keuze op waarom. Niemand vroeg achteraf om een nieuwe ronde.""",
        """Er is tijd voor minstens drie avonden, en het bestuur zegt vooraf wat het met de keuze
        doet.""",
    ),
    6: (
        """Aan tafel bleek dat de winkel vooral dreef op één vrijwilliger van 74. In geen enkel
        formulier stond daar een vraag over.""",
        """Wie langskomt, heeft geen lijst bij zich die af moet.""",
    ),
    7: (
        """De drie vrijwilligers hielden een maand bij waar hun uren heen gingen. Een op de vijf
        uren ging naar formulieren.""",
        "",
    ),
    8: (
        """Het cijfer voor de hele gemeente ging omhoog. In twee wijken ging het omlaag. Dat zag
        niemand, tot iemand de wijken naast elkaar zette.""",
        """Er zijn genoeg antwoorden per wijk of per groep om ze los te laten zien.""",
    ),
    10: (
        """Bij drie cijfers vroeg de raad door. Bij de bijlage met twintig cijfers vroeg niemand
        iets.""",
        """De drie cijfers horen bij dit ene besluit, en niet bij elk besluit.""",
    ),
    16: (
        """Toen op papier stond wat het team zelf mocht veranderen, kwam de eerste bijsturing na
        twee weken. Daarvoor duurde dat een kwartaal.""",
        """De grens staat vooraf vast, en de bestuurder houdt zich eraan.""",
    ),
    18: (
        """Twee ambtenaren liepen een dag mee op een boerderij. Ze schrapten daarna vier van de elf
        vragen in hun eigen formulier.""",
        """Wie meeloopt, mag ook iets veranderen aan de regels waar het over gaat.""",
    ),
    19: (
        """Een stoel bleef leeg voor een kind van 2060. Zodra iemand daar namens dat kind iets zei,
        ging het gesprek een half uur over later.""",
        """Iemand bereidt de rol voor. Anders wordt het een spelletje.""",
    ),
    25: (
        """De eis over leerplekken stond in het contract, en alle vier de bedrijven hielden zich
        eraan. Wat later in een brief werd gevraagd, deed één bedrijf.""",
        """De opdrachtgever weet vóór de aanbesteding wat hij wil, en vraagt er later naar.""",
    ),
    26: (
        """Bij het bedrijf met een vaste begeleider maakten acht van de tien leerlingen het jaar
        af. Bij de twee andere bedrijven stopte meer dan de helft.""",
        """De begeleider krijgt er uren voor, en staat niet zelf alleen op een klus.""",
    ),
}

"""What the casussen do, theme by theme and for whom, and what their people chose.

A row is theme, kring, group ("" is everybody), effect, and why.
"""

type Row = tuple[str, str, str, str, str]

AFRUIL: dict[str, list[Row]] = {
    "een-wijk-verduurzamen-en-werk": [
        ("wonen", "nu", "huurders", "better", "hun huis niet meer tocht en schimmelt"),
        ("wonen", "later", "", "better", "wie er daarna woont een goed huis krijgt"),
        ("materiele-welvaart", "nu", "lage-inkomens", "better", "de rekening 85 euro lager is"),
        ("materiele-welvaart", "nu", "huiseigenaren", "unknown", ""),
        ("arbeid-en-vrije-tijd", "nu", "werkenden", "better", "er 24 leerplekken zijn"),
        ("menselijk-kapitaal", "later", "kinderen-en-jongeren", "better", "een diploma blijft"),
        ("gezondheid", "nu", "kinderen-en-jongeren", "better", "er minder vocht in huis is"),
        ("samenleving", "nu", "ouderen", "worse", "zij het langst op hun beurt wachten"),
        ("milieu", "nu", "", "worse", "er drie jaar stof en lawaai is"),
        ("natuurlijk-kapitaal", "later", "toekomstige-generaties", "better", "we minder uitstoten"),
        (
            "milieu-en-grondstoffen",
            "elders",
            "mensen-in-andere-landen",
            "worse",
            "een deel van het isolatiemateriaal van ver komt",
        ),
    ],
    "groeien-om-te-blijven": [
        ("samenleving", "nu", "ouderen", "better", "er iemand in de buurt is die hen kent"),
        ("samenleving", "nu", "mensen-in-dorpen", "mixed", "niet elk dorp zijn school houdt"),
        ("wonen", "nu", "gezinnen", "better", "er nieuwe huizen bij de school komen"),
        ("wonen", "nu", "huurders", "worse", "de oudste buurt moet wachten"),
        ("gezondheid", "nu", "ouderen", "better", "de huisarts blijft"),
        ("economisch-kapitaal", "later", "ondernemers", "unknown", "de groei nog uitblijft"),
        ("sociaal-kapitaal", "later", "", "better", "de vereniging genoeg leden houdt"),
        ("verdeling", "elders", "mensen-in-steden", "worse", "wie hierheen gaat daar vertrekt"),
    ],
    "schaalsprong-met-oog-voor-later": [
        ("wonen", "nu", "gezinnen", "better", "er woningen bijkomen"),
        ("wonen", "nu", "lage-inkomens", "worse", "de nieuwe huizen duur zijn"),
        ("arbeid-en-vrije-tijd", "nu", "werkenden", "better", "er werk dichtbij is"),
        ("milieu", "nu", "mensen-in-dorpen", "worse", "het drukker wordt op de weg"),
        ("menselijk-kapitaal", "later", "kinderen-en-jongeren", "better", "er opleidingen komen"),
        (
            "natuurlijk-kapitaal",
            "later",
            "toekomstige-generaties",
            "worse",
            "ruimte voor water en natuur nu wordt vastgelegd",
        ),
        ("economisch-kapitaal", "later", "ondernemers", "better", "de regio sterker wordt"),
        (
            "milieu-en-grondstoffen",
            "elders",
            "mensen-in-andere-landen",
            "worse",
            "groei grondstoffen vraagt",
        ),
    ],
    "bijsturen-in-de-lindevallei": [
        ("materiele-welvaart", "nu", "boeren", "mixed", "de een verkoopt en de ander wacht"),
        ("milieu", "nu", "mensen-in-dorpen", "better", "het water schoner is"),
        (
            "natuurlijk-kapitaal",
            "later",
            "toekomstige-generaties",
            "better",
            "de beek ruimte krijgt",
        ),
        ("sociaal-kapitaal", "later", "boeren", "worse", "het vertrouwen een knauw kreeg"),
        ("handel-en-hulp", "elders", "mensen-in-andere-landen", "unknown", ""),
    ],
    "de-friese-paradox": [
        ("subjectief-welzijn", "nu", "", "better", "mensen tevreden zijn met hun leven"),
        ("materiele-welvaart", "nu", "lage-inkomens", "worse", "het gemiddelde hen verbergt"),
        ("gezondheid", "nu", "lage-inkomens", "worse", "zij zorg uitstellen"),
        ("sociaal-kapitaal", "later", "mensen-in-dorpen", "better", "buren elkaar helpen"),
        ("verdeling", "nu", "nieuwkomers", "unknown", "zij niet in het onderzoek zitten"),
    ],
    "blik-op-eindhoven": [
        ("subjectief-welzijn", "nu", "", "better", "bewoners een stem kregen"),
        ("samenleving", "nu", "nieuwkomers", "mixed", "wel gevraagd, niet teruggebeld"),
        ("sociaal-kapitaal", "later", "", "worse", "wie niets hoort afhaakt"),
        ("verdeling", "nu", "lage-inkomens", "better", "hun buurt het eerst aan de beurt is"),
    ],
    "begroting-met-acht-themas": [
        ("wonen", "nu", "huurders", "better", "het debat vaker over wonen gaat"),
        ("gezondheid", "nu", "", "better", "het debat vaker over gezondheid gaat"),
        (
            "natuurlijk-kapitaal",
            "later",
            "toekomstige-generaties",
            "worse",
            "later zelden langskomt",
        ),
        ("economisch-kapitaal", "later", "ondernemers", "unknown", ""),
    ],
    "toukomst-900-ideeen": [
        ("samenleving", "nu", "mensen-in-dorpen", "better", "bewoners zelf kiezen"),
        ("samenleving", "nu", "kinderen-en-jongeren", "worse", "zij bijna niet meededen"),
        ("natuurlijk-kapitaal", "later", "", "better", "er 30 miljoen naar het landschap gaat"),
        ("sociaal-kapitaal", "later", "", "mixed", "wie geen geld kreeg is teleurgesteld"),
    ],
    "dorpswinkel-met-drie-vrijwilligers": [
        ("samenleving", "nu", "ouderen", "better", "zij elke dag iemand spreken"),
        ("subjectief-welzijn", "nu", "mensen-in-dorpen", "better", "het dorp een hart houdt"),
        ("materiele-welvaart", "nu", "lage-inkomens", "worse", "de winkel duurder is"),
        ("sociaal-kapitaal", "later", "", "worse", "het op drie vrijwilligers rust"),
    ],
}
KEUZES = [
    {
        "casus": "een-wijk-verduurzamen-en-werk",
        "themes": ["wonen", "arbeid-en-vrije-tijd", "materiele-welvaart"],
        "groups": ["huurders", "lage-inkomens"],
        "dimensions": ["nu"],
        "note": "Durven we te zeggen wie een jaar langer moet wachten? En wat bieden we hun?",
        "by": "m.verhulst",
        "days": 9,
    },
    {
        "casus": "groeien-om-te-blijven",
        "themes": ["samenleving", "gezondheid"],
        "groups": ["ouderen"],
        "dimensions": ["nu", "later"],
        "note": "Eerst eenzaamheid, dan groei? Wat zeggen we tegen wie op een huis wacht?",
        "by": "p.verschuure",
        "days": 20,
    },
]

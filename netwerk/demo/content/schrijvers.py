"""Who is asked to write or read along, and which casussen belong together."""

# casus, who is asked, as what, by whom, days ago, what was said
UITNODIGINGEN = [
    (
        "groeien-om-te-blijven",
        "deelnemer",
        "expert",
        "p.verschuure",
        3,
        "Jij weet hoe het met de dorpswinkel ging. Kijk je mee of wij dezelfde fout maken?",
    ),
    (
        "dorpswinkel-met-drie-vrijwilligers",
        "l.dekeyzer",
        "co_author",
        "deelnemer",
        2,
        "In Braakmeer deed je dit al eerder. Schrijf je het deel over vrijwilligers?",
    ),
]

# casussen that belong together, for readers of both
VERWANT = [
    ("groeien-om-te-blijven", "dorpswinkel-met-drie-vrijwilligers"),
    ("groeien-om-te-blijven", "schaalsprong-met-oog-voor-later"),
    ("blik-op-eindhoven", "toukomst-900-ideeen"),
    ("de-friese-paradox", "begroting-met-acht-themas"),
    ("een-wijk-verduurzamen-en-werk", "banen-erbij-maar-voor-wie"),
]

# casus: first year, last year, how residents take part
PERIODEN = {
    "groeien-om-te-blijven": (2024, None, "coproduceren"),
    "dorpswinkel-met-drie-vrijwilligers": (2025, 2026, "meebeslissen"),
    "blik-op-eindhoven": (2023, 2024, "adviseren"),
    "toukomst-900-ideeen": (2020, 2029, "meebeslissen"),
    "bijsturen-in-de-lindevallei": (2022, None, "coproduceren"),
    "de-friese-paradox": (2019, None, "raadplegen"),
}

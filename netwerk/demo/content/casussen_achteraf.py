"""A casus in Drenthe that was finished more than half a year ago, and did not last."""

from typing import Any

SLUG = "leerlingen-in-de-thuiszorg"

CASUSSEN: list[dict[str, Any]] = [
    {
        "slug": SLUG,
        "title": "Leerlingen in de thuiszorg",
        "summary": "Veldhage heeft te weinig mensen in de zorg, en jongeren die een vak zoeken. "
        "Twaalf leerlingen gingen mee op ronde, elk met een vaste begeleider.",
        "question": "Hoe geef je leerlingen een plek in de zorg zonder dat het team er zwaarder "
        "van wordt?",
        "community": 4,
        "also": [],
        "holder": "d.kartowidjojo",
        "organisatie": "gemeente-veldhage",
        "provinces": ["drenthe"],
        "scale": "gemeente",
        "area": "weinig-stedelijk",
        "phase": "uitvoering",
        "themes": ["arbeid-en-vrije-tijd", "gezondheid"],
        "tags": ["leerplekken", "zorg", "jongeren"],
        "stage": "finished",
        "visibility": "public",
        "age": 330,
        "sections": {
            "context": """
                In Veldhage wachten mensen drie maanden op hulp thuis. Tegelijk zoeken jongeren een
                opleiding waar ze niet de hele dag in een lokaal zitten.
            """,
            "approach": """
                Twaalf leerlingen gingen elke week drie dagen mee op ronde. Elke leerling had één
                begeleider, die daar twee uur per week voor kreeg.
            """,
            "results": """
                Na een half jaar waren tien van de twaalf leerlingen er nog. Wie bleef, noemde
                steeds dezelfde reden: er was iemand die je kende.
            """,
            "contact": """
                Veldhage en de mensen in deze casus zijn voorbeelden.
            """,
        },
        "welfare": {
            "nu": ("plus", "Leerlingen hebben een plek, en ouderen een gezicht dat ze kennen."),
            "later": ("plus", "Meer mensen kiezen voor de zorg."),
            "elders": ("leeg", ""),
        },
    },
]

"""Editions of the handboek (voorbeeldgegevens), and texts as they were before."""

EERSTE = {
    "name": "Wat we leerden in het eerste jaar",
    "foreword": """
        Dit zijn voorbeeldgegevens. Zo kan een uitgave eruitzien.

        Vijf communities keken een jaar lang mee met echt werk. Wat zij zagen, staat in dit boek.
        Niet alles ging goed, en ook dat staat erin.

        Lees het niet van voor naar achter. Zoek het advies dat past bij waar je nu staat.
    """,
}
VOLGENDE = {
    "name": "Aangevuld met wat daarna bleek",
    "foreword": """
        Dit zijn voorbeeldgegevens.

        Sinds de vorige uitgave veranderden er teksten, en vertelden mensen hoe het afliep.
    """,
}
OUDE_TEKSTEN: dict[int, dict[str, str]] = {
    1: {
        "how": """
            1. Kies de datum voordat je de uitnodiging verstuurt, en zet hem erin.
            2. Zet genoeg uren in iemands agenda, met naam.
            3. Antwoord op de dag zelf, ook als er nog geen besluit is. Schrijf dan wat je wel
               weet.
        """,
    },
    6: {
        "title": "Zet een handvol cijfers naast elk besluit",
        "how": """
            1. Vraag de griffier welke besluiten dit jaar komen.
            2. Kies per besluit vijf cijfers, over nu en over later.
            3. Zet er een vraag bij die een raadslid zo kan stellen.
            4. Kijk na een jaar welk cijfer is genoemd. Vervang de andere.
        """,
    },
}

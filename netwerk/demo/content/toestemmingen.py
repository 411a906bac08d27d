"""Who agreed for the organisation that a casus describes; invented people."""

# (name, role) by turns, for the casussen that everybody reads
CONTACTS = [
    ("Wietske Hofstra", "Wethouder"),
    ("Imane el Khatib", "Gemeentesecretaris"),
    ("Joost van Rhee", "Directeur"),
    ("Marieke Tuinstra", "Hoofd communicatie"),
    ("Ruben Okafor", "Programmamanager"),
]
AGREED = (
    "Fijn verhaal. Wat er over de kosten staat, klopt.",
    "",
    "We hebben het met de bewoners besproken. Akkoord.",
)
# A casus of which the contact wants something else first: slug, name, role, words.
REFUSED = (
    "dorpswinkel-met-drie-vrijwilligers",
    "Tineke Bouwhuis",
    "Voorzitter van de dorpscoöperatie",
    "De vrijwilligers zijn te herkennen. Kan dat anders? Dan zeg ik graag ja.",
)
# A question that waits: slug, name, role, note of the writer.
ASKED = (
    "banen-erbij-maar-voor-wie",
    "Hessel Dijkman",
    "Regiodirecteur",
    "We spraken elkaar op de netwerkdag. Kijk vooral naar het deel over de resultaten.",
)

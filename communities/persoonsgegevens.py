"""What this app keeps about people, why, and how long; see netwerk.kern.personal_data."""

from communities import persoonsgegevens_gesprekken
from communities.models import (
    Abonnement,
    Accountmail,
    Akkoord,
    ApiSleutel,
    Community,
    Contactbericht,
    Deelnemer,
    ImportRegel,
    Inzage,
    Ledenbewerking,
    Ledenimport,
    Lidmaatschap,
    Lidmaatschapsverzoek,
    Nieuwsbericht,
    Organisatie,
    OrganisatieNaam,
    Rechtenregel,
    Rechtenreview,
    Toegankelijkheidsverklaring,
    Uitnodiging,
    Voorwaarden,
)
from netwerk.kern import personal_data
from netwerk.kern.personal_data import Erasure, PersonalField

ACCOUNT = "zolang je een account hebt"
INTEREST = "gerechtvaardigd belang: samen leren (artikel 6, lid 1, onder f)"
NAMES = ("email", "first_name", "infix", "last_name")


def register() -> None:
    """Register every field of this app, about a person or not."""
    _processings()
    _people()
    _memberships()
    persoonsgegevens_gesprekken.register()
    _joining()
    _imports()
    _open_to_all()
    _accounts()
    _management()
    personal_data.impersonal(
        Organisatie,
        "id name slug kind province website tooi_uri ended_on successor split_from former_slugs"
        " search_vector",
    )
    personal_data.impersonal(OrganisatieNaam, "id organisatie name until search_vector")
    personal_data.impersonal(
        Community,
        "id number name slug former_slugs central_question intro sub_lines coordinators starts_on"
        " ends_on members search_vector",
    )


def _processings() -> None:
    say = personal_data.processing
    agreement = "uitvoeren van de afspraken over meedoen (artikel 6, lid 1, onder b)"
    members = "andere deelnemers van het netwerk, voor zover jij dat kiest"
    say(
        "account",
        label="Een account hebben en inloggen",
        ground=agreement,
        people="deelnemers",
        recipients=members,
    )
    say(
        "communities",
        label="Meedoen in een community",
        ground=agreement,
        people="deelnemers",
        recipients="deelnemers van die community en beheerders",
    )
    say(
        "meedoen",
        label="Mensen uitnodigen en toelaten",
        ground=INTEREST,
        people="wie is uitgenodigd of vraagt om mee te doen",
        recipients="organisatoren van die community en beheerders",
    )
    say(
        "gesprekken",
        label="Met elkaar in gesprek zijn",
        ground=INTEREST,
        people="deelnemers",
        recipients="wie het onderwerp van het gesprek mag zien",
    )
    _other_processings()


def _other_processings() -> None:
    """Say why data is kept of who takes no part in a community, and of rights."""
    say = personal_data.processing
    say(
        "nieuws",
        label="Nieuws schrijven en mailen",
        ground="toestemming van wie zich abonneert (artikel 6, lid 1, onder a)",
        people="redacteuren en abonnees",
        recipients="niemand",
    )
    say(
        "contact",
        label="Vragen aan het netwerk beantwoorden",
        ground=INTEREST,
        people="wie een vraag stelt",
        recipients="beheerders",
    )
    say(
        "rechten",
        label="Rechten geven en nakijken",
        ground="gerechtvaardigd belang: veiligheid (artikel 6, lid 1, onder f; BIO2 5.18)",
        people="deelnemers en beheerders",
        recipients="beheerders",
    )


def _people() -> None:
    name = PersonalField("zodat anderen weten wie je bent", ACCOUNT, Erasure.ANONYMISE)
    work = PersonalField("zodat anderen weten waar je werkt", ACCOUNT, Erasure.BLANK)
    role = PersonalField("om te bepalen wat je mag", ACCOUNT, Erasure.BLANK)
    secret = PersonalField("om veilig in te loggen", ACCOUNT, Erasure.BLANK, in_export=False)
    moment = PersonalField("om misbruik te kunnen zien", ACCOUNT, Erasure.BLANK)
    contact = PersonalField("zodat anderen je kunnen vinden en vragen", ACCOUNT, Erasure.BLANK)
    choice = PersonalField("om te weten wie dat van je ziet", ACCOUNT, Erasure.BLANK)
    personal_data.personal(
        Deelnemer,
        {
            "email": PersonalField("om in te loggen en je mail te sturen", ACCOUNT, Erasure.BLANK),
            "first_name": name,
            "infix": name,
            "last_name": name,
            "sort_name": PersonalField(
                "om namen op volgorde te zetten", ACCOUNT, Erasure.ANONYMISE, in_export=False
            ),
            "organisatie": work,
            "job_title": work,
            "province": work,
            "about": PersonalField("wat je zelf over je vertelt", ACCOUNT, Erasure.BLANK),
            "phone": contact,
            "photo": contact,
            "ask_about": contact,
            "themes": contact,
            "expertise": contact,
            "email_shown": choice,
            "phone_shown": choice,
            "photo_shown": choice,
            "about_shown": choice,
            "last_seen_on": moment,
            "steps_done": PersonalField(
                "om je op weg te helpen", ACCOUNT, Erasure.BLANK, in_export=False
            ),
            "is_redacteur": role,
            "is_beheerder": role,
            "is_staff": role,
            "is_superuser": role,
            "is_active": role,
            "groups": role,
            "user_permissions": role,
            "password": secret,
            "last_login": moment,
            "date_joined": moment,
        },
        of="self",
        part_of="account",
    )
    # search_vector is computed by the database of fields above: it goes when they go
    personal_data.impersonal(Deelnemer, "id session_generation erased_at search_vector")


def _memberships() -> None:
    place = PersonalField("om te weten wie in welke community zit", ACCOUNT, Erasure.DELETE_ROW)
    personal_data.personal(
        Lidmaatschap,
        {"community": place, "deelnemer": place, "role": place, "joined_at": place},
        of="deelnemer",
        part_of="communities",
    )
    personal_data.impersonal(Lidmaatschap, "id")


def _joining() -> None:
    way_in = PersonalField("om je uit te nodigen", "90 dagen na het antwoord", Erasure.DELETE_ROW)
    who = PersonalField("om te weten wie je uitnodigde", "90 dagen na het antwoord", Erasure.KEEP)
    personal_data.personal(
        Uitnodiging,
        dict.fromkeys((*NAMES, "note", "accepted_by", "came_back"), way_in) | {"invited_by": who},
        of="accepted_by",
        of_email="email",
        part_of="meedoen",
    )
    personal_data.impersonal(
        Uitnodiging,
        "id community role state times_sent created_at sent_at expires_at answered_at",
    )
    asked = PersonalField(
        "om te beslissen of je mee kunt doen", "een jaar na het antwoord", Erasure.DELETE_ROW
    )
    decided = PersonalField(
        "om te weten wie besliste", "een jaar na het antwoord", Erasure.KEEP, in_export=False
    )
    words = ("organisation_name", "job_title", "motivation", "reason")
    personal_data.personal(
        Lidmaatschapsverzoek,
        dict.fromkeys((*NAMES, *words, "deelnemer", "state"), asked) | {"decided_by": decided},
        of="deelnemer",
        of_email="email",
        part_of="meedoen",
    )
    personal_data.impersonal(
        Lidmaatschapsverzoek, "id community created_at confirmed_at decided_at"
    )


def _imports() -> None:
    week = "een week na het inlezen"
    cells = PersonalField("om een lijst met deelnemers in te lezen", week, Erasure.DELETE_ROW)
    by = PersonalField("om te weten wie de lijst inlas", week, Erasure.KEEP, in_export=False)
    personal_data.personal(
        ImportRegel,
        dict.fromkeys(("cells", "errors", "deelnemer"), cells),
        of="deelnemer",
        of_email="cells__email",
        part_of="meedoen",
    )
    personal_data.impersonal(ImportRegel, "id ledenimport number outcome done")
    personal_data.personal(Ledenimport, {"uploaded_by": by}, of="uploaded_by", part_of="meedoen")
    personal_data.impersonal(
        Ledenimport,
        "id file_name community role new_kind welcomes state total done error created_at moved_at"
        " finished_at",
    )


def _open_to_all() -> None:
    writer = PersonalField("om te weten wie het schreef", "zolang het er staat", Erasure.KEEP)
    personal_data.personal(Nieuwsbericht, {"author": writer}, of="author", part_of="nieuws")
    personal_data.impersonal(
        Nieuwsbericht,
        "id title slug intro body created_at published_at mailed_at search_vector",
    )
    follows = PersonalField("om je nieuws te mailen", "tot je je afmeldt", Erasure.DELETE_ROW)
    personal_data.personal(
        Abonnement,
        dict.fromkeys(("email", "created_at", "confirmed_at", "bounces"), follows),
        of_email="email",
        part_of="nieuws",
    )
    personal_data.impersonal(Abonnement, "id")
    asks = PersonalField("om je te antwoorden", "een jaar na het antwoord", Erasure.DELETE_ROW)
    answers = PersonalField(
        "om te weten wie antwoordde", "een jaar na het antwoord", Erasure.KEEP, in_export=False
    )
    personal_data.personal(
        Contactbericht,
        dict.fromkeys(("name", "email", "body", "created_at"), asks) | {"handled_by": answers},
        of_email="email",
        part_of="contact",
    )
    personal_data.impersonal(Contactbericht, "id handled_at")


def _accounts() -> None:
    letter = PersonalField(
        "om je te laten inloggen", "tot de mail weg is", Erasure.DELETE_ROW, in_export=False
    )
    personal_data.personal(
        Accountmail,
        dict.fromkeys(("email", "content"), letter),
        of_email="email",
        part_of="account",
    )
    personal_data.impersonal(Accountmail, "id stem created_at")
    personal_data.personal(
        Voorwaarden,
        {
            "published_by": PersonalField(
                "om te weten wie het vaststelde", "altijd", Erasure.KEEP, in_export=False
            )
        },
        of="published_by",
        part_of="account",
    )
    personal_data.impersonal(Voorwaarden, "id version text changes published_at")
    personal_data.impersonal(
        Toegankelijkheidsverklaring, f"id {' '.join(Toegankelijkheidsverklaring.STATED)}"
    )
    agreed = PersonalField("om te weten dat je de voorwaarden kent", ACCOUNT, Erasure.DELETE_ROW)
    personal_data.personal(
        Akkoord,
        dict.fromkeys(("deelnemer", "voorwaarden", "accepted_at"), agreed),
        of="deelnemer",
        part_of="account",
    )
    personal_data.impersonal(Akkoord, "id")
    key = PersonalField(
        "om een programma te laten lezen wat jij mag lezen",
        "tot je de sleutel intrekt, of 30 dagen nadat hij verliep",
        Erasure.DELETE_ROW,
    )
    secret = PersonalField(key.purpose, key.retention, key.erasure, in_export=False)
    personal_data.personal(
        ApiSleutel,
        dict.fromkeys(
            ("deelnemer", "name", "second_step", "expires_on", "created_at", "last_used_on"), key
        )
        | dict.fromkeys(("digest", "session_hash"), secret),
        of="deelnemer",
        part_of="account",
    )
    personal_data.impersonal(ApiSleutel, "id")


def _management() -> None:
    two_years = "twee jaar"
    did = PersonalField("om te weten wie het deed", two_years, Erasure.KEEP, in_export=False)
    undergone = PersonalField(
        "om een bewerking terug te kunnen draaien", two_years, Erasure.KEEP, in_export=False
    )
    personal_data.personal(
        Ledenbewerking,
        {"actor": did, "undone_by": did, "changes": undergone},
        of="actor",
        part_of="rechten",
    )
    personal_data.impersonal(Ledenbewerking, "id action choice created_at undone_at")
    personal_data.personal(
        Rechtenreview, {"signed_by": did, "note": did}, of="signed_by", part_of="rechten"
    )
    personal_data.impersonal(Rechtenreview, "id scope due_on opened_at signed_at")
    rights = PersonalField("om na te kijken wie wat mag (BIO2 5.18)", two_years, Erasure.DELETE_ROW)
    personal_data.personal(
        Rechtenregel,
        dict.fromkeys(("deelnemer", "rights", "verdict", "decided_at"), rights)
        | {"decided_by": did},
        of="deelnemer",
        part_of="rechten",
    )
    personal_data.impersonal(Rechtenregel, "id review")
    seen = PersonalField("zodat je weet wie met je meekeek", two_years, Erasure.DELETE_ROW)
    personal_data.personal(
        Inzage,
        dict.fromkeys(("deelnemer", "reason", "started_at", "ends_at", "stopped_at"), seen)
        | {"beheerder": did},
        of="deelnemer",
        part_of="rechten",
    )
    personal_data.impersonal(Inzage, "id")

"""The words of every mail: plain, complete without pictures, and no more than may be said."""

import re
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from netwerk.kern.berichten import examples, mail, registry
from netwerk.kern.berichten.registry import AddressMessage, Message
from tests.berichten.situations import CANARY, EXAMPLES, Situation, deliver, html_of, render
from tests.factories import AanmeldingFactory

pytestmark = pytest.mark.django_db
MESSAGES = registry.all_messages()
MAILS = Path(settings.BASE_DIR) / "templates" / "mail"
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def by_key(message: Message) -> str:
    return message.key


def words_of(html: str) -> str:
    """Return what a mail program shows that knows no style and no pictures."""
    shown = TAG.sub(" ", STYLE.sub("", re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)))
    return " ".join(unescape(shown).split())


def everything_in(message: EmailMessage) -> str:
    """Return every header and every part of a mail, decoded."""
    found = [f"{name}: {value}" for part in message.walk() for name, value in part.items()]
    parts = [part for part in message.walk() if not part.is_multipart()]
    return "\n".join([*found, *(part.get_payload(decode=True).decode() for part in parts)])


@pytest.mark.parametrize("message", MESSAGES, ids=by_key)
@pytest.mark.parametrize("answer", ["yes", "maybe", "no"])
def test_no_mail_says_what_was_written_in_a_closed_place(
    message: Message, answer: str, situation: Situation
) -> None:
    AanmeldingFactory(
        bijeenkomst=situation.bijeenkomst,
        deelnemer=situation.deelnemer,
        answer=answer,
        needs=f"Een {CANARY}",
        calendar_sent=True,
    )
    built = render(message, situation, situation.deelnemer).message()
    found = everything_in(built)
    assert situation.deelnemer.email in found
    assert CANARY not in found


@pytest.mark.parametrize("message", MESSAGES, ids=by_key)
def test_the_page_of_all_messages_can_tell_of_it(message: Message) -> None:
    assert message.audience != Message.audience, "say in one sentence who gets it"
    for sentence in (message.audience, message.moment):
        assert sentence[0].isupper()
        assert not sentence.endswith(".")
    assert message.always[0].islower()
    assert (message.always != Message.always) or not message.essential, "say why it always comes"


@pytest.mark.parametrize("message", MESSAGES, ids=by_key)
def test_an_example_has_the_keys_of_a_real_message(message: Message, situation: Situation) -> None:
    AanmeldingFactory(bijeenkomst=situation.bijeenkomst, deelnemer=situation.deelnemer)
    delivery, subject = deliver(message, situation, situation.deelnemer)
    assert set(message.example()) == set(message.context(delivery, subject))


@pytest.mark.parametrize("message", MESSAGES, ids=by_key)
def test_the_footer_says_why_and_offers_less_in_text_and_html_alike(
    message: Message, situation: Situation
) -> None:
    delivery, subject = deliver(message, situation, situation.deelnemer)
    made = mail.compose(message, delivery, subject)
    links = mail.footer(message, delivery)
    for text in (made.body, words_of(html_of(made))):
        assert f"Waarom krijg je deze mail? {message.label}." in text
        assert ("Kies welke mail je krijgt" in text) is not isinstance(message, AddressMessage)
        always = message.essential and not links.get("leave_url")
        assert (f"Deze mail komt altijd: {message.always}." in text) is always
        assert ("Geen mail meer van deze soort" in text) is not message.essential
        silence = f"Niets meer over {links.get('mute_this', '')}"
        assert (silence in text) is bool(links["mute_url"])
    for text in (made.body, html_of(made)):
        assert ("/berichten/afmelden/" in text) is not message.essential
        assert ("/berichten/stil/" in text) is bool(links["mute_url"])


def every_example() -> dict[str, Any]:
    return dict(examples.every_example())


def test_mails_are_calm_and_plain() -> None:
    for key, made in every_example().items():
        for text in (str(made.subject), str(made.body), words_of(examples.html_of(made))):
            assert "!" not in text, key
            assert not re.search(r"\b[uU]w?\b", text.replace(" uur", "")), key
            assert not re.search(r"\bclick|klik hier|hieronder klikken|please\b", text, re.I), key


def test_subjects_are_short_and_say_which_mail_it_is() -> None:
    shared = {
        "casus.reactie",
        "gesprek.gevolgd",
        "gesprek.reactie",
        "onderwerp.reactie",
    }  # one conversation, one subject
    shared |= {"bijeenkomst.mail", "bijeenkomst.mail_needed"}  # the words of the organiser
    shared |= {"gast.mail", "gast.mail_needed"}  # the same words, to guests
    shared |= {"nieuws.deelnemers", "nieuws.volgers"}  # the same news
    seen: dict[str, str] = {}
    for key, made in every_example().items():
        subject = str(made.subject)
        assert len(subject) <= 72, key  # our longest example title has 37
        assert not subject.endswith("."), key
        if key not in shared:
            same = key.replace("gast.", "bijeenkomst.")  # the same mail to guests
            known = seen.get(subject, same)
            assert known == same or key.startswith("account."), (key, seen)
            seen[subject] = key


def test_html_says_all_that_the_text_says_without_style_or_pictures() -> None:
    for key, made in every_example().items():
        html = examples.html_of(made)
        assert "<img" not in html, key
        assert "background-image" not in html, key
        assert not re.search(r"""(src|href)=["'](?!https?://|mailto:)""", html), key
        shown = words_of(html).lower()
        for line in str(made.body).splitlines():
            sentence = re.sub(r"https?://\S+", "", line).strip(" :->").lower()
            for part in filter(None, (each.strip() for each in re.split(r"[.:?] |\n", sentence))):
                alike = part.count(" ") and not key.startswith("account.")
                if alike and "nationaal netwerk" not in part and "typ je" not in part:
                    assert part.strip(".?") in shown, (key, part)


def test_the_preview_says_more_than_the_subject() -> None:
    for key, made in every_example().items():
        [preview] = re.findall(
            r'<div style="display:none[^>]*>(.*?)</div>', examples.html_of(made), re.DOTALL
        )
        shown = " ".join(re.sub("[\u034f\u200c\u00a0]", " ", unescape(preview)).split())
        assert 12 <= len(shown) <= 140, (key, shown)
        assert shown != str(made.subject), key


# --- Colours -----------------------------------------------------------------------------------

LIGHT = {"vel": "#ffffff", "mist": "#eff4f2", "buiten": "#e2ebe7"}
INK = {"t": "#0d2226", "z": "#43575b", "l": "#1a469c"}
DARK_RULE = re.compile(r"\.(\w+) \{ ([^}]*) \}")


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2 for #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2 of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def dark_colours() -> dict[str, dict[str, str]]:
    """Return {class: {property: colour}} of the dark half of the style block."""
    source = (MAILS / "basis.html").read_text()
    block = source[source.index("prefers-color-scheme: dark") :]
    return {
        name: dict(re.findall(r"([\w-]+): (#[0-9a-f]{6})", rules))
        for name, rules in DARK_RULE.findall(block[: block.index("</style>")])
    }


def test_contrast_is_computed_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_the_parts_is_one_that_is_checked() -> None:
    known = {*LIGHT.values(), *INK.values(), "#cfd9d6", "#25a567", "#ff7a2f", "#2d6cd8"}
    for path in MAILS.rglob("*.html"):
        bare = STYLE.sub("", path.read_text())
        assert set(re.findall(r"#[0-9a-f]{6}", bare)) <= known, path.name


def test_text_is_readable_in_light_and_in_dark() -> None:
    dark = dark_colours()
    for surface in ("vel", "mist"):
        for ink, light in INK.items():
            assert contrast(light, LIGHT[surface]) >= 4.5, (surface, ink)
            assert contrast(dark[ink]["color"], dark[surface]["background"]) >= 4.5, (surface, ink)
    assert contrast("#ffffff", INK["t"]) >= 4.5  # a button
    assert contrast(dark["ka"]["color"], dark["k"]["background"]) >= 4.5
    for surface in ("vel", "mist"):
        assert contrast(dark["h"]["background"], dark[surface]["background"]) >= 3


def test_every_inline_colour_has_a_class_that_the_dark_style_changes() -> None:
    for path in [*MAILS.rglob("*.html")]:
        for tag in re.findall(r"<[a-z][^>]*>", path.read_text()):
            colour = re.search(r"[; \"]color:(#[0-9a-f]{6})", tag)
            classes = re.search(r'class="([^"]*)"', tag)
            if colour:
                assert classes, (path.name, tag)
                named = set(re.findall(r"\b(t|z|l|ka)\b", classes[1]))
                assert named, (path.name, tag)
                assert colour[1] in {INK.get(each, "#ffffff") for each in named}, (path.name, tag)


def test_all_examples_are_known() -> None:
    assert {*EXAMPLES} <= {*every_example()}

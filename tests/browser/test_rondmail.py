"""An organiser writes to who comes, reads the mail first, sends it once, and it arrives."""

from collections.abc import Callable

from tests.browser.conftest import Person, Site

MEETING = "/bijeenkomsten/casustafel-vragen-zonder-formulier/"
SUBJECT = "We beginnen buiten: neem stevige schoenen mee"
ROUTE = "https://voorbeeld.nl/route?van=station&naar=zaal"


def write(organiser: Person) -> None:
    """Write a mail, beginning at the page of the meeting."""
    page = organiser.goto(MEETING)
    page.get_by_role("link", name="Mail de deelnemers").click()
    page.get_by_role("link", name="Schrijf een mail").first.click()
    page.get_by_label("Onderwerp").fill(SUBJECT)
    page.get_by_label("Bericht").fill(f"Trek <b>laarzen</b> aan.\n\nDe route: {ROUTE}.")
    page.get_by_role("button", name="Bekijk de mail").click()
    page.get_by_role("heading", name="Klopt je mail?").wait_for()


def test_organiser_writes_previews_and_sends_and_the_mail_arrives(
    person: Callable[..., Person], site: Site
) -> None:
    organiser = person("organisator@voorbeeld.nl", width=1280)
    write(organiser)
    page = organiser.page
    shown = page.frame_locator("iframe")
    shown.get_by_role("heading", name=SUBJECT).wait_for()
    assert shown.get_by_text("Trek <b>laarzen</b> aan.").count() == 1
    assert organiser.faults == [], "the preview breaks no rule of the page around it"
    page.get_by_role("button", name="Stuur mij een proef").click()
    page.get_by_text("Je krijgt de proef zo in je mail.").wait_for()
    test = site.mail.wait_for("organisator@voorbeeld.nl", f"Proef: {SUBJECT}")
    assert "Alleen jij krijgt hem" in test.get_body(("plain",)).get_content()
    assert [m for m in site.mail.to("deelnemer@voorbeeld.nl") if SUBJECT in m["Subject"]] == []

    page.get_by_role("button", name="Verstuur aan").click()
    page.get_by_role("heading", name="Deze mail is verstuurd").wait_for()
    mail = site.mail.wait_for("deelnemer@voorbeeld.nl", SUBJECT)
    assert mail["Subject"] == SUBJECT
    assert str(mail["From"]).startswith("Hanneke Wiersma via Netwerk Brede Welvaart <")
    assert mail["Reply-To"] == "Hanneke Wiersma <organisator@voorbeeld.nl>"
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert f"Trek <b>laarzen</b> aan.\n\nDe route: {ROUTE}.\n" in text
    html = mail.get_body(("html",)).get_content()
    assert f'href="{ROUTE.replace("&", "&amp;")}"' in html
    assert "Trek &lt;b&gt;laarzen&lt;/b&gt; aan." in html

    page = organiser.goto(f"{MEETING}mails/")
    line = page.get_by_role("listitem").filter(has_text=SUBJECT)
    assert "Verstuurd" in line.inner_text()
    assert [m["Subject"] for m in site.mail.to("organisator@voorbeeld.nl")].count(SUBJECT) == 0
    assert organiser.faults == []

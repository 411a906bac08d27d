"""Somebody puts a photo on the profile with a phone, and another member sees it, or does not."""

from collections.abc import Callable

from tests.browser.conftest import Person
from tests.communities.fotos import CANARY, with_metadata

PROFILE = "/mijn/profiel/"


def test_photo_is_put_up_with_a_phone_and_seen_by_others_as_chosen(
    person: Callable[..., Person],
) -> None:
    me = person("m.verhulst@voorbeeld.nl", width=390)
    page = me.goto(PROFILE)
    photo = with_metadata().read()
    assert CANARY.encode() in photo
    page.locator("input[type=file]").set_input_files(
        {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    page.get_by_label("Vraag mij over", exact=False).fill("Hoe je begint")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Je profiel is bijgewerkt.").wait_for()
    mine = page.get_by_alt_text("Je foto van nu")
    assert mine.evaluate("image => image.complete && image.naturalWidth") == 512
    address = mine.get_attribute("src") or ""
    kept = me.context.request.get(me.site.url + address).body()
    assert CANARY.encode() not in kept
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, "nothing is wider than the phone"

    other = person("organisator@voorbeeld.nl", width=390)
    found = other.goto("/deelnemers/?q=verhulst")
    row = found.get_by_role("listitem").filter(has_text="Marieke Verhulst")
    assert (
        row.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 96
    )
    row.get_by_role("link", name="Marieke Verhulst").click()
    found.get_by_text("Hoe je begint").wait_for()

    page = me.goto(PROFILE)
    page.get_by_role("group", name="Wie ziet je foto?").get_by_label("Niemand").check()
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_text("Je profiel is bijgewerkt.").wait_for()
    found = other.goto("/deelnemers/?q=verhulst")
    found.get_by_text("Marieke Verhulst").wait_for()
    assert found.locator("main img").count() == 0
    assert other.context.request.get(other.site.url + address).status == 404
    assert me.faults == []
    assert other.faults == []

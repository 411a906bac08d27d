"""The design: components show what they promise, and stay within the policy of the site."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models.fields import BLANK_CHOICE_LABEL
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from netwerk.kern.formulieren import Datuminvoer, Filterformulier
from netwerk.kern.ontwerp import beeld, provincies
from netwerk.kern.templatetags import onderdelen

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = [p for p in TEMPLATES.rglob("*.html") if "mail" not in str(p.relative_to(TEMPLATES))]
INLINE = re.compile(
    r"\sstyle=|<style|<script(?![^>]*\ssrc=)"
    r"|\son(?:blur|change|click|error|focus|input|key|load|mouse|pointer|submit|toggle)\w*="
)


class Leesformulier(forms.Form):
    """A form with the kinds of field that need care."""

    vraag = forms.CharField(label="Wat wil je leren?", help_text="Schrijf één zin.")
    dag = forms.DateField(label="Dag", widget=Datuminvoer, required=False)
    soort = forms.ChoiceField(
        label="Soort", choices=[("a", "Eerste"), ("b", "Tweede")], widget=forms.RadioSelect
    )


def draw(source: str, **context: object) -> str:
    """Render a template with the component tags loaded, on one line."""
    text = Template("{% load onderdelen %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", text).strip()


def anonymous_request(path: str = "/casussen/?q=a&pagina=2") -> object:
    """Return a request without session and messages: touching them fails."""
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_page_templates_have_no_inline_style_script_or_handler(path: Path) -> None:
    found = INLINE.findall(path.read_text())
    assert found == []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(TEMPLATES)))
def test_page_templates_are_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


@pytest.mark.parametrize(
    ("key", "name", "part"),
    [
        ("fryslan", "Fryslân", "noord"),
        ("Friesland", "Fryslân", "noord"),
        ("PV30", "Noord-Brabant", "zuid"),
        ("Noord-Holland", "Noord-Holland", "west"),
        ("ov", "Overijssel", "oost"),
    ],
)
def test_province_is_found_by_name_slug_and_code(key: str, name: str, part: str) -> None:
    found = provincies.find(key)
    assert found is not None
    assert (found.naam, found.deel) == (name, part)


def test_unknown_province_keeps_its_words() -> None:
    html = draw('{% regio_badge "Landelijk" %}')
    assert html == '<span class="nl-data-badge regio deel-land">Landelijk</span>'


def test_tile_map_counts_by_any_key_and_links_by_slug() -> None:
    html = draw("{% tegelkaart n '/casussen/?provincie=' %}", n={"PV21": 3, "zeeland": 1})
    tiles = re.findall(r'href="([^"]+)"> <b>(\d+)</b>', html)
    assert tiles == [
        ("/casussen/?provincie=fryslan", "3"),
        ("/casussen/?provincie=zeeland", "1"),
    ]
    assert html.count("tegel--leeg") == 10


def test_welfare_picture_is_solid_striped_or_empty_and_said_in_words() -> None:
    picture = str(beeld.welfare_picture("plus", "let", None))
    assert re.findall(r"<path (\S+)", picture) == [
        'class="leeg"',
        'fill="url(#streep-later)"',
        'class="v-nu"',
    ]
    assert str(beeld.welfare_text("plus", "let", None)) == (
        '<span class="verborgen">Hier en nu: het wordt beter. Later: let op. '
        "Elders: nog niet bekend.</span>"
    )


@pytest.mark.parametrize(("strength", "full"), [(0, 0), (1, 1), (2, 2), (3, 3)])
def test_evidence_picture_fills_as_many_as_the_strength(strength: int, full: int) -> None:
    assert str(beeld.evidence_picture(strength)).count("is-vol") == full


def test_flow_bends_all_rows_but_the_last_to_its_foot() -> None:
    drawing = str(beeld.flow([(2, False), (1, True), (1, False)]))
    assert re.findall(r' d="([^"]+)"', drawing) == [
        "M0 200C55 200 45 400 100 400",
        "M0 300C55 300 45 400 100 400",
    ]
    assert drawing.count("is-streep") == 1


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ömer Şahin", "ÖŞ"), ("Jan-Willem Postma", "JP"), ("Noor", "N"), ("", "?")],
)
def test_initials_of_names(name: str, letters: str) -> None:
    assert onderdelen.initialen(name) == letters


def test_moment_is_shown_in_dutch_time() -> None:
    assert onderdelen.leesbaar(datetime(2020, 7, 1, 22, 5, tzinfo=UTC)) == "2 juli 2020, 0.05 uur"
    assert "<b>2</b> <span>juli" in draw("{% datum m %}", m=datetime(2020, 7, 1, 22, tzinfo=UTC))


def test_pagination_keeps_the_search_in_the_address() -> None:
    page = Paginator(range(60), 25).page(2)
    html = draw("{% paginering p 'Casussen' %}", p=page, request=anonymous_request())
    assert re.findall(r'href="([^"]+)"', html) == ["?q=a&amp;pagina=1", "?q=a&amp;pagina=3"]
    assert "Casussen 26 tot en met 50 van 60" in html


def test_pagination_of_one_page_is_empty() -> None:
    page = Paginator(range(3), 25).page(1)
    assert draw("{% paginering p %}", p=page, request=anonymous_request()) == ""


def test_form_names_each_error_and_links_to_its_field() -> None:
    html = str(Leesformulier({"vraag": "", "dag": "", "soort": ""}))
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', html)
    assert links == [
        ("id_vraag", "Wat wil je leren? Vul dit in."),
        ("id_soort_0", "Soort: Kies er een."),
    ]


def test_field_points_to_its_hint_and_its_error() -> None:
    html = str(Leesformulier({"vraag": ""})["vraag"].as_field_group())
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described is not None
    ids = re.findall(r' id="([^"]+)"', html)
    assert set(described[1].split()) == {"id_vraag_helptext", "id_vraag_error"} <= set(ids)
    assert 'aria-invalid="true"' in html


def test_optional_field_says_so_except_in_a_filter() -> None:
    assert "(mag je leeg laten)" in str(Leesformulier()["dag"].as_field_group())

    class Filter(Filterformulier):
        q = forms.CharField(label="Woord")

    html = str(Filter()["q"].as_field_group())
    assert "mag je leeg laten" not in html
    assert "required" not in html


def test_value_in_a_choice_is_escaped() -> None:
    class Gevaar(forms.Form):
        keuze = forms.ChoiceField(choices=[('"><b>', "<i>x</i>")], widget=forms.RadioSelect)

    html = str(Gevaar())
    assert "<b>" not in html
    assert "<i>" not in html


def test_login_link_comes_back_to_this_page() -> None:
    html = draw("{% inlogadres %}", request=anonymous_request("/casussen/bus/?a=1&b=2"))
    assert html == "/account/login/?next=/casussen/bus/%3Fa%3D1%26b%3D2"


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429"])
def test_error_page_has_one_heading_and_reads_no_session(name: str) -> None:
    html = render_to_string(f"{name}.html", request=anonymous_request())
    assert html.count("<h1") == 1
    assert 'name="robots" content="noindex"' in html or name == "429"
    assert "csrfmiddlewaretoken" not in html


@pytest.mark.parametrize("name", ["500", "onderhoud"])
def test_bare_page_needs_no_context(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert html.count("<h1") == 1
    assert "/account/login/" not in html


def test_not_found_answers_alike_for_every_address() -> None:
    bodies = {
        render_to_string("404.html", request=anonymous_request(path)).replace(path, "HIER")
        for path in ("/casussen/geheim/", "/casussen/nergens/")
    }
    assert len(bodies) == 1


def test_every_icon_in_a_template_is_in_the_sprite() -> None:
    names = set((Path(settings.BASE_DIR) / "static/src/icons.txt").read_text().split())
    used = {
        icon
        for path in TEMPLATES.rglob("*.html")
        for icon in re.findall(r'(?:{% icoon |icoon=)"([a-z0-9-]+)"', path.read_text())
    }
    assert used - names == set()


MAILS = sorted(
    str(p.relative_to(TEMPLATES))
    for folder in ("account/email", "mfa/email")
    for p in (TEMPLATES / folder).glob("*_message.*")
    if not p.name.startswith("base_")
)


@pytest.mark.parametrize("name", MAILS)
def test_mail_about_an_account_has_a_subject_and_our_frame(name: str) -> None:
    values = {
        "code": "ABC-DEF",
        "email": "noor@voorbeeld.nl",
        "activate_url": "https://netwerk.voorbeeld.nl/a/",
        "password_reset_url": "https://netwerk.voorbeeld.nl/b/",
    }
    subject = render_to_string(re.sub(r"_message\.(txt|html)$", "_subject.txt", name), values)
    body = render_to_string(name, values)
    assert len(subject.strip().splitlines()) == 1
    assert body.lower().count("nationaal netwerk") >= 1
    assert not re.search(r"\b(you|your|account has|click)\b", body, re.IGNORECASE)


def test_the_first_choice_of_a_list_is_dutch() -> None:
    class Plaats(forms.Form):
        waar = forms.ChoiceField(choices=[("", BLANK_CHOICE_LABEL), ("a", "Almelo")])

    html = str(Plaats()["waar"])
    assert re.findall(r"<option[^>]*>([^<]*)", html) == ["Kies uit de lijst", "Almelo"]

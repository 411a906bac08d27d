"""What the editor begins with, and what may come in: the other half of the tests in the browser."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from netwerk.kern.formulieren import Opmaakinvoer, Opmaakveld, Reactieinvoer
from netwerk.kern.tekst import opmaak
from tests.kern.test_opmaak import ATTACKS, TRICKED

PICTURE = "/bestanden/11111111-2222-4333-8444-555555555555/kaart%20van%20ons.png"
FOREIGN = [
    "https://elders.voorbeeld/pixel.png",
    "/media/kaart.png",
    "/bestanden/kaart.png",
    "/bestanden/../account/logout/",
    "/bestanden/11111111-2222-4333-8444-555555555555/",
    "/bestanden/11111111-2222-4333-8444-555555555555/a?b=c",
]


def test_a_picture_of_ours_is_kept_and_shown() -> None:
    source = f"![Kaart]({PICTURE})"
    assert opmaak.clean(source) == source
    html = f'<p><img src="{PICTURE}" alt="Kaart"></p>\n'
    assert opmaak.render(source) == html
    assert opmaak.for_editor(source) == html


@pytest.mark.parametrize("src", FOREIGN)
def test_a_picture_from_elsewhere_is_refused_and_never_shown(src: str) -> None:
    source = f"Woorden ![Kaart]({src}) erna"
    with pytest.raises(ValidationError, match="niet op deze site"):
        opmaak.clean(source)
    assert opmaak.render(source) == "<p>Woorden [Afbeelding: Kaart] erna</p>\n"
    assert opmaak.for_editor(source) == f"<p>Woorden ![Kaart]({src}) erna</p>\n".replace(
        "&", "&amp;"
    )
    assert opmaak.render(f"Woorden ![]({src})") == "<p>Woorden </p>\n"


def test_a_picture_needs_words() -> None:
    with pytest.raises(ValidationError, match="zonder beschrijving"):
        opmaak.clean(f"![ ]({PICTURE})")


def test_line_in_a_cell_and_nothing_else_of_html() -> None:
    assert "<td>een<br>\ntwee</td>" in opmaak.render("| a |\n| --- |\n| een<br>twee |")
    assert opmaak.render("een<br/>twee<BR>drie") == "<p>een<br>\ntwee<br>\ndrie</p>\n"
    assert opmaak.render("<b>een</b>") == "<p>&lt;b&gt;een&lt;/b&gt;</p>\n"


def test_alignment_of_a_column_is_a_word_and_no_style() -> None:
    html = opmaak.render("| a | b | c |\n| :-- | --: | :-: |\n| 1 | 2 | 3 |")
    assert '<th scope="col">a</th>' in html
    assert '<td data-uitlijning="right">2</td>' in html
    assert '<td data-uitlijning="center">3</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("## Kop\n\n#### Klein", "<h2>Kop</h2>\n<h4>Klein</h4>\n"),
        ("# Kop\n\n## Tussen", "<h2>Kop</h2>\n<h3>Tussen</h3>\n"),
        ("### Kop\n\n###### Diep", "<h3>Kop</h3>\n<h4>Diep</h4>\n"),
    ],
)
def test_editor_keeps_the_levels_of_headings(source: str, html: str) -> None:
    assert opmaak.for_editor(source) == html


def test_signs_that_nobody_sees_are_not_kept() -> None:
    assert opmaak.clean("a\x07b\u202ec\u2066d\te\nf\u200fg") == "abcd\te\nf\u200fg"
    assert "\u202e" not in opmaak.render("voor\u202ena")


def test_what_is_too_long_is_no_fault_when_it_is_shown() -> None:
    assert opmaak.for_editor("x" * (opmaak.MAX_LENGTH + 1)) is None
    assert "xxx" in opmaak.render("x" * (opmaak.MAX_LENGTH + 1))


@pytest.mark.parametrize("source", TRICKED)
def test_editor_sees_as_open_what_readers_see_or_is_not_there(source: str) -> None:
    drawn = opmaak.for_editor(source)
    if drawn is None:
        return
    before, inside = drawn.split('<div data-vertrouwelijk="">')
    assert "Open." in before
    assert "Geheim" not in before
    assert "Geheim" in inside.rpartition("</div>")[0]


@given(st.lists(st.sampled_from([":::vertrouwelijk", ":::", "> ", "- ", "Geheim", "", "::::"])))
@hypothesis_settings(max_examples=300, deadline=None)
def test_editor_and_readers_agree_on_any_mix_of_lines(lines: list[str]) -> None:
    source = "\n".join(lines)
    drawn = opmaak.for_editor(source)
    if drawn is not None and "data-vertrouwelijk" not in drawn:
        assert drawn.count("Geheim") == opmaak.render(source).count("Geheim")


@pytest.mark.parametrize("source", ATTACKS)
def test_attack_in_the_box_of_a_form_does_nothing(source: str) -> None:
    html = Opmaakinvoer().render("tekst", source, {"id": "id_tekst"})
    inside = html.partition("<template")[2]
    assert 'data-deel="tekst"' in inside
    for sign in ("<script>alert", "<svg/", "<img", 'href="javascript', 'href="data', 'href="//'):
        assert sign not in inside, sign


class Formulier(forms.Form):
    """One text."""

    tekst = Opmaakveld(label="Tekst", max_length=10)


def test_box_carries_all_that_the_editor_needs() -> None:
    html = str(Formulier({"tekst": "**Ja**"})["tekst"])
    assert '<template data-editor-voor="id_tekst" data-meest="10">' in html
    assert "<strong>Ja</strong>" in html
    assert 'autocomplete="off"' in html
    assert '<script type="module" src="/static/editor' in html
    assert 'data-vraag="image"' not in html
    assert 'data-doe="passage"' not in html
    form = Formulier()
    form.fields["tekst"].widget.attrs |= {
        "data-afbeelding-url": "/bestanden/",
        "data-vertrouwelijk": "Alleen de casusgroep leest dit.",
    }
    html = str(form["tekst"])
    assert 'data-vraag="image"' in html
    assert "Vertrouwelijk stuk. Alleen de casusgroep leest dit." in html


def test_a_line_end_counts_once_and_a_fault_keeps_what_was_typed() -> None:
    form = Formulier({"tekst": "een\r\ntwee\r\nd"})
    assert form.is_valid()
    assert form.cleaned_data == {"tekst": "een\ntwee\nd"}
    form = Formulier({"tekst": "een ![x](https://elders.voorbeeld/)"})
    assert not form.is_valid()
    assert "een ![x](https://elders.voorbeeld/)</textarea>" in str(form["tekst"])


def test_a_reply_has_no_editor() -> None:
    assert "editor" not in Reactieinvoer().render("tekst", "**Ja**", {"id": "id_tekst"})

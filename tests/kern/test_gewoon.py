"""Plain text with links, for mail and pages."""

import pytest

from netwerk.kern.tekst.gewoon import linked, paragraphs


def test_paragraphs_stand_between_empty_lines() -> None:
    assert paragraphs("\r\nEen\r\ntwee\r\n \r\n\r\nDrie\n") == ["Een\ntwee", "Drie"]
    assert paragraphs(" \n ") == []


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("Kijk op https://voorbeeld.nl/route.", "https://voorbeeld.nl/route", "."),
        ("(https://voorbeeld.nl/a_(b))", "https://voorbeeld.nl/a_(b)", ")"),
        ("HTTP://Voorbeeld.nl, of niet", "HTTP://Voorbeeld.nl", ", of niet"),
    ],
)
def test_an_address_becomes_a_link_that_shows_itself(text: str, address: str, after: str) -> None:
    link = f'<a class="nl-link" href="{address}" rel="noopener noreferrer">{address}</a>'
    assert linked(text) == f"{text[: text.index(address)]}{link}{after}"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "voorbeeld.nl en www.voorbeeld.nl",
        "mail iemand@voorbeeld.nl",
        "ftp://voorbeeld.nl",
        "data:text/html,x",
    ],
)
def test_nothing_else_becomes_a_link(text: str) -> None:
    assert linked(text) == text


def test_all_that_is_typed_is_escaped_also_inside_an_address() -> None:
    html = linked('<b onclick="x">&</b> https://voorbeeld.nl/?a=1&b=2"><img src=x>')
    assert html == (
        "&lt;b onclick=&quot;x&quot;&gt;&amp;&lt;/b&gt; "
        '<a class="nl-link" href="https://voorbeeld.nl/?a=1&amp;b=2" rel="noopener noreferrer">'
        "https://voorbeeld.nl/?a=1&amp;b=2</a>&quot;&gt;&lt;img src=x&gt;"
    )
    assert 'style="color:red"' in linked("https://voorbeeld.nl", "color:red")

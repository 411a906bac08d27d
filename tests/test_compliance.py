"""Each demand of law has an answer that exists, and each case of failure its test."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CASES = 44


def demands() -> list[list[str]]:
    """Return the rows of the tables of docs/compliance.md: number, demand, how."""
    rows = []
    for line in (ROOT / "docs/compliance.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "#":
            rows.append(cells)
    return rows


def test_every_demand_has_an_answer() -> None:
    rows = demands()
    assert len(rows) > 50
    assert [row[0] for row in rows if len(row) != 3 or not row[2]] == []
    assert len({row[0] for row in rows}) == len(rows)


def named(text: str) -> list[tuple[str, str]]:
    """Return (file or folder, test or "") of each test that a text names; all of them exist."""
    found: list[tuple[str, str]] = re.findall(
        r"`((?:tests/)[\w/]+(?:\.py)?)(?:::(\w+\*?))?`",
        text,
    )
    for path, name in found:
        assert (ROOT / path).exists(), path
        if name:
            found_as = rf"^def {name.replace('*', r'\w*')}\("
            assert re.search(found_as, (ROOT / path).read_text(), re.MULTILINE), name
    return found


@pytest.mark.parametrize(("page", "least"), [("compliance", 100), ("reliability", 30)])
def test_every_test_and_file_that_is_named_exists(page: str, least: int) -> None:
    text = (ROOT / f"docs/{page}.md").read_text()
    assert len(named(text)) > least
    # with its whole path: what is named otherwise is not looked for
    assert re.findall(r"`(?!tests/)[\w/]*(?:\btest_\w+\.py|::)[^`]*`", text) == []


def test_every_part_of_operations_that_is_named_exists() -> None:
    text = (ROOT / "docs/compliance.md").read_text()
    headings = re.findall(r"^#+ (.+)$", (ROOT / "docs/operations.md").read_text(), re.MULTILINE)
    for name in re.findall(r'`operations\.md`, "([^"]+)"', text):
        assert name in headings, name


def test_every_case_of_failure_has_its_row() -> None:
    text = (ROOT / "docs/reliability.md").read_text()
    text = text.partition("| # | case | test |")[2].partition("\n\n")[0]
    numbers = [int(each) for each in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)]
    assert sorted(set(numbers)) == [*range(1, CASES + 1)]
    assert len(numbers) == len(set(numbers))

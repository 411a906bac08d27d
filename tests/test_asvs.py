"""Each demand of the ASVS of level 1 and 2 has one honest answer in docs/asvs.md."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_compliance import named

TEXT = (Path(settings.BASE_DIR) / "docs/asvs.md").read_text()
# Version 5.0.0: section:numbers, without those of level 3.
SECTIONS = """
1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2
2.1:1-3 2.2:1-3 2.3:1-4 2.4:1
3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2
4.1:1-3 4.2:1 4.3:1-2 4.4:1-4
5.1:1 5.2:1-3 5.3:1-2 5.4:1-3
6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4
7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2
8.1:1-2 8.2:1-3 8.3:1 8.4:1
9.1:1-3 9.2:1-4
10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3
11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1
12.1:1-3 12.2:1-2 12.3:1-4
13.1:1 13.2:1-5 13.3:1-2 13.4:1-5
14.1:1-2 14.2:1-4 14.3:1-3
15.1:1-3 15.2:1-3 15.3:1-7
16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3
17.1:1 17.2:1-4 17.3:1-2
"""
OUTCOMES = ("pass", "n.a.", "gap")


def demands() -> list[str]:
    """Return the number of every demand, in their order."""
    found = []
    for section, numbers in re.findall(r"(\d+\.\d+):([\d,-]+)", SECTIONS):
        for part in numbers.split(","):
            first, _, last = part.partition("-")
            found += [f"{section}.{n}" for n in range(int(first), int(last or first) + 1)]
    return found


def rows() -> list[list[str]]:
    """Return the rows of the tables of demands: number, demand, outcome, the rest of how."""
    found = []
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.fullmatch(r"\d+\.\d+\.\d+", cells[0]):
            number, demand, how = cells
            outcome, _, reason = how.partition(": ")
            found.append([number, demand, outcome, reason])
    return found


def test_every_demand_stands_there_once_in_its_chapter() -> None:
    assert len(demands()) == 253
    assert [row[0] for row in rows()] == demands()
    for part in TEXT.split("\n## V")[1:]:
        chapter = part.split()[0]
        assert set(re.findall(r"^\| (\d+)\.", part, re.MULTILINE)) == {chapter}
    assert [row for row in rows() if not row[1]] == []


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_how_is_a_test_that_exists_or_a_reason(row: list[str]) -> None:
    _, _, outcome, reason = row
    assert outcome in OUTCOMES
    tests = named(reason)
    assert reason.count("`tests/") == len(tests), "a test is named in another way"
    if outcome == "pass":
        assert tests
        assert [path for path, name in tests if not name] == []
        assert re.sub(r"`[^`]+`|, ", "", reason) == ""
    else:
        words = re.findall(r"\w+", re.sub(r"`[^`]+`", "", reason))
        assert len(words) >= 4, "no reason"


def test_the_numbers_at_the_top_are_right() -> None:
    counted = Counter(row[2] for row in rows())
    said = dict(re.findall(r"^\| (pass|n\.a\.|gap|all) \| (\d+) \|", TEXT, re.MULTILINE))
    expected = {name: str(counted[name]) for name in OUTCOMES} | {"all": str(counted.total())}
    assert said == expected

"""A backup that cannot be made says so in one line, and leaves nothing behind."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["{", '{"deelnemer": 1}\n', "[]\n"])
def test_a_damaged_list_of_who_was_erased_stops_a_backup_with_words(
    broken: str, settings: Any, tmp_path: Path
) -> None:
    settings.ERASURE_LEDGER = tmp_path / "gewist.jsonl"
    settings.ERASURE_LEDGER.write_text(broken)
    with pytest.raises(CommandError) as said:
        call_command("backup", tmp_path / "kopie")
    assert str(said.value) == (
        f"De lijst met wie er gewist is ({tmp_path / 'gewist.jsonl'}) is niet te lezen. "
        "Er is geen reservekopie gemaakt."
    )
    assert not (tmp_path / "kopie").exists()

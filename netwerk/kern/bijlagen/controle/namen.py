"""Names of files as people gave them, made safe to show, to send and to save."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
FORBIDDEN = re.compile(r'[<>:"|?*%#&;`$\\/]+')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # in Windows


def clean(name: str) -> str:
    """Return a name without a path, signs that nobody sees, or a second ending that misleads.

    Text direction is decided by the reader, not by a sign in the name; only the last ending counts,
    so the dots before it become dashes.
    """
    last = re.split(r"[\\/]", name)[-1]
    text = unicodedata.normalize("NFC", last)
    seen = "".join(sign if unicodedata.category(sign)[0] != "C" else "" for sign in text)
    seen = FORBIDDEN.sub("-", " ".join(seen.split()))
    path = PurePosixPath(seen.strip(". ") or "bestand")
    stem, ending = path.stem, path.suffix.lower()
    if not stem or seen.startswith("."):
        stem = stem.strip(".") or "bestand"
    stem = stem.replace(".", "-").strip(" -") or "bestand"
    if RESERVED.fullmatch(stem):
        stem = f"bestand-{stem}"
    return f"{stem[: LONGEST - len(ending)].strip()}{ending[:12]}"


def with_ending(name: str, ending: str, fine: tuple[str, ...]) -> str:
    """Return the name with this ending, unless it has one that fits."""
    path = PurePosixPath(name)
    return name if path.suffix in fine else f"{path.stem}{ending}"

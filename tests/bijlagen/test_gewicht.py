"""Case 38: what is a bomb costs a process little memory and little time before it is refused."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.bijlagen import bestanden

MOST_MEMORY = 200_000  # kilobytes
MOST_TIME = 5.0  # seconds of a processor
# In a process of its own, for memory that was taken once is never given back.
LOOK = """
import json, resource, sys, time
from django.conf import settings
settings.configure()
from django.core.exceptions import ValidationError
from netwerk.kern.bijlagen import controle

def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

def look(path, name):
    before, start = memory(), time.process_time()
    try:
        with open(path, "rb") as file:
            controle.check(file, name, most=20_000_000)
    except ValidationError as refused:
        word = refused.messages[0]
    else:
        word = ""
    return word, memory() - before, time.process_time() - start

look(*sys.argv[1:3])  # what is read once, for every file
print(json.dumps([look(*each) for each in zip(sys.argv[3::2], sys.argv[4::2])]))
"""


def test_no_bomb_takes_much_memory_or_time(tmp_path: Path) -> None:
    deep = bestanden.office(word__a_dot_docx=bestanden.office(word__b_dot_docx=bestanden.bomb(9)))
    many = {f"word__{n}_dot_docx": bestanden.bomb(9) for n in range(25)}
    bombs = {
        "gewoon.png": bestanden.picture("PNG"),
        "wijd.png": bestanden.wide_png(),
        "zip.docx": bestanden.bomb(100),
        "diep.docx": deep,
        "veel.docx": bestanden.office("docx", **many),
        "liegt.docx": bestanden.liar(),
        "over-elkaar.docx": bestanden.overlapping(),
        "groot.pdf": bestanden.pdf(b"\0" * 19_000_000 + b"/JavaScript "),
        "lang.txt": b"a" * 19_000_000 + b"\0",
    }
    given = []
    for name, data in bombs.items():
        (tmp_path / name).write_bytes(data)
        given += [str(tmp_path / name), name]
    command = [sys.executable, "-c", LOOK, *given]
    said = subprocess.run(
        command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    looked = dict(zip(list(bombs)[1:], json.loads(said.stdout), strict=True))
    assert [name for name, (word, _, _) in looked.items() if not word] == [], "it came in"
    assert [name for name, (_, memory, _) in looked.items() if memory > MOST_MEMORY] == []
    assert [name for name, (_, _, seconds) in looked.items() if seconds > MOST_TIME] == []

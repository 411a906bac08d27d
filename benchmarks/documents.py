"""The whole handboek in each form, with 136 adviezen and with 5,000: time, size and memory.

Run as ``python -m benchmarks.documents``. Memory is the most that the process that writes and typst
beside it held at one moment (Linux: it is read from /proc). That must stay under 300 MB.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import on_a_site
from netwerk.kern.dev.environment import ROOT

SCALE = 2
FEW, MANY = 0, 97  # more steps of 50 adviezen on top of a demo of that scale
MOST = 300  # MB
PRESS = b"uitvoer.pers"


def main() -> None:
    """Measure both sizes one after the other and print a line for each form."""
    small, large = (
        json.loads(on_a_site("benchmarks.documents", SCALE, steps).splitlines()[-1])
        for steps in (FEW, MANY)
    )
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for form, row in large.items():
        few = small[form]
        held = row["memory"]
        print(
            f"{form:5} {few['seconds']:6.1f} s {few['memory']:4d} MB   "
            f"{row['seconds']:6.1f} s {held:4d} MB   {row['size'] / 1e6:6.1f} MB file   "
            f"{'within' if held <= MOST else 'OVER'} {MOST} MB"
        )


def measure(steps: int) -> None:
    """Add to the handboek, and write each form in a process of its own."""
    import django
    from django.db import connection

    django.setup()
    from casussen.models import Casus
    from communities.models import Deelnemer
    from handboek.uitvoer.vormen import FORMS
    from netwerk.demo.bulk_handboek import add_handboek

    add_handboek(list(Deelnemer.objects.order_by("pk")), list(Casus.objects.order_by("pk")), steps)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found = {}
    for form in FORMS:
        command = [sys.executable, "-m", "benchmarks.documents", "--write", form]
        run = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        found[form] = json.loads(run.stdout.splitlines()[-1])
    print(json.dumps(found))


def write(form: str) -> None:
    """Write the book to a file that goes away, and print what it took."""
    import tempfile
    import threading
    import time

    import django

    django.setup()
    from handboek.uitvoer.stukken import book_stuk
    from handboek.uitvoer.vormen import FORMS

    held = [0]
    threading.Thread(target=watch, args=(held,), daemon=True).start()
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        FORMS[form].write(book_stuk(), out, lambda parts: None)
        size = out.tell()
    seconds = time.monotonic() - began
    print(json.dumps({"seconds": seconds, "size": size, "memory": held[0]}))


def watch(held: list[int]) -> None:
    """Keep the most MB that this process and its children hold together, looked at every 20 ms."""
    import time

    own = os.getpid()
    while True:
        children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        held[0] = max(held[0], sum(map(resident, [str(own), *children])))
        time.sleep(0.02)


def resident(process: str) -> int:
    """Return how many MB a process holds; 0 when it is gone, or still a shadow of its parent."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
        if process != str(os.getpid()) and PRESS not in command:
            return 0
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") // 1_000_000


if __name__ == "__main__":
    if "--write" in sys.argv:
        write(sys.argv[-1])
    elif "--measure" in sys.argv:
        measure(int(sys.argv[-1]))
    else:
        main()

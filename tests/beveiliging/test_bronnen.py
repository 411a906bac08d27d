"""What the source never does: no command, expression or format of what somebody typed (ASVS V1)."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
APPS = ("netwerk", "communities", "casussen", "bijeenkomsten", "handboek")
SCRIPTS = ROOT / "static/src/js"
# eval, exec, shells and programs by a part of their name, weak hashes, pickle, loose YAML.
NEVER = "S102,S301,S302,S307,S311,S324,S501,S506,S602,S604,S605,S606,S607"
# Which file of ours talks to the network, and to whom; the rest goes by the database, the cache or
# the packages for mail and for signing in, to addresses of the settings.
TALKS = {
    "communities/oidc/views.py": "names the errors of the provider in the settings",
    "netwerk/kern/berichten/sender.py": "names the errors of the mail server in the settings",
    "netwerk/kern/bijlagen/controle/virus.py": "the virus scanner in the settings",
    "netwerk/kern/toezicht/regels.py": "asks the name of this machine",
}
NETWORK = {"requests", "urllib3", "httpx", "aiohttp", "http", "socket", "smtplib", "ftplib"}
# Formats that are no constant where they are used, each a choice out of constants.
CHOSEN = {
    "communities/views/deelnemers.py": "words of a filter, by the name of its field",
    "handboek/instemming.py": "a sentence by the state of a les",
    "netwerk/kern/api/problems.py": "words of an error, by its kind",
    "netwerk/kern/audit/words.py": "the sentence of an action",
    "netwerk/kern/avg/erasure.py": "SQL with names of tables, quoted by psycopg",
    "netwerk/kern/berichten/checks.py": "SQL with names of tables, quoted by psycopg",
    "netwerk/backup/tables.py": "SQL with names of tables, quoted by psycopg",
    "netwerk/kern/toezicht/regels.py": "the method of logging",
}

# Regular expressions that are made of parts, each for why that is safe.
MADE = {
    "communities/linkkaarten.py": "the address of this site, escaped",
    "communities/password_validation.py": "words of our own",
    "communities/sessies.py": "names of systems, our own",
    "handboek/taalmeter.py": "words of our own, escaped",
    "netwerk/kern/avg/vrije_tekst.py": "words of a name, escaped; digits of a telephone number",
    "netwerk/kern/berichten/inbound/quotes.py": "a line of our own, escaped",
    "netwerk/kern/berichten/tokens.py": "words of our own",
}


@cache
def sources() -> list[tuple[str, list[ast.AST]]]:
    """Return the nodes of every file of Python that runs at a host, by its name."""
    return [(name, list(ast.walk(tree))) for name, tree in _parsed()]


def _parsed() -> Iterator[tuple[str, ast.Module]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if "/migrations/" not in name and not name.startswith("netwerk/kern/dev"):
                yield name, ast.parse(path.read_text())


def scripts() -> dict[str, str]:
    return {str(path.relative_to(SCRIPTS)): path.read_text() for path in SCRIPTS.rglob("*.js")}


def test_no_code_or_command_is_made_and_no_weak_hash_or_pickle_is_used() -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--isolated", "--ignore-noqa", "--quiet"),
            *("--select", NEVER, "--exclude", "netwerk/kern/dev", *APPS),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    strong = {"sha256", "sha384", "sha512", "sha3_256", "blake2b"}
    used = {
        node.attr
        for _, nodes in sources()
        for node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "hashlib"
    }
    assert used
    assert used <= strong


def test_nothing_talks_to_an_address_that_somebody_typed() -> None:
    found = set()
    for name, nodes in sources():
        for node in nodes:
            named = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                named = [node.module]
            if {each.partition(".")[0] for each in named} & NETWORK or "urllib.request" in named:
                found.add(name)
    assert found == set(TALKS)


def test_no_format_is_of_somebody() -> None:
    found = set()
    for name, nodes in sources():
        for node in nodes:
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in {"format", "format_map"} and not is_constant(node.func.value):
                found.add(name)
    assert found == set(CHOSEN)


def is_constant(node: ast.expr) -> bool:
    """Say whether a format is text in the code: a literal, a name in capitals, or a date format."""
    if isinstance(node, ast.Name):
        return node.id.isupper() or node.id == "dates"
    return isinstance(node, ast.Constant)


def test_no_expression_is_made_of_what_somebody_typed() -> None:
    """What goes into a regular expression is escaped, a name in capitals of our own, or named."""
    found = set()
    for name, nodes in sources():
        for node in nodes:
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if not is_call or getattr(node.func.value, "id", "") != "re" or not node.args:
                continue
            if node.func.attr != "escape":
                found |= {name for part in holes(node.args[0]) if not ours(part)}
    assert found == set(MADE)


def holes(pattern: ast.expr) -> list[ast.expr]:
    """Return what is filled in in a pattern; of a pattern that is no text, that itself."""
    if isinstance(pattern, ast.JoinedStr):
        return [each.value for each in pattern.values if isinstance(each, ast.FormattedValue)]
    return [] if isinstance(pattern, ast.Constant) else [pattern]


def ours(part: ast.expr) -> bool:
    if isinstance(part, ast.Call):
        return isinstance(part.func, ast.Attribute) and part.func.attr == "escape"
    name = getattr(part, "id", getattr(part, "attr", ""))
    return name.isupper()


def test_scripts_run_no_text_and_keep_little() -> None:
    known = scripts()
    assert len(known) > 20
    runs = re.compile(
        r"\beval\(|new Function|document\.write|\.outerHTML|insertAdjacentHTML|setTimeout\(['\"]"
        r"|\.innerHTML\s*\+?=|__proto__|postMessage"
    )
    assert [name for name, text in known.items() if runs.search(text)] == []
    keeps = re.compile(r"localStorage|indexedDB|document\.cookie|serviceWorker|\bcaches\.")
    assert [name for name, text in known.items() if keeps.search(text)] == []
    session = {name for name, text in known.items() if "sessionStorage" in text}
    assert session == {"anker.js", "citeer.js"}, "a quotation, until it is used in the same tab"
    for name in session:
        assert "removeItem" in known[name]


def test_no_script_stands_between_a_password_and_what_pastes_it() -> None:
    listens = {name for name, text in scripts().items() if "paste" in text}
    assert listens
    assert [name for name in listens if not name.startswith("editor/")] == []
    password = {name for name, text in scripts().items() if re.search("password|wachtwoord", text)}
    assert password == set()


def test_signing_out_stands_on_every_page() -> None:
    """The menu stands in `base.html`, where no page can leave it out; every page extends it."""
    templates = ROOT / "templates"
    parents = {
        str(path.relative_to(templates)): found[1]
        for path in templates.rglob("*.html")
        if (found := re.search(r'\{% extends "([^"]+)" %\}', path.read_text()))
    }
    assert len(parents) > 300

    def first(name: str) -> str:
        """Return what a template extends in the end; some in between are of packages."""
        source = get_template(name).template.source  # type: ignore[attr-defined]
        above = re.search(r'\{% extends "([^"]+)" %\}', source)
        return first(above[1]) if above else name

    bare = {"500.html", "503.html", "onderhoud.html"}  # without a user, and without a database
    beside = {"layouts/kaal.html", "mail/basis.html", "uitvoer/pagina.html"}
    found = {name for name in parents if first(name) != "base.html"}
    assert {name for name in found if first(name) not in beside} == set()
    assert {name for name in found if first(name) == "layouts/kaal.html"} == bare
    base = (templates / "base.html").read_text()
    before = base.split("{% hoofdmenu %}")[0]
    assert before.count("{% block") == before.count("{% endblock")
    assert 'href="/account/logout/"' in (templates / "components/menu.html").read_text()

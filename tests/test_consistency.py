"""What holds over the whole house, and no single app can see."""

import ast
import importlib
import re
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import Model
from django.urls import URLPattern, get_resolver
from django.utils.module_loading import import_string

from netwerk.kern import events, personal_data, subjects
from netwerk.kern.berichten import registry
from netwerk.kern.policy import is_declared

ROOT = Path(settings.BASE_DIR)
FLOORS = ["netwerk.kern", "communities", "casussen", "bijeenkomsten", "handboek"]
GROUND = (
    "audit",
    "avg",
    "begrippen",
    "berichten",
    "bijlagen",
    "uitvoer",
    "verantwoording",
    "zoeken",
)  # parts of the ground with a policy of their own
TEMPLATES = ROOT / "templates"
PYTHON = [
    path
    for top in ("netwerk", "communities", "casussen", "bijeenkomsten", "handboek")
    for path in (ROOT / top).rglob("*.py")
]
# Django, allauth and the mail registry find these by a rule, not by a name in our code.
FOUND_BY_RULE = re.compile(
    r"^(account/|allauth/|mfa/|admin/|socialaccount/|usersessions/|[^/]+/mail/|mail/\w+\.html$|\d{3}\.html$)"
)


def floor(module: str) -> int:
    """Return the number of the floor on which a module lives; the ground is 0."""
    return next(
        (
            number
            for number, name in enumerate(FLOORS)
            if module == name or module.startswith(f"{name}.")
        ),
        len(FLOORS),
    )


def own_models() -> list[type[Model]]:
    """Return every model of this project, history tables included."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name in FLOORS or config.name.startswith("netwerk")
        for model in config.get_models(include_auto_created=False)
    ]


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model: type[Model]) -> None:
    user = apps.get_model(settings.AUTH_USER_MODEL)
    pointing_up = [
        field.name
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model not in (None, user)
        and floor(field.related_model.__module__) < len(FLOORS)
        and floor(field.related_model.__module__) > floor(model.__module__)
    ]
    assert pointing_up == []


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_is_in_the_register_of_personal_data(model: type[Model]) -> None:
    personal, impersonal = personal_data.registered(model)
    fields = {field.name for field in model._meta.concrete_fields}
    fields |= {field.name for field in model._meta.local_many_to_many}
    assert fields - set(personal) - impersonal == set(), (
        "say in persoonsgegevens.py of its app (where there is none: registrations.py) what these "
        "fields are: personal() or impersonal()"
    )
    assert set(personal) & impersonal == set()
    assert (set(personal) | impersonal) - fields - {"tags", "members"} == set()


def test_every_model_about_people_says_whose_its_rows_are() -> None:
    known = {processing.key for processing in personal_data.processings()}
    for entry in personal_data.personal_entries():
        label = entry.model._meta.label
        assert entry.of or entry.of_email, f"say in personal() of {label} whose a row is (of=)"
        assert entry.part_of in known, f"say in personal() of {label} why it is kept (part_of=)"
        people = {
            field.name
            for field in entry.model._meta.concrete_fields
            if personal_data.is_person(field)
        }
        assert set(entry.of) - people - {"self"} == set(), label
        assert people - set(entry.fields) == set(), f"{label} points at people: personal()"


def walk(patterns: Any = None) -> list[URLPattern]:
    """Return every address but those of the admin, where the middleware refuses undeclared ones."""
    found = []
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLPattern):
            found.append(entry)
        elif entry.namespace != "admin":
            found += walk(entry.url_patterns)
    return found


def test_every_view_declares_its_permission() -> None:
    assert [str(entry) for entry in walk() if not is_declared(entry.callback)] == []


def routes_of(patterns: Any, before: str = "") -> list[str]:
    """Return every route below these, the included ones too."""
    found = []
    for entry in patterns:
        route = f"{before}{entry.pattern}"
        under = getattr(entry, "url_patterns", None)
        found += [route] if under is None else routes_of(under, route)
    return found


@pytest.mark.parametrize(
    ("urls", "reserved"),
    [
        ("casussen.urls", "casussen.services.rows.RESERVED"),
        ("bijeenkomsten.urls", "bijeenkomsten.services.planning.RESERVED"),
    ],
)
def test_no_title_gets_the_address_of_another_page(urls: str, reserved: str) -> None:
    prefix = "casussen/" if urls == "casussen.urls" else ""
    every = routes_of(importlib.import_module(urls).urlpatterns)
    routes = [route.removeprefix(prefix) for route in every if route.startswith(prefix)]
    fixed = {route.split("/")[0] for route in routes if not route.startswith("<")}
    assert "<slug:slug>/" in routes
    assert fixed - import_string(reserved) - {""} == set(), f"add these to {reserved}"


def test_every_file_in_a_folder_of_messages_or_addresses_is_imported() -> None:
    """Otherwise its messages, its rounds or its addresses do not exist, and nothing says so."""
    walk()
    files = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in PYTHON
        if path.parent.name in {"notifications", "urls"} and path.name != "__init__.py"
    ]
    assert "bijeenkomsten.notifications.reminders" in files
    missing = [name for name in files if name not in sys.modules]
    assert missing == [], "import these in __init__.py of their folder"


def test_every_declared_permission_exists() -> None:
    known = {"open", "signed_in"}
    for app in (*(f"netwerk.kern.{name}" for name in GROUND), *FLOORS[1:]):
        known |= set(importlib.import_module(f"{app}.permissions").PERMISSIONS)
    used = {
        getattr(getattr(entry.callback, "view_class", entry.callback), "permission", "open")
        for entry in walk()
    }
    assert used - known == set(), (
        "a view asks for these, and no PERMISSIONS of an app has them; is the permission the first "
        "argument of what begins the view?"
    )


def test_nobody_takes_an_act_out_of_the_services() -> None:
    """Who acts writes ``services.the_act(...)``: a reader sees where something is done."""
    acts: dict[str, set[str]] = {}
    for path in PYTHON:
        app, *folders = path.relative_to(ROOT).parts
        if folders[0] == "services" and path.name != "__init__.py":
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.FunctionDef) and "actor" in {
                    argument.arg for argument in node.args.kwonlyargs
                }:
                    acts.setdefault(f"{app}.services.{path.stem}", set()).add(node.name)
    taken = [
        f"{path.relative_to(ROOT)}: {alias.name}"
        for path in PYTHON
        if "services" not in path.relative_to(ROOT).parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in acts.get(node.module or "", ())
    ]
    assert "set_stage" in acts["casussen.services.stage"]
    assert taken == [], "call these as services.the_act(...)"


def test_every_job_is_scheduled_and_exists() -> None:
    scheduled = {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()}
    for job in scheduled:
        assert callable(import_string(job))
    written = {
        f"{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}.{name}"
        for path in PYTHON
        if path.name == "tasks.py"
        for name in re.findall(r"@shared_task\ndef (\w+)", path.read_text())
    }
    assert written == scheduled, "give it a time in CELERY_BEAT_SCHEDULE (netwerk/settings.py)"


def test_no_task_is_given_to_another_while_it_still_runs() -> None:
    own = settings.CELERY_TASK_ANNOTATIONS
    limits = [settings.CELERY_TASK_TIME_LIMIT, *(each["time_limit"] for each in own.values())]
    assert set(own) <= {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()}
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > max(limits)


def test_every_subject_can_be_asked() -> None:
    for subject in subjects.all_subjects():
        assert hasattr(subject.model._default_manager.all(), "visible_to"), subject.key


def test_every_domain_event_is_described_with_its_handlers() -> None:
    text = (ROOT / "docs/architecture.md").read_text()
    for event in events.all_events():
        handlers = [f"`{handler.__module__}.{handler.__name__}`" for handler in event.handlers]
        row = f"| `{event.key}` | {event.description} | {', '.join(handlers) or 'none'} |"
        assert row in text, f"docs/architecture.md lacks: {row}"


@pytest.mark.parametrize("app", FLOORS[1:])
def test_the_architecture_says_what_each_file_of_an_app_is_for(app: str) -> None:
    text = (ROOT / "docs/architecture.md").read_text()
    known = set(re.findall(r"`(\w+)(?:\.py|/|\.\w+)?`", text)) | {"templatetags", "migrations"}
    files = {path.stem for path in (ROOT / app).glob("*.py")} - {"__init__", "apps"}
    folders = {path.parent.name for path in (ROOT / app).glob("*/__init__.py")}
    missing = sorted((files | folders) - known)
    assert missing == [], f"give these a place in the tables of docs/architecture.md: {app}"


def test_no_template_is_unused() -> None:
    texts = [path.read_text() for path in [*PYTHON, *TEMPLATES.rglob("*.*")]]
    everything = "\n".join(texts)
    unused = []
    for path in TEMPLATES.rglob("*.html"):
        name = str(path.relative_to(TEMPLATES))
        if not FOUND_BY_RULE.match(name) and name not in everything:
            unused.append(name)
    assert unused == [], "no view, tag or other template names these: remove them"


def test_a_form_in_a_part_with_only_its_own_words_gets_its_token() -> None:
    """``include ... only`` leaves the csrf token behind, and then nobody can send the form."""
    include = re.compile(r'{%\s*include\s+"([^"]+)"([^%]*)%}')
    texts = {
        str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")
    }

    def sends(name: str, above: tuple[str, ...] = ()) -> bool:
        text = texts.get(name, "")
        return "{% csrf_token %}" in text or any(
            sends(part, (*above, name))
            for part, rest in include.findall(text)
            if part not in above and rest.split()[-1:] != ["only"]
        )

    lost = {
        (name, part)
        for name, text in texts.items()
        for part, rest in include.findall(text)
        if rest.split()[-1:] == ["only"] and "csrf_token=" not in rest and sends(part)
    }
    # The link in the mail is the key of a guest: that page asks for no token and sets no cookie.
    assert lost == {("bijeenkomsten/gast_eigen.html", "bijeenkomsten/plek_vrij.html")}


def test_no_file_is_a_drawer() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "managers.py", "selectors.py", "signals.py"}
    assert [str(path) for path in PYTHON if path.name in drawers] == []


def test_features_table_names_tests_that_exist() -> None:
    text = (ROOT / "docs/features.md").read_text()
    names = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert names
    for path, name in names:
        assert f"def {name}(" in (ROOT / path).read_text(), f"{path}::{name}"


def test_reliability_names_tests_and_kinds_of_messages_that_exist() -> None:
    text = (ROOT / "docs/reliability.md").read_text()
    tests = {path: path.read_text() for path in (ROOT / "tests").rglob("*.py")}
    known = {name for code in tests.values() for name in re.findall(r"def (test_\w+)\(", code)}
    for file in re.findall(r"`[^`]*?((?:\w+/)*test_\w+\.py)[:`]", text):
        assert any(str(path).endswith(f"/{file}") for path in tests), file
    for name in re.findall(r"[`:](test_\w+\*?)`", text):
        found = [each for each in known if fnmatchcase(each, name)]
        assert found, name
    table = text.partition("## Who gets what, when")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([\w.]+)`", table, re.MULTILINE)
    keys = {message.key for message in registry.all_messages()}
    assert len(rows) == len(set(rows)), "a kind of message has two rows in docs/reliability.md"
    assert keys - set(rows) == set(), 'give these a row in "Who gets what" of docs/reliability.md'
    assert set(rows) - keys == set(), "these rows of docs/reliability.md are of no kind of message"

"""Errors as RFC 9457 has them: every answer of 400 and up in the API is a problem in Dutch."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja.errors import ValidationError

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: ("Je vraag klopt niet", "Kijk het adres na. Op /api/ staat wat je kunt vragen."),
    401: ("Een geldige API-sleutel is nodig", "Stuur een API-sleutel mee die nog werkt."),
    403: ("Dit mag je niet zien", "Met deze API-sleutel mag je hier niet bij."),
    404: ("Niet gevonden", "Dit adres bestaat niet, of je mag er niets van weten."),
    405: ("Dat kan hier niet", "De API is om te lezen. Gebruik GET of HEAD."),
    429: ("Te veel vragen", "Wacht even en probeer het dan weer."),
    500: ("Er ging iets mis bij ons", "Probeer het later nog eens."),
    503: ("We zijn even dicht", "We werken aan het netwerk. Probeer het over tien minuten weer."),
}
WORDS = {
    "int_parsing": "Vul een heel getal in.",
    "int_from_float": "Vul een heel getal in.",
    "greater_than_equal": "Vul {ge} of meer in.",
    "less_than_equal": "Vul {le} of minder in.",
    "datetime": "Vul een moment in, zoals 2027-01-31T12:00:00Z.",
    "timezone": "Zet er de tijdzone bij, zoals 2027-01-31T12:00:00Z.",
    "date": "Vul een datum in, zoals 2027-01-31.",
    "bool": "Vul true of false in.",
    "enum": "Kies uit: {expected}.",
    "literal": "Kies uit: {expected}.",
    "string_too_long": "Vul hoogstens {max_length} tekens in.",
    "string_too_short": "Vul minstens {min_length} tekens in.",
    "missing": "Vul dit in.",
    "value_error": "{error}",
}
READABLE = {"ensure_ascii": False}
WRONG = "Deze waarde kennen we niet."


def problem(
    status: int,
    detail: str = "",
    *,
    errors: Iterable[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """Return an error; ``errors`` are all things that are wrong with what was asked."""
    title, usual = TITLES.get(status, TITLES[500] if status >= 500 else TITLES[400])
    body: dict[str, Any] = {"status": status, "title": title, "detail": detail or usual}
    if listed := list(errors):
        body["errors"] = listed
    return JsonResponse(
        body, status=status, content_type=MEDIA_TYPE, headers=headers, json_dumps_params=READABLE
    )


def invalid(request: HttpRequest, error: ValidationError) -> JsonResponse:
    """Return everything that is wrong with a question, at once."""
    listed = [_one(line) for line in error.errors]
    listed += unknown(request, getattr(request, "api_knows", ()))
    return problem(400, "Kijk na wat er bij ‘errors’ staat.", errors=listed)


def unknown(request: HttpRequest, known: Iterable[str]) -> list[dict[str, str]]:
    """Return what the address asks that we do not know: a typing error is no empty filter."""
    names = sorted(set(request.GET) - set(known))
    said = f"We kennen hier: {', '.join(known)}." if known else "Hier valt niets te kiezen."
    return [{"in": "query", "name": name, "detail": said} for name in names]


def _one(line: Mapping[str, Any]) -> dict[str, str]:
    """Return one error of pydantic as a reader understands it."""
    kind, about = str(line["type"]), line.get("ctx") or {}
    words = next((text for name, text in WORDS.items() if kind.startswith(name)), WRONG)
    place, *_, name = [str(part) for part in line["loc"]]
    return {"in": place, "name": name, "detail": words.format_map(about)}

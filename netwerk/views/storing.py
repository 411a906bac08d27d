"""A page for when a service cannot do it now: clear, and with what somebody had typed."""

from dataclasses import dataclass

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import render
from psycopg import errors as pg

from netwerk.kern import bestanden

RETRY_AFTER = "30"
LONG = 60  # characters from which a text is shown, and not only sent along
SECRETS = "/account/"  # passwords and codes are typed there: nothing of them is shown again


@dataclass(frozen=True)
class Trouble:
    """What is the matter, in words for a visitor; ``kept`` says what became of a form."""

    title: str
    words: str
    kept: str


BUSY = Trouble(
    "Iemand anders was net met hetzelfde bezig",
    "Twee mensen veranderden tegelijk iets, en dat kan niet. Probeer het nog een keer.",
    "Wat je stuurde, is nog niet bewaard.",
)
NOT_NOW = Trouble(
    "Bewaren lukt nu even niet",
    "Lezen kan wel. We weten ervan en lossen het op. Probeer het over een paar minuten opnieuw.",
    "Wat je stuurde, is nog niet bewaard.",
)
AWAY = Trouble(
    "We kunnen er even niet bij",
    "Het is te druk, of er is een storing. Dit ligt niet aan jou. Probeer het over een minuut "
    "opnieuw.",
    "We weten niet of bewaard is wat je stuurde. Kijk dat eerst na.",
)
KINDS = (
    ((pg.DeadlockDetected, pg.SerializationFailure, pg.LockNotAvailable), BUSY),
    ((pg.ReadOnlySqlTransaction, pg.DiskFull, pg.InsufficientResources), NOT_NOW),
)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return what the database, or the bucket with files, cannot do now; None for our fault."""
    if isinstance(error, bestanden.AwayError):
        return AWAY
    if not isinstance(error, DatabaseError):
        return None
    for causes, trouble in KINDS:
        if isinstance(error.__cause__, causes) and not isinstance(
            error.__cause__, pg.TooManyConnections
        ):
            return trouble
    return AWAY if isinstance(error, OperationalError) else None


def unavailable(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Answer 503 without the database; a form that was sent can be sent once more."""
    typed = _typed(request)
    context = {
        "storing": trouble,
        "verstuurd": request.method == "POST",
        "met_bestand": request.content_type == "multipart/form-data",
        "adres": request.get_full_path(),
        "velden": [(name, value, len(value) >= LONG or "\n" in value) for name, value in typed],
        "token": get_token(request) if typed else "",
    }
    page = render(None, "503.html", context, status=503)  # type: ignore[arg-type]
    page.headers["Retry-After"] = RETRY_AFTER
    page.headers["Cache-Control"] = "no-store"
    return page


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    if request.method != "POST" or request.path.startswith(SECRETS):
        return []
    try:
        sent = request.POST
        if not _is_from_here(request):
            return []
    except (OSError, ValueError):  # it broke off halfway
        return []
    names = (name for name in sent if name != "csrfmiddlewaretoken")
    return [(name, str(value)) for name in names for value in sent.getlist(name)]


class _Check(CsrfViewMiddleware):
    """Django's own check of where a form came from; it needs no database."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponseForbidden(reason)


def _is_from_here(request: HttpRequest) -> bool:
    """Say whether a page of ours sent it: the database may be away before that was asked.

    A form of another site must not come back with its words and a token of ours.
    """
    check = _Check(unavailable)  # type: ignore[arg-type]  # it calls nothing
    check.process_request(request)
    return check.process_view(request, _typed, (), {}) is None

"""The least that Django can do: a view that returns bytes. It shows the limit of the stack.

``gunicorn benchmarks.bare:application`` serves ``/<number of bytes>/``. No database, no middleware,
no template: the same interpreter, web server, workers and threads as the portal has.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


@lru_cache
def body_of(size: int) -> bytes:
    """Return a page of so many bytes."""
    return b"<!doctype html><title>bare</title>".ljust(size, b".")


def page(request: HttpRequest, size: int) -> HttpResponse:
    """Answer with a page of so many bytes."""
    return HttpResponse(body_of(size))


urlpatterns = [path("<int:size>/", page)]


def serve() -> Any:
    """Return the application, with no settings but these."""
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY="bare" * 10
    )
    return get_wsgi_application()


application = serve()

"""Giving a file to who may have it, and to nobody else; the policy is asked at every request."""

import logging
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response

from netwerk.kern import bestanden
from netwerk.kern.bijlagen.models import Bijlage
from netwerk.kern.policy import needs, require, visible

logger = logging.getLogger(__name__)
FOR_ONE = "private, no-store"
FOR_ALL = "public, max-age=60, must-revalidate"
CLOSED_BOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@needs("bijlagen.view_bijlage")
def serve(request: HttpRequest, public_id: UUID, name: str) -> HttpResponseBase:
    """Send the file as something to save; only a picture of ours that stands in a text is shown."""
    rows = visible(request.user, Bijlage.objects.exclude(file=""))
    bijlage: Bijlage = get_object_or_404(rows, public_id=public_id)
    if name != bijlage.name:
        raise Http404
    require(request.user, "bijlagen.view_bijlage", bijlage)
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    etag = f'"{bijlage.sha256}"'
    response = get_conditional_response(request, etag=etag) or _sent(request, bijlage)
    if response.status_code == 404:
        return response
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FOR_ALL if bijlage.is_for_everybody else FOR_ONE
    response.headers["Content-Security-Policy"] = CLOSED_BOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _sent(request: HttpRequest, bijlage: Bijlage) -> HttpResponseBase:
    try:
        file = bijlage.file.open("rb")
    except bestanden.AwayError:
        raise
    except OSError:
        logger.error("The file of bijlage %s is not where it should be.", bijlage.pk)
        return missing(request)
    return FileResponse(
        file,
        as_attachment=not bijlage.inline,
        filename=bijlage.name,
        content_type=bijlage.media_type,
    )


def missing(request: HttpRequest) -> HttpResponse:
    """Say that the file is lost, to who may have it."""
    return render(request, "bijlagen/kwijt.html", status=404)

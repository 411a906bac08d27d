"""Files to refer with: BibTeX and RIS, of a text of an advies, an edition, or a part of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from handboek import citeren
from handboek.models import Advies, Uitgave, UitgaveAdvies, UitgaveHoofdstuk
from handboek.views.uitgaven import fetch, fetch_chapter, fetch_row
from handboek.views.versies import reference
from netwerk.kern.pages import about
from netwerk.kern.policy import visible


def _fetch(request: HttpRequest, number: int) -> Advies:
    return get_object_or_404(visible(request.user, Advies.objects.all()), number=int(number))


def _file(verwijzing: citeren.Verwijzing, vorm: str) -> HttpResponse:
    make, kind = citeren.VORMEN[vorm]
    answer = HttpResponse(make(verwijzing), content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{verwijzing.sleutel}.{vorm}"'
    return answer


@about("handboek.view_advies", ("GET",), _fetch, "number")
def of_version(request: HttpRequest, advies: Advies, version: str, vorm: str) -> HttpResponse:
    """Refer to one text of an advies."""
    found = reference(advies, int(version))
    if found is None:
        raise Http404
    return _file(found, vorm)


@about("handboek.view_uitgave", ("GET",), fetch, "year", "number")
def of_edition(request: HttpRequest, uitgave: Uitgave, vorm: str) -> HttpResponse:
    """Refer to a whole edition."""
    return _file(citeren.van_uitgave(uitgave), vorm)


@about("handboek.view_in_uitgave", ("GET",), fetch_chapter, "year", "number", "chapter")
def of_chapter(request: HttpRequest, hoofdstuk: UitgaveHoofdstuk, vorm: str) -> HttpResponse:
    """Refer to a chapter in an edition."""
    return _file(citeren.van_hoofdstuk(hoofdstuk), vorm)


@about("handboek.view_in_uitgave", ("GET",), fetch_row, "year", "number", "advies")
def of_row(request: HttpRequest, rij: UitgaveAdvies, vorm: str) -> HttpResponse:
    """Refer to an advies in an edition."""
    return _file(citeren.van_rij(rij), vorm)

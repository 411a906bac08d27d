"""Putting the first steps away before they are all done, and bringing them back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from communities import eerste_stappen
from netwerk.kern.pages import only_with
from netwerk.kern.policy import SIGNED_IN


@only_with(SIGNED_IN, "POST")
def put_away(request: HttpRequest) -> HttpResponse:
    """Show the steps no more; what was done stays written down."""
    person: Any = request.user
    eerste_stappen.put_away(person=person)
    return redirect("dashboard")


@only_with(SIGNED_IN, "POST")
def bring_back(request: HttpRequest) -> HttpResponse:
    """Show the steps again."""
    person: Any = request.user
    eerste_stappen.bring_back(person=person)
    return redirect("dashboard")

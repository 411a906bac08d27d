"""Figures on the screen and as a table to save: all communities for beheer, one for organisers."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from communities.models import Community
from communities.views.communities import tabs
from netwerk import cijfers
from netwerk.kern.audit.services import record
from netwerk.kern.pages import about, only_with
from netwerk.kern.policy import allowed, visible
from netwerk.kern.tabellen import csv_response

DEFAULT = "365"
ALL = "communities.view_all_figures"
ONE = "communities.view_figures"


def _community(request: HttpRequest, slug: str) -> Community:
    found: Community = get_object_or_404(visible(request.user, Community.objects.all()), slug=slug)
    return found


def _period(request: HttpRequest) -> str:
    asked = request.GET.get("periode", DEFAULT)
    return asked if asked in cijfers.PERIODS else DEFAULT


def _periods(chosen: str) -> list[dict[str, str]]:
    return [
        {"sleutel": key, "tekst": text.capitalize(), "url": f"?periode={key}"}
        for key, text in cijfers.PERIODS.items()
    ]


@only_with(ALL, "GET")
def all_figures(request: HttpRequest) -> HttpResponse:
    """Show every community and the whole network."""
    period = _period(request)
    rows, total = cijfers.all_communities(period)
    context = {
        "rows": rows,
        "total": total,
        "most_members": _most(rows, "leden"),
        "things": [
            {"label": label, "cells": [(row.name, row.cells[key]) for row in [*rows, total]]}
            for key, label in cijfers.THINGS
        ],
    }
    return render(request, "beheer/cijfers.html", context | _shared(period))


def _most(rows: list[cijfers.Figures], key: str) -> int:
    return max((int(row.cells[key]) for row in rows if isinstance(row.cells[key], int)), default=0)


def _shared(period: str) -> dict[str, Any]:
    return {
        "period": period,
        "periods": _periods(period),
        "period_text": cijfers.PERIODS[period],
        "labels": list(cijfers.LABELS.values()),
        "few": cijfers.FEW,
    }


@only_with(ALL, "POST")
def export(request: HttpRequest) -> HttpResponseBase:
    """Save the figures as on the page, with the same numbers hidden."""
    period = _period(request)
    record(actor=request.user, action="cijfers.exported", period=period)
    rows, total = cijfers.all_communities(period)
    name = f"cijfers-{timezone.localdate():%Y-%m-%d}.csv"
    return csv_response(name, ("Community", *cijfers.LABELS.values()), _lines([*rows, total]))


def _lines(rows: list[cijfers.Figures]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield row.name, *row.cells.values()


@about(ONE, ("GET",), _community)
def community_figures(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the figures of one community to who organises it."""
    period = _period(request)
    figures = cijfers.of_community(community, period)
    is_member = allowed(request.user, "communities.view_inside", community)
    numbers = [int(n) for key, n in figures.cells.items() if key not in cijfers.PEOPLE]
    context = {
        "community": community,
        "is_member": is_member,
        "tabs_community": tabs(community, request.user) if is_member else [],
        "figures": figures,
        "people": figures.rows[: len(cijfers.PEOPLE)],
        "things": [{"naam": k, "aantal": n} for k, n in figures.rows[len(cijfers.PEOPLE) :]],
        "most": max(numbers),
    }
    return render(request, "netwerk/communitycijfers.html", context | _shared(period))


@about(ONE, ("POST",), _community)
def community_export(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Save the figures of one community."""
    period = _period(request)
    record(actor=request.user, action="cijfers.exported", subject=community, period=period)
    row = cijfers.of_community(community, period)
    name = f"cijfers-{community.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    return csv_response(name, ("Community", *cijfers.LABELS.values()), _lines([row]))

"""Casussen side by side: which ones stands in the address, so that others see the same."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from casussen.afruil import ThemeRow, matrix, sentences
from casussen.forms.afruil import CompareForm
from casussen.models import AfruilRegel, Casus, Dilemma, GeneratorErvaring
from casussen.views.reading import facts, welfare
from netwerk.kern.pages import only_with
from netwerk.kern.policy import OPEN
from netwerk.kern.zoeken.zoeken import build_query

FEWEST, MOST = 2, 4
OFFERED = 8


@dataclass(frozen=True)
class Column:
    """One of the casussen with what is compared."""

    casus: Casus
    facts: list[tuple[str, str]]
    welfare: dict[str, dict[str, str]]
    sentences: list[str]
    matrix: dict[str, ThemeRow]
    dilemmas: list[Dilemma]
    experiences: list[GeneratorErvaring]
    without: str

    @property
    def title(self) -> str:
        """Return the title of the casus."""
        return self.casus.title


@only_with(OPEN, "GET")
def compare(request: HttpRequest) -> HttpResponse:
    """Show two to four casussen side by side, or first offer casussen to choose."""
    slugs = list(dict.fromkeys(slug.replace("\x00", "") for slug in request.GET.getlist("casus")))
    found = chosen(request.user, slugs)
    form = CompareForm(request.GET)
    form.is_valid()
    word = form.cleaned_data.get("q", "")
    columns = [_column(casus, found) for casus in found[:MOST]]
    return render(
        request,
        "casussen/naast_elkaar.html",
        {
            "columns": columns if len(columns) >= FEWEST else [],
            "chosen": columns,
            "too_many": len(found) > MOST,
            "full": len(found) >= MOST,
            "themes": themes_of(columns),
            "form": form,
            "word": word,
            "offered": offered(request.user, word, found) if len(found) < MOST else [],
        },
    )


def chosen(user: Any, slugs: list[str]) -> list[Casus]:
    """Return those of the casussen that this person may read, in the order of the address."""
    experiences = GeneratorErvaring.objects.select_related("generator").order_by(
        "generator__name", "pk"
    )
    rows = (
        Casus.objects.visible_to(user)
        .filter(slug__in=slugs[: MOST + 1])
        .for_list()
        .select_related("scale", "area_type", "phase")
        .prefetch_related(
            Prefetch("afruil", AfruilRegel.objects.select_related("theme", "group")),
            Prefetch("dilemmas", Dilemma.objects.visible_to(user), to_attr="seen"),
            Prefetch("ervaringen", experiences),
            "themes",
        )
    )
    return sorted(rows, key=lambda casus: slugs.index(casus.slug))


def offered(user: Any, word: str, found: list[Casus]) -> list[Casus]:
    """Return casussen to compare with: those that match, or else the latest."""
    rows = Casus.objects.visible_to(user).filter(withdrawn_at__isnull=True)
    rows = rows.exclude(pk__in=[casus.pk for casus in found])
    if word:
        query = build_query(word)
        rows = rows.matching(query).order_by("-rank", "-pk") if query else rows.none()
    return list(rows.select_related("organisatie")[:OFFERED])


def address(slugs: list[str]) -> str:
    """Return the address of these casussen side by side."""
    query = QueryDict(mutable=True)
    query.setlist("casus", slugs)
    return f"{reverse('casussen:compare')}?{query.urlencode()}"


def _column(casus: Casus, found: list[Casus]) -> Column:
    rows = list(casus.afruil.all())
    return Column(
        casus=casus,
        facts=_facts(casus),
        welfare=welfare(casus),
        sentences=sentences(rows),
        matrix={row.notation: row for row in matrix(rows)},
        dilemmas=casus.seen,  # type: ignore[attr-defined]
        experiences=list(casus.ervaringen.all()),
        without=address([other.slug for other in found if other != casus]),
    )


def _facts(casus: Casus) -> list[tuple[str, str]]:
    first = [
        ("Waar", ", ".join(str(place) for place in casus.provinces.all())),
        ("Organisatie", casus.organisatie.name),
        ("Community", casus.community.name),
        ("Hoe ver", casus.get_stage_display().capitalize()),
    ]
    themes = ("Thema’s", ", ".join(str(theme) for theme in casus.themes.all()))
    return [(term, value) for term, value in [*first, *facts(casus), themes] if value]


def themes_of(columns: list[Column]) -> list[dict[str, Any]]:
    """Return every theme of the matrices, with the row of each casus (None: it says nothing)."""
    labels: dict[str, tuple[int, str]] = {}
    for column in columns:
        for regel in column.casus.afruil.all():
            labels[regel.theme.notation] = (regel.theme.order, regel.theme.label)
    return [
        {
            "label": label,
            "cells": [
                {"title": column.title, "row": column.matrix.get(notation)} for column in columns
            ],
        }
        for notation, (_, label) in sorted(labels.items(), key=lambda item: item[1])
    ]

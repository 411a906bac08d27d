"""The audit log on the screen, and as a table to save."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.generic import ListView

from netwerk.kern.audit import lines
from netwerk.kern.audit.forms import LogboekFilter
from netwerk.kern.audit.models import AuditEvent
from netwerk.kern.audit.services import record
from netwerk.kern.pages import BoundedPaginator, PagesMixin, only_with
from netwerk.kern.policy import PolicyMixin
from netwerk.kern.tabellen import csv_response

VIEW = "audit.view_log"
PER_PAGE = 50
HEADER = ("Moment", "Wie", "Nummer van wie", "Handeling", "Wat", "Waarover", "Gegevens")


class LogboekView(PagesMixin, PolicyMixin, ListView):
    """What was done, newest first, with filters that stand in the address."""

    permission = VIEW
    template_name = "beheer/auditlog.html"
    context_object_name = "events"
    paginate_by = PER_PAGE
    paginator_class = BoundedPaginator

    def get_queryset(self) -> QuerySet[AuditEvent]:
        """Return the lines that the filters let through."""
        self.form = LogboekFilter(self.request.GET)
        return self.form.rows()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say every line in words."""
        context = super().get_context_data(**kwargs)
        number = context["paginator"].count
        return context | {
            "lines": lines.in_words(context["events"], self.request.user),
            "filter": self.form,
            "person": self._person(),
            "is_filtered": any(self.request.GET.get(name) for name in self.form.fields),
            "is_bounded": number == self.paginator_class.most,
        }

    def _person(self) -> Any:
        """Return the person whom the list is about, when it is about one."""
        pk = getattr(self.form, "cleaned_data", {}).get("persoon")
        return get_user_model()._default_manager.filter(pk=pk).first() if pk else None


@only_with(VIEW, "POST")
def export(request: HttpRequest) -> HttpResponseBase:
    """Save the lines that the filters let through; that itself stands in the log.

    A POST, because it writes that line; the filters stand in the address, as on the page.
    """
    form = LogboekFilter(request.GET)
    events = form.rows()
    filters = sorted(name for name, value in form.cleaned_data.items() if value)
    record(actor=request.user, action="logboek.exported", filters=filters)
    return csv_response(
        f"logboek-{timezone.localdate():%Y-%m-%d}.csv", HEADER, _rows(events, request.user)
    )


def _rows(events: QuerySet[AuditEvent], reader: Any) -> Iterator[tuple[Any, ...]]:
    for line in lines.streamed(events, reader):
        event = line.event
        at = f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}"
        data = ", ".join(f"{key}={value}" for key, value in sorted(event.data.items()))
        yield at, line.actor, event.actor_id, event.action, line.text, line.about, data

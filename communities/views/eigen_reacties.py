"""What somebody wrote in conversations: to find it again, and to see who answered."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.views.generic import ListView

from communities.models import Reactie
from netwerk.kern.pages import PagesMixin
from netwerk.kern.policy import PolicyMixin


class EigenReactiesView(PagesMixin, PolicyMixin, ListView):
    """One's own posts that still stand, newest first, as far as the conversation can be read."""

    permission = "communities.read_conversations"
    template_name = "communities/eigen_reacties.html"
    paginate_by = 20

    def get_queryset(self) -> Any:
        """Return them with the number of answers to each (``answered``)."""
        answers = Reactie.objects.standing().filter(parent=OuterRef("pk")).order_by()
        number = answers.values("parent").annotate(number=Count("pk")).values("number")
        rows = Reactie.objects.visible_to(self.request.user).standing()
        rows = rows.filter(author=self.request.user).select_related("parent__author")
        rows = rows.annotate(answered=Coalesce(Subquery(number), 0))
        return rows.prefetch_related("gesprek__subject").order_by("-created_at", "-pk")

"""People: what they tell about themselves."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import DetailView, UpdateView

from communities import services
from communities.forms import ProfileForm
from communities.models import Deelnemer
from netwerk.kern.berichten import bounces
from netwerk.kern.policy import PolicyMixin


class DeelnemerDetailView(PolicyMixin, DetailView):
    """What a person tells about themselves, for members of the network."""

    permission = "communities.view_deelnemer"
    model = Deelnemer
    template_name = "communities/deelnemer.html"
    context_object_name = "person"

    def get_queryset(self) -> QuerySet[Deelnemer]:
        """Fetch the organisation and the province along."""
        rows = super().get_queryset().with_organisatie()
        return rows.select_related("province")  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the communities of the person."""
        context = super().get_context_data(**kwargs)
        places = self.object.lidmaatschappen.select_related("community").order_by("community")
        return context | {"places": places}


class ProfileView(PolicyMixin, UpdateView):
    """One's own profile."""

    permission = "communities.change_own_profile"
    model = Deelnemer
    form_class = ProfileForm
    template_name = "communities/profiel.html"
    http_method_names = ("get", "head", "post", "options")

    def get_object(self, queryset: QuerySet[Deelnemer] | None = None) -> Deelnemer:
        """Return a fresh copy of the person who asks; the form may change it freely."""
        return Deelnemer.objects.get(pk=self.request.user.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether mail to this person comes back."""
        return super().get_context_data(failed_address=bounces.known_of(self.object), **kwargs)

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        """Keep the changes."""
        me: Any = self.request.user
        services.update_profile(actor=me, person=me, **form.cleaned_data)
        messages.success(self.request, "Je profiel is bijgewerkt.")
        return redirect("profile")

"""One's own profile."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import UpdateView

from communities import deelnemerslijst, profielen, services
from communities.forms import ProfileForm
from communities.models import Deelnemer
from netwerk.kern.berichten import bounces
from netwerk.kern.policy import PolicyMixin

MOST_OTHERS = 12  # words of others that help to begin


class ProfileView(PolicyMixin, UpdateView):
    """What one tells about oneself, and who sees it."""

    permission = "communities.change_own_profile"
    model = Deelnemer
    form_class = ProfileForm
    template_name = "communities/profiel.html"
    http_method_names = ("get", "head", "post", "options")

    def get_object(self, queryset: QuerySet[Deelnemer] | None = None) -> Deelnemer:
        """Return a fresh copy of the person who asks; the form may change it freely."""
        return Deelnemer.objects.get(pk=self.request.user.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add what others know about, for who may see that."""
        return super().get_form_kwargs() | {"others": words_of_others(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the photo of now, and whether mail to this person comes back."""
        context = super().get_context_data(failed_address=bounces.known_of(self.object), **kwargs)
        me: Any = self.request.user
        form = context["form"]
        parts = {
            name: [form[field] for field in fields if field in form.fields]
            for name, fields in form.SECTIONS.items()
        }
        return context | {"parts": parts, "photo": profielen.photo_address(me)}

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        """Keep the changes; a new photo goes before taking the old one away."""
        me: Any = self.request.user
        values = dict(form.cleaned_data)
        photo, remove = values.pop("new_photo"), values.pop("remove_photo", False)
        services.update_profile(actor=me, person=me, **values)
        if photo:
            services.set_photo(actor=me, person=me, photo=photo)
        elif remove:
            services.remove_photo(actor=me, person=me)
        messages.success(self.request, "Je profiel is bijgewerkt.")
        return redirect("profile")

    def form_invalid(self, form: ProfileForm) -> HttpResponse:
        """Show the form again, with what was typed."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


def words_of_others(user: Any) -> list[str]:
    """Return what people in the directory know about, most chosen first."""
    if not user.in_network:
        return []
    words = deelnemerslijst.expertise_in_use().annotate(times=Count("taggit_taggeditem_items"))
    return list(words.order_by("-times", "name").values_list("name", flat=True)[:MOST_OTHERS])

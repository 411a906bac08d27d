"""On the desk: what an advies has to do with others."""

from django.shortcuts import get_object_or_404

from handboek import services
from handboek.forms import VerbandForm
from handboek.models import Advies, AdviesVerband
from handboek.views.desk import Act


class TieView(Act):
    """Ties an advies to another one."""

    permission = "handboek.tie_advies"
    done = "Het verband staat nu op beide pagina’s."

    def act(self) -> None:
        """Call the service."""
        adviezen = Advies.objects.visible_to(self.request.user)
        data = self.form_data(VerbandForm(self.request.POST, adviezen=adviezen))
        services.tie_adviezen(
            actor=self.request.user,
            advies=self.object,
            other=data["ander"],
            kind=data["verband"],
            explanation=data["uitleg"],
        )


class UntieView(Act):
    """Loosens an advies from another one."""

    permission = "handboek.tie_advies"
    done = "Het verband is weg, op beide pagina’s."

    def act(self) -> None:
        """Call the service."""
        rows = AdviesVerband.objects.of(self.object).select_related("one", "other")
        verband = get_object_or_404(rows, pk=self.kwargs["verband"])
        services.untie_adviezen(actor=self.request.user, advies=self.object, verband=verband)

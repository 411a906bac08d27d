"""A beheerder helps somebody who lost the telephone with the second step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from communities import services, tweede_stap
from communities.models import Deelnemer
from communities.views.beheer.leden import manages


@manages("GET", "POST")
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is certain, then take the second step away."""
    person = get_object_or_404(Deelnemer.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        services.reset_second_step(actor=request.user, person=person)
        messages.success(request, f"De tweede stap van {person} is gewist.")
        return redirect("beheer_lid", pk)
    context = {"person": person, "needed": tweede_stap.is_needed_for(person)}
    return render(request, "beheer/lid_tweede_stap.html", context)

"""Pages about the site itself, and the files that other machines ask for."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from communities.models import Community, Toegankelijkheidsverklaring
from netwerk.kern.avg import retention as termijnen
from netwerk.kern.avg import verwerkingen
from netwerk.kern.policy import OPEN, needs


@needs(OPEN)
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what the network is and how to take part."""
    return render(request, "netwerk/over.html", {"communities": Community.objects.all()})


@needs(OPEN)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the site is, and where to report a problem (EN 301 549)."""
    statement = Toegankelijkheidsverklaring.objects.current()
    return render(request, "netwerk/toegankelijkheid.html", {"statement": statement})


@needs(OPEN)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say which data about people is kept, why and how long (AVG art. 13)."""
    return render(request, "netwerk/privacy.html", {"parts": verwerkingen.register()})


@needs(OPEN)
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """Say how long each kind of data is kept, by the rules that the machine keeps."""
    return render(request, "netwerk/bewaren.html", {"rules": termijnen.rules()})


@needs(OPEN)
@require_safe
def licence(request: HttpRequest) -> HttpResponse:
    """Say how texts may be used again."""
    return render(request, "netwerk/licentie.html")


@needs(OPEN)
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Answer security.txt (RFC 9116), valid for half a year from today."""
    expires = (datetime.now(UTC) + timedelta(days=180)).replace(microsecond=0)
    lines = [
        f"Contact: mailto:{settings.CONTACT_MAIL}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {settings.SITE_URL}{reverse('accessibility')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@needs(OPEN)
@require_safe
def security_txt_moved(request: HttpRequest) -> HttpResponse:
    """Lead on who looks for it where it stood before RFC 9116."""
    return redirect("security_txt", permanent=True)


@needs(OPEN)
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Let everyone read what is public (web archives too), and show the map of the site."""
    lines = [
        "User-agent: *",
        "Disallow: /account/",
        "Disallow: /beheer/",
        "Disallow: /deelnemers/",
        "Disallow: /mijn/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

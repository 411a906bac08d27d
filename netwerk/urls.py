"""Every address of the portal; what is open to visitors without an account says ``public``."""

from allauth.account.decorators import reauthentication_required, secure_admin_login
from allauth.account.views import password_set
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from bijeenkomsten.views import afspraken
from communities.views import sessies, tweede_stap
from netwerk import api
from netwerk.kern.berichten.inbound.webhooks import webhook_urls
from netwerk.kern.kept_pages import briefly, kept, only_read
from netwerk.kern.policy import public
from netwerk.kern.verantwoording import views as verantwoording
from netwerk.views import (
    api_uitleg,
    beheer,
    cijfers,
    csp,
    dashboard,
    health,
    home,
    hulp,
    opendata,
    pages,
    search,
    sitemap,
)

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", briefly(public(home.home)), name="home"),
    path("over/", kept(public(pages.about)), name="about"),
    path("zoeken/", only_read(public(search.search)), name="search"),
    path("zoeken/atom.xml", only_read(public(search.feed)), name="search_feed"),
    path("zoeken/suggesties/", only_read(public(search.suggest)), name="search_suggest"),
    path("hulp/", kept(public(hulp.index)), name="hulp"),
    path("hulp/rol/<slug:role>/", kept(public(hulp.manual)), name="hulp_rol"),
    path("hulp/<slug:slug>/", kept(public(hulp.page)), name="hulp_pagina"),
    path("toegankelijkheid/", kept(public(pages.accessibility)), name="accessibility"),
    path("privacy/", kept(public(pages.privacy)), name="privacy"),
    path("privacy/bewaren/", kept(public(pages.retention)), name="bewaren"),
    path("privacy/wie/", kept(public(verantwoording.responsible)), name="verantwoordelijk"),
    path("open-data/", kept(public(opendata.page)), name="open_data"),
    re_path(
        r"^catalogus\.(?P<form>ttl|jsonld)$", kept(public(opendata.catalogue)), name="catalogus"
    ),
    path("licentie/", kept(public(pages.licence)), name="licence"),
    path("gezond/", public(health.health), name="health"),
    path("gezond/levend/", public(health.alive), name="health_alive"),
    path("gezond/klaar/", public(health.ready), name="health_ready"),
    path("metrics", public(health.metrics), name="metrics"),
    path(".well-known/security.txt", public(pages.security_txt), name="security_txt"),
    path("security.txt", public(pages.security_txt_moved), name="security_txt_moved"),
    path("csp-melding/", public(csp.report), name="csp_report"),
    path("robots.txt", public(pages.robots_txt), name="robots_txt"),
    path("sitemap.xml", kept(public(sitemap.index)), name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", kept(public(sitemap.part)), name="sitemap_part"),
    path("api/", kept(public(api_uitleg.explain)), name="api_uitleg"),
    path("api/v1/", include((api.urlpatterns(), "api"))),
    path("mijn/", dashboard.dashboard, name="dashboard"),
    path("mijn/", include("communities.urls.mijn")),
    path("moderatie/", include("communities.urls.moderatie")),
    path("mijn/actiepunten/", afspraken.mine, name="mijn_actiepunten"),
    path("mijn/zoekopdrachten/", include("netwerk.kern.zoeken.urls")),
    path("mijn/bestanden/", include("netwerk.kern.uitvoer.urls")),
    path("mijn/gegevens/", include("netwerk.kern.avg.urls")),
    path("", include("netwerk.kern.berichten.urls")),
    path("bestanden/", include("netwerk.kern.bijlagen.urls")),
    path("berichten/haak/", include((webhook_urls(), "anymail"))),
    path("", include("communities.urls")),
    path("", include("casussen.urls")),
    path("bijeenkomsten/", include("bijeenkomsten.urls")),
    path("", include("bijeenkomsten.urls.agendas")),
    path("handboek/", include("handboek.urls")),
    path("begrippen/", include("netwerk.kern.begrippen.urls_lezen")),
    path("beheer/", beheer.hub, name="beheer"),
    path("beheer/", include("communities.urls.beheer")),
    path("beheer/logboek/", include("netwerk.kern.audit.urls")),
    path("beheer/cijfers/", cijfers.all_figures, name="beheer_cijfers"),
    path("beheer/cijfers/csv/", cijfers.export, name="beheer_cijfers_csv"),
    path("communities/<slug:slug>/cijfers/", cijfers.community_figures, name="community_cijfers"),
    path(
        "communities/<slug:slug>/cijfers/csv/",
        cijfers.community_export,
        name="community_cijfers_csv",
    ),
    path("beheer/", include("netwerk.kern.avg.urls_beheer")),
    path("beheer/", include("netwerk.kern.verantwoording.urls_beheer")),
    path("beheer/berichten/", include("netwerk.kern.berichten.urls_beheer")),
    path("beheer/", include("netwerk.kern.begrippen.urls")),
    path("beheer/techniek/", admin.site.urls),
    path("account/tweede-stap/", tweede_stap.explain, name="tweede_stap"),
    path(
        "account/2fa/webauthn/keys/<int:pk>/remove/",
        tweede_stap.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/sessions/<int:pk>/", sessies.end, name="sessie_beeindigen"),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/logout/", public(sessies.UitloggenView.as_view()), name="account_logout"),
    path(
        "account/password/set/",
        reauthentication_required(app="allauth.account")(password_set),
        name="account_set_password",
    ),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/3rdparty/", include("allauth.socialaccount.urls")),
    path("account/", include("communities.oidc.urls")),
    path("account/", include("allauth.account.urls")),
]
if settings.DEVELOPMENT:
    urlpatterns += [path("", include("netwerk.kern.dev_urls"))]

handler400 = "netwerk.views.errors.bad_request"
handler403 = "netwerk.views.errors.permission_denied"
handler404 = "netwerk.views.errors.not_found"
handler500 = "netwerk.views.errors.server_error"

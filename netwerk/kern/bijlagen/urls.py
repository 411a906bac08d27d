"""The addresses of files, mounted at /bestanden/; each asks the policy at every request."""

from django.urls import URLPattern, path

from netwerk.kern.bijlagen.views import one, serving
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("<uuid:public_id>/wijzigen/", one.change, name="bijlage_wijzigen"),
    path("<uuid:public_id>/weghalen/", one.remove, name="bijlage_weghalen"),
    path("<uuid:public_id>/terugzetten/", one.restore, name="bijlage_terugzetten"),
    path("<uuid:public_id>/<str:name>", public(serving.serve), name="bijlage"),
]

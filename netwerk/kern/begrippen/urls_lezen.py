"""What words mean, for anybody; mounted at /begrippen/."""

from django.urls import URLPattern, path, re_path

from netwerk.kern.begrippen import lezen
from netwerk.kern.kept_pages import kept
from netwerk.kern.policy import public

urlpatterns: list[URLPattern] = [
    path("", kept(public(lezen.words)), name="begrippen"),
    path("<slug:key>/", kept(public(lezen.vocabulary)), name="begrippenlijst"),
    re_path(
        r"^(?P<key>[-\w]+)\.(?P<form>ttl|jsonld)$",
        kept(public(lezen.data)),
        name="begrippenlijst_data",
    ),
    path("<slug:key>/<slug:notation>/", kept(public(lezen.word)), name="begrip"),
]

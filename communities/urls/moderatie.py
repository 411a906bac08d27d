"""What was reported: the queue, one case, and one's own reports; at /moderatie/."""

from django.urls import URLPattern, path

from communities.views import meldingen, moderatie

app_name = "moderatie"
urlpatterns: list[URLPattern] = [
    path("", moderatie.WachtrijView.as_view(), name="wachtrij"),
    path("gemeld/", meldingen.GemeldView.as_view(), name="gemeld"),
    path("<int:pk>/", moderatie.zaak, name="zaak"),
    path("<int:pk>/herzien/", moderatie.reconsider, name="herzien"),
    path("<int:pk>/bezwaar/", moderatie.objection, name="bezwaar"),
]

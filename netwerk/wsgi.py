"""The application that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

django = get_wsgi_application()

from netwerk.kern import at_hand, kept_pages  # noqa: E402 - they need the settings

application = at_hand.AtHand(django)
kept_pages.forget()  # another release shows other pages

"""The application that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

django = get_wsgi_application()

from django.db import connections  # noqa: E402 - all of these need the settings

from netwerk.kern import at_hand, portal_state  # noqa: E402

application = at_hand.AtHand(django)
portal_state.renew()  # another release shows other pages
connections.close_all()  # this thread asks nothing any more

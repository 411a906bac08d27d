"""The application that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

application = get_wsgi_application()

from netwerk.kern import kept_pages  # noqa: E402 - it needs the settings

kept_pages.forget()  # another release shows other pages

"""The clock: Celery's beat, which only says what time it is and needs nothing of the portal.

It knows the names of tasks and when they are due (CELERY_BEAT_SCHEDULE), but no model and no view:
50 MB instead of 130.
"""

import os

from celery import Celery

from netwerk.kern.toezicht import bij_celery  # noqa: F401 - it listens

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netwerk.settings")

app = Celery("netwerk", fixups=[])  # with those, Celery would load all of Django
app.config_from_object("django.conf:settings", namespace="CELERY")

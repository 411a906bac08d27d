"""The example event that pretalx makes itself: three days, some thirty planned sessions."""

import json
import os

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretalx.submission.models import Submission  # noqa: E402


def main() -> None:
    """Fill, and print the addresses of the pages."""
    os.environ |= {
        "DJANGO_SUPERUSER_EMAIL": "beheerder@voorbeeld.nl",
        "DJANGO_SUPERUSER_PASSWORD": os.environ["SECRET_KEY"],
        "PRETALX_INIT_ORGANISER_NAME": "Netwerk",
        "PRETALX_INIT_ORGANISER_SLUG": "netwerk",
    }
    call_command("migrate", verbosity=0)
    call_command("rebuild", silent=True)
    call_command("init", interactive=False)
    call_command("create_test_event", seed="1")
    with scopes_disabled():
        planned = Submission.objects.filter(slots__schedule__version="v1.0")
        session = planned.filter(slots__start__isnull=False).earliest("pk")
    pages = {
        "event": "/democon/",
        "schedule": "/democon/schedule/",
        "session": f"/democon/talk/{session.code}/",
    }
    print(json.dumps(pages))


if __name__ == "__main__":
    main()

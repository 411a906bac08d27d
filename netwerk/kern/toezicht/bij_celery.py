"""Celery writes its lines as the rest of the portal does, and not as it likes them."""

import logging.config
from typing import Any

from celery.signals import setup_logging


@setup_logging.connect
def our_own_log(**_: Any) -> None:
    """Set the log up as the settings say."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)

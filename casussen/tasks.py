"""Celery shells of casussen."""

from celery import shared_task


@shared_task
def ask_terugblikken() -> None:
    """Ask how it is with casussen that were finished a while ago; harmless to run twice."""
    from django.utils import timezone

    from casussen.services.terugblikken import ask_due

    ask_due(now=timezone.now())

"""Celery shells of search."""

from celery import shared_task


@shared_task
def look_for_new() -> None:
    """Look for what is new in the searches that people keep; safe to repeat."""
    from django.utils import timezone

    from netwerk.kern.zoeken import services

    services.look_for_new(now=timezone.now())

"""Celery shells of bijeenkomsten."""

from celery import shared_task


@shared_task
def forget_needs() -> None:
    """Blank the wishes of people at meetings that are long over; harmless to run twice."""
    from django.utils import timezone

    from bijeenkomsten.services import forget_needs as forget

    forget(now=timezone.now())

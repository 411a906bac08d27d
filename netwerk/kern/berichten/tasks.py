"""Celery shells: they wake the outbox, which does the work and keeps the truth."""

from celery import shared_task


@shared_task
def heartbeat() -> None:
    """Write down that a worker really ran a job."""
    from django.utils import timezone

    from netwerk.kern.berichten.models import Heartbeat

    Heartbeat.beat("worker", timezone.now())


@shared_task
def sweep() -> None:
    """Plan and send what is due."""
    from netwerk.kern.berichten.loop import sweep as run

    run()

"""Celery shells of communities."""

from celery import shared_task


@shared_task
def look_at_rights() -> None:
    """Open the reviews of rights that are due, and tell of those that are late; safe to repeat."""
    from django.utils import timezone

    from communities import services

    services.open_due_reviews(today=timezone.localdate())
    services.remind_of_overdue(today=timezone.localdate())

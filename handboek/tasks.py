"""Celery shells of handboek."""

from celery import shared_task


@shared_task
def refresh_files() -> None:
    """Have the files of the book made anew when it says something else; harmless to run twice."""
    from handboek.uitvoer.boekbestanden import refresh

    refresh()


@shared_task
def remind_rijk() -> None:
    """Ask the rijk once more what has waited for thirty days; harmless to run twice."""
    from django.utils import timezone

    from handboek.services.rijk import remind_rijk as remind

    remind(now=timezone.now())


@shared_task
def remind_of_consent() -> None:
    """Ask a casushouder once more after a week; harmless to run twice."""
    from django.utils import timezone

    from handboek.services.instemming import remind_of_consent as remind

    remind(now=timezone.now())


@shared_task
def remind_of_reviews() -> None:
    """Tell who keeps an advies that somebody must look at it again; harmless to run twice."""
    from django.utils import timezone

    from handboek.services.nakijken import remind_of_reviews as remind

    remind(today=timezone.localdate())

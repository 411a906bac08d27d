"""Celery shells of uitvoer: the work and its truth stand in the database."""

from celery import shared_task


@shared_task
def make_files() -> None:
    """Make the files that wait; harmless to run twice, or at once.

    A book of 5,000 adviezen takes some minutes: settings.py gives it more than other tasks.
    """
    from netwerk.kern.uitvoer.werk import make_due

    make_due(seconds=20)

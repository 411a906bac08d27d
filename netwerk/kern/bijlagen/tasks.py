"""Work in the background."""

from celery import shared_task

from netwerk.kern import bestanden


@shared_task
def sweep_files() -> int:
    """Delete the files that no row knows."""
    return bestanden.sweep()

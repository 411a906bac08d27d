"""Celery shells of avg: the work and its truth stand in the database."""

from celery import shared_task


@shared_task
def go_on() -> None:
    """Do what is due of copies and erasures; harmless to run twice, or at once."""
    from netwerk.kern.avg.werk import TURN, work

    work(seconds=TURN)


@shared_task
def forget() -> None:
    """Forget what is older than its term, once a day; harmless to run twice."""
    from netwerk.kern.avg.retention import run

    run()

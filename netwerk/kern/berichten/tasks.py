"""Celery shells: they wake the outbox, which does the work and keeps the truth."""

from celery import shared_task


@shared_task
def heartbeat() -> None:
    """Write down that a worker really ran a job."""
    from netwerk.kern.berichten.loop import Pulse
    from netwerk.kern.berichten.watch import WORKER

    Pulse(WORKER).beat()


@shared_task
def forget_inbound() -> None:
    """Delete what came in by mail and was handled long ago; harmless to run twice."""
    from django.utils import timezone

    from netwerk.kern.berichten.inbound.retention import forget_inbound as forget

    forget(now=timezone.now())


@shared_task
def sweep() -> None:
    """Plan and send what is due; a long round shows that it is alive."""
    from netwerk.kern.berichten.loop import Pulse, breaker_of_this_process
    from netwerk.kern.berichten.loop import sweep as run
    from netwerk.kern.berichten.watch import WORKER

    pulse = Pulse(WORKER)

    def go_on() -> bool:
        pulse()
        return False

    run(breaker_of_this_process(), stopping=go_on)

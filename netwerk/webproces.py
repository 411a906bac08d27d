"""How a process of the web server takes requests: one for each thread that is free."""

from gunicorn.workers.gthread import ThreadWorker


class Webproces(ThreadWorker):
    """Takes no connection while all its threads are at work: another process may have time.

    Without this, the process that wakes first takes every connection of a busy moment and lets
    them wait, while the others have nothing to do.
    """

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Leave who comes now to the others, until a thread is free."""
        idle = len(self.keepalived_conns) + len(self.pending_conns)
        if self._accepting and self.nr_conns - idle >= self.cfg.threads:
            self.set_accept_enabled(False)
        super().wait_for_and_dispatch_events(timeout)

"""What this app tells the registries of netwerk.kern."""


def register() -> None:
    """Register subjects, domain events, messages and personal data; called once at start."""

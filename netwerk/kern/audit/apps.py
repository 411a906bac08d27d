"""The audit log as an app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what to what; append-only."""

    name = "netwerk.kern.audit"
    label = "audit"
    verbose_name = "Auditlogboek"

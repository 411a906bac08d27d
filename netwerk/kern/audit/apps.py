from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "netwerk.kern.audit"
    label = "audit"
    verbose_name = "Auditlogboek"

"""What every template may know about the site; reads no session, so it sets no cookie."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Return names, the contact address and whether this is demo content."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "contact_mail": settings.CONTACT_MAIL,
        "development": settings.DEVELOPMENT,
        "demo": settings.DEVELOPMENT,
        "afgesloten": settings.ARCHIVE_MODE,
        "afgesloten_op": settings.ARCHIVED_ON,
        "zonder_tweede_stap": settings.DEMO_WITHOUT_SECOND_FACTOR,
    }

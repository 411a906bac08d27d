"""The declared policy of the roof."""

from tests.policy.table import EVERYONE, SIGNED_IN, Row

FIRST_PART = {"name": "paginas", "number": 1}
ROWS = [
    *(
        Row(name, get=EVERYONE)
        for name in (
            "home",
            "about",
            "search",
            "accessibility",
            "privacy",
            "bewaren",
            "licence",
            "open_data",
        )
    ),
    *(
        Row(name, get=EVERYONE, impersonal=True)
        for name in ("security_txt", "security_txt_moved", "robots_txt", "sitemap")
    ),
    Row("catalogus", get=EVERYONE, kwargs=lambda world: {"form": "ttl"}, impersonal=True),
    Row(
        "sitemap_part",
        get=EVERYONE,
        impersonal=True,
        kwargs=lambda world: {"name": "paginas", "number": 1},
    ),
    Row("health", get=EVERYONE, impersonal=True),
    Row("csp_report", post=EVERYONE),
    Row("health_alive", get=EVERYONE, impersonal=True),
    Row("health_ready", get=EVERYONE, impersonal=True),
    Row("metrics", hidden=EVERYONE),  # without the word in METRICS_TOKEN it is not there
    Row("dashboard", get=SIGNED_IN),
]

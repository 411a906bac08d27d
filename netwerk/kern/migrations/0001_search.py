"""PostgreSQL extensions, the search configuration ``nl`` and the table of the fallback cache."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION nl (COPY = dutch);
ALTER TEXT SEARCH CONFIGURATION nl
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;
"""
CACHE = """
CREATE UNLOGGED TABLE kern_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX kern_cache_expires ON kern_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION nl;"),
        migrations.RunSQL(CACHE, "DROP TABLE kern_cache;"),
    ]

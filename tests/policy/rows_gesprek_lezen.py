"""The declared policy of reading conversations: threads, what is unread, the answer."""

from tests.policy.rows_communities import pk_of, talk_of
from tests.policy.table import COMMUNITY, NETWORK, SIGNED_IN, Row, roles

ROWS = [
    Row(
        "communities:thread",
        "in de community",
        kwargs=pk_of("reactie"),
        get=COMMUNITY,
        hidden=SIGNED_IN - COMMUNITY,
    ),
    Row(
        "communities:thread",
        "over een openbare casus",
        kwargs=pk_of("openbare_reactie"),
        get=NETWORK,
        hidden=SIGNED_IN - NETWORK,
    ),
    Row("ongelezen", get=NETWORK),
    Row("mijn_reacties", get=NETWORK),
    Row("alles_gelezen", post=NETWORK, data=lambda w: {"tot": 1}),
    Row(
        "communities:reactie_antwoord",
        "bij een casus",
        kwargs=pk_of("openbare_reactie"),
        post=roles("casushouder"),
        hidden=SIGNED_IN - NETWORK,
        data=lambda w: {"antwoord": "ja"},
    ),
    Row(
        "communities:gesprek_nieuw",
        "in de community",
        kwargs=talk_of("community"),
        get=COMMUNITY,
    ),
]

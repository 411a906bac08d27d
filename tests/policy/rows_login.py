"""The declared policy of the pages about logging in that are ours."""

from tests.policy.table import SIGNED_IN, Row

ROWS = [
    Row("tweede_stap", get=SIGNED_IN),
]

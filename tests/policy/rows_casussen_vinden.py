"""The declared policy of finding casussen, apart from the code."""

from tests.policy.table import EVERYONE, Row

ROWS = [Row("casussen:white_spots", get=EVERYONE)]

"""Many more rows of the same kind, for measuring."""

from netwerk.demo.world import World


def add_bulk(world: World, scale: int) -> None:
    """Add (scale - 1) times as many people, casussen, posts and meetings."""

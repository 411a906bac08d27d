"""What the read API of every app stands on; the API itself is put together in ``netwerk.api``."""

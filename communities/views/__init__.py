"""Pages about people, their organisations and their communities."""

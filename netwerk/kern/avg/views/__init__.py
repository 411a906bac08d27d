"""Pages about people's own data, and those of beheer."""

"""Pages about files and links."""

"""The manual inside the portal: short pages about one task each, by role."""
